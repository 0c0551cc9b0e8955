import type { K8sObject } from '../../src/k8s/types.ts'
import { BUDGETS, selects, type DisruptionBudget } from '../kinds/eviction.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { isReadyPod, type Pod } from '../kinds/pod.ts'
import { equal } from '../server/patch.ts'
import type { Controlled, Queue } from './controllers.ts'

/** Counts how many pods beside the registry may be evicted. */
export function controlBudgets({ store, api, now }: Controlled, queue: Queue): () => void {
  function count(name: string): void {
    const budget: DisruptionBudget | undefined = store.get(BUDGETS, REGISTRY_NAMESPACE, name)
    if (!budget) return
    const pods = (store.list('/pods', REGISTRY_NAMESPACE) as readonly Pod[]).filter(
      (pod) => selects(budget.spec?.selector?.matchLabels, pod) && !pod.metadata.deletionTimestamp,
    )
    const currentHealthy = pods.filter(isReadyPod).length
    const desiredHealthy = Number(budget.spec?.minAvailable ?? 0)
    const disruptionsAllowed = pods.length ? Math.max(0, currentHealthy - desiredHealthy) : 0
    const allowed = disruptionsAllowed ? 'True' : 'False'
    const before = budget.status?.conditions?.[0]
    const condition = {
      type: 'DisruptionAllowed',
      status: allowed,
      observedGeneration: budget.metadata.generation ?? 0,
      lastTransitionTime: before?.status === allowed ? before['lastTransitionTime'] : timestamp(now()),
      reason: disruptionsAllowed ? 'SufficientPods' : 'InsufficientPods',
      message: '',
    }
    const status = {
      observedGeneration: budget.metadata.generation ?? 0,
      disruptionsAllowed,
      currentHealthy,
      desiredHealthy,
      expectedPods: pods.length,
      conditions: [condition],
    }
    if (!equal(status, budget.status)) api.update<DisruptionBudget>(BUDGETS, { ...budget, status }, 'status')
  }

  const look = ({ object }: { object: K8sObject }) => {
    if (object.metadata.namespace !== REGISTRY_NAMESPACE) return
    for (const { metadata } of store.list(BUDGETS, REGISTRY_NAMESPACE))
      queue.add(metadata.name, () => count(metadata.name))
  }
  const stops = [store.subscribe('/pods', look), store.subscribe(BUDGETS, look)]
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}
