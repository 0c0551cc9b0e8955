import type { Deployment } from '../../../k8s/resources/deployment.ts'
import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { isPodFinished, jobNameOf, type Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { isPodReady } from '../../../k8s/resources/registryFacts.ts'
import { formatNumber, t } from '../../../lib/t.ts'

/** What is known of the cluster when a pod is to be deleted. Undefined: not known. */
export interface DeletionFacts {
  pod: Pod
  /** All pods of the registry, this one among them. */
  registryPods: readonly Pod[] | undefined
  /** The registry's. Null: there is none. */
  deployment: Deployment | null | undefined
  /** The claim that the pod mounts. */
  claim: PersistentVolumeClaim | undefined
  /** How many requests it was serving a moment ago. */
  inFlight?: number | undefined
}

export interface PodDeletion {
  /** What weighs most. */
  alerts: { status: 'danger' | 'warning' | 'info'; title: string; text: string }[]
  notes: string[]
  /** Images go with it: that is confirmed by its name. */
  losesImages: boolean
  /** There is a way that asks the disruption budget and waits. */
  mayRestart: boolean
}

/** What the end of a pod brings with it. */
export function podDeletion(facts: DeletionFacts): PodDeletion {
  const { pod } = facts
  const result: PodDeletion = { alerts: [], notes: [], losesImages: false, mayRestart: false }
  if (isPodFinished(pod)) {
    result.notes.push(t('It has ended: nothing that runs is touched.'))
    result.notes.push(logNote())
    return result
  }
  switch (componentOf(pod)) {
    case 'registry':
      registryConsequences(facts, result)
      break
    case 'operator':
      result.notes.push(
        t('The registry goes on: pushes and pulls are not touched.'),
        t(
          'Until the next pod of the operator has taken over, mostly a minute or two, changed settings have no effect and its conditions stay as they are.',
        ),
      )
      break
    case 'node CA':
      result.notes.push(
        t('Its DaemonSet makes another on {{node}}, mostly within seconds.', {
          node: pod.spec?.nodeName ?? t('its node'),
        }),
        t('Pulls go on: certificate authorities that are on the node stay there. New ones arrive with the next pod.'),
      )
      break
    case 'pruner':
      result.alerts.push({
        status: 'warning',
        title: t('The run is broken off'),
        text: t(
          'What it has deleted stays deleted. Its job {{job}} fails, and starts no other pod: the next run goes on with the rest.',
          { job: jobNameOf(pod) ?? '' },
        ),
      })
      break
    case 'other':
      result.notes.push(t('It is none of the registry’s own pods: whoever made it knows what it is for.'))
  }
  if (controllerOf(pod) === undefined)
    result.alerts.push({
      status: 'warning',
      title: t('Nothing puts another in its place'),
      text: t('The pod has no owner that would.'),
    })
  result.notes.push(logNote())
  return result
}

const logNote = () =>
  t('Its log goes with it, and that of its containers before. Events about it stay for up to three hours.')

export const controllerOf = ({ metadata }: Pod) => metadata.ownerReferences?.find(({ controller }) => controller)

function registryConsequences(
  { pod, registryPods, deployment, claim, inFlight }: DeletionFacts,
  result: PodDeletion,
): void {
  const { alerts, notes } = result
  result.losesImages = (pod.spec?.volumes ?? []).some(({ name, emptyDir }) => name === 'registry-storage' && emptyDir)
  result.mayRestart = true
  if (result.losesImages)
    alerts.push({
      status: 'danger',
      title: t('Images are lost with the pod'),
      text: t(
        'The storage is emptyDir: the pod keeps what was pushed to it in a directory of its own, which goes with it. The image streams stay and their images cannot be pulled any more.',
      ),
    })
  const isReplaced = deployment === undefined || (deployment !== null && (deployment.spec?.replicas ?? 1) > 0)
  const others = registryPods?.filter((each) => each.metadata.uid !== pod.metadata.uid && isPodReady(each)).length
  if (!isPodReady(pod)) notes.push(t('It is not ready: it takes no requests as it is.'))
  if (others === 0) alerts.push(awayAlert(isPodReady(pod), isReplaced))
  else if (others !== undefined)
    notes.push(t('{{count}} other pods are ready and take the requests meanwhile.', { count: others }))
  notes.push(
    isReplaced
      ? t('The Deployment makes another pod in its place, with another name.')
      : t('Nothing puts another in its place: the registry has no Deployment, or it is scaled to 0.'),
  )
  if (isPodReady(pod)) notes.push(graceNote(pod))
  if (inFlight === 0) notes.push(t('It served no request when it was asked last, up to 30 s ago.'))
  else if (inFlight !== undefined)
    alerts.push({
      status: 'warning',
      title: t('{{count}} requests are under way in it', { count: inFlight }),
      text: t('Counted up to 30 s ago. What of them are pushes of large layers may break off.'),
    })
  const rollout = rolloutNote(deployment)
  if (rollout) notes.push(rollout)
  if (isOneNodeOnly(claim))
    notes.push(
      t(
        'Its volume can be mounted on one node at a time: a pod that comes to another node than {{node}} waits until it is let go.',
        { node: pod.spec?.nodeName ?? '' },
      ),
    )
}

function awayAlert(isReady: boolean, isReplaced: boolean): PodDeletion['alerts'][number] {
  if (!isReady)
    return {
      status: 'warning',
      title: t('The registry is away as it is'),
      text: t('No pod is ready. It stays away until one is.'),
    }
  return {
    status: isReplaced ? 'warning' : 'danger',
    title: t('This is the last pod that is ready'),
    text: isReplaced
      ? t(
          'From its end until another is ready, mostly a minute or two, every push and pull fails. Pods that need an image meanwhile wait and try again (ImagePullBackOff).',
        )
      : t('Every push and pull fails from its end on.'),
  }
}

/** How long requests under way have. */
function graceNote({ spec }: Pod): string {
  const grace = formatNumber(spec?.terminationGracePeriodSeconds ?? 30)
  const wait = preStopSeconds(spec?.containers?.[0]?.lifecycle)
  return wait === undefined
    ? t(
        'Requests under way have {{grace}} s to end. Pushes that take longer break off; clients then try the layer again.',
        { grace },
      )
    : t(
        'New requests still come for up to {{wait}} s, until all nodes know; those under way have {{grace}} s in all. Pushes that take longer break off; clients then try the layer again.',
        { wait: formatNumber(wait), grace },
      )
}

type Lifecycle = NonNullable<NonNullable<NonNullable<Pod['spec']>['containers']>[number]['lifecycle']>

function preStopSeconds(lifecycle: Lifecycle | null | undefined): number | undefined {
  const { exec, sleep } = lifecycle?.preStop ?? {}
  const [program, seconds] = exec?.command ?? []
  const found = program === 'sleep' ? Number(seconds) : sleep?.seconds
  return found !== undefined && Number.isFinite(found) ? found : undefined
}

function rolloutNote(deployment: Deployment | null | undefined): string | undefined {
  const wanted = deployment?.spec?.replicas ?? 0
  const updated = deployment?.status?.updatedReplicas ?? 0
  if (wanted === 0 || (updated >= wanted && (deployment?.status?.replicas ?? 0) <= wanted)) return undefined
  return t(
    'A rollout is under way: {{updated}} of {{wanted}} pods have the newest settings. It replaces this pod by itself.',
    {
      updated,
      wanted,
    },
  )
}

function isOneNodeOnly(claim: PersistentVolumeClaim | undefined): boolean {
  const modes = claim?.spec?.accessModes ?? []
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
}
