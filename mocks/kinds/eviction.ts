import type { K8sObject } from '../../src/k8s/types.ts'
import { json } from '../server/exchange.ts'
import { conflict, StatusError } from '../server/status.ts'
import { timestamp } from './imageTypes.ts'
import type { AnyObject, Call, DeleteOptions, Subresource } from './kind.ts'

export const BUDGETS = 'policy/poddisruptionbudgets'

export interface DisruptionBudget extends K8sObject {
  spec?: { minAvailable?: number | string; maxUnavailable?: number | string; selector?: { matchLabels?: Labels } }
  status?: {
    observedGeneration?: number
    disruptionsAllowed: number
    currentHealthy: number
    desiredHealthy: number
    expectedPods: number
    disruptedPods?: Record<string, string>
    conditions?: { type: string; status: string; reason: string; [field: string]: unknown }[]
  }
}

type Labels = Record<string, string>
type EvictedPod = K8sObject & { spec?: { terminationGracePeriodSeconds?: number }; status?: { phase?: string } }

/** Whether labels of a selector are all on an object. */
export const selects = (labels: Labels | undefined, { metadata }: K8sObject) =>
  Object.entries(labels ?? {}).every(([key, value]) => metadata.labels?.[key] === value)

const tooMany = (message: string, seconds: number, cause?: string) =>
  new StatusError({
    code: 429,
    reason: 'TooManyRequests',
    message,
    details: {
      ...(cause && { causes: [{ reason: 'DisruptionBudget', message: cause }] }),
      ...(seconds && { retryAfterSeconds: seconds }),
    },
  })

/** Lets a budget of the pod pay for its eviction, or says why it cannot. */
function pay({ store, now, dryRun }: Call, pod: EvictedPod): void {
  const { namespace = '', name } = pod.metadata
  const budgets = (store.list(BUDGETS, namespace) as readonly DisruptionBudget[]).filter(({ spec }) =>
    selects(spec?.selector?.matchLabels, pod),
  )
  if (budgets.length > 1)
    throw new StatusError({
      code: 500,
      reason: 'InternalError',
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    })
  const [budget] = budgets
  if (!budget?.status) return
  const { metadata, status } = budget
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    throw tooMany(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      10,
      `The disruption budget ${metadata.name} is still being processed by the server.`,
    )
  if (!status.disruptionsAllowed)
    throw tooMany(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      0,
      `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
    )
  if (dryRun) return
  const disruptedPods = { ...status.disruptedPods, [name]: timestamp(now()) }
  const next: DisruptionBudget = {
    ...budget,
    status: { ...status, disruptionsAllowed: status.disruptionsAllowed - 1, disruptedPods },
  }
  store.put(BUDGETS, next)
}

/** POST of policy/v1 Eviction: deletes a pod if its budget allows that now. Pods that do not run cost nothing. */
export const eviction: Subresource = {
  kind: 'Eviction',
  create(call, object: AnyObject & { deleteOptions?: DeleteOptions & { dryRun?: string[] } }) {
    const { store, now, namespace = '', name = '' } = call
    const pod: EvictedPod | undefined = store.get('/pods', namespace, name)
    const { preconditions, gracePeriodSeconds, dryRun } = object.deleteOptions ?? {}
    if (pod && preconditions?.uid && preconditions.uid !== pod.metadata.uid)
      throw conflict(
        '',
        'Pod',
        name,
        `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${pod.metadata.uid ?? ''}). The object might have been deleted and then recreated`,
      )
    const asked = { ...call, dryRun: call.dryRun || (dryRun?.includes('All') ?? false) }
    if (pod && !pod.metadata.deletionTimestamp) {
      if (pod.status?.phase === 'Running') pay(asked, pod)
      if (!asked.dryRun) {
        const grace = gracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30
        const deletionTimestamp = timestamp(new Date(now().getTime() + grace * 1000))
        const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace }
        const leaving: EvictedPod = { ...pod, metadata }
        store.put('/pods', leaving)
        const go = () => {
          if (store.get('/pods', namespace, name)?.metadata.uid === pod.metadata.uid)
            store.remove('/pods', namespace, name)
        }
        if (call.leave) call.leave(go)
        else go()
      }
    }
    return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201)
  },
}
