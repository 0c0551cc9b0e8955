import { CONFIGS, PRUNERS, type Condition, type ImagePruner, type RegistryConfig } from '../kinds/operator.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { equal } from '../server/patch.ts'
import { withConditions, type Said } from './conditions.ts'
import type { Controlled, Queue } from './controllers.ts'

const CLUSTER_OPERATORS = 'config.openshift.io/clusteroperators'

interface ClusterOperator extends K8sObject {
  status?: { conditions?: Condition[] }
}

/** What is well for each condition of a cluster operator. */
const NORMAL = { Available: 'True', Progressing: 'False', Degraded: 'False' } as const

/** All conditions whose type ends with a word, as one. */
export function union(word: keyof typeof NORMAL, conditions: readonly Condition[]): Said {
  const parts = conditions.filter(({ type }) => type.endsWith(word))
  const normal = NORMAL[word]
  const abnormal = parts.find(({ status }) => status !== normal && status !== 'Unknown')
  const status = abnormal
    ? normal === 'True'
      ? 'False'
      : 'True'
    : parts.some((p) => p.status === 'Unknown')
      ? 'Unknown'
      : normal
  const reasons = parts.flatMap(({ type, reason }) =>
    reason && reason !== 'AsExpected' ? [type.slice(0, -word.length) + reason] : [],
  )
  const lines = parts.flatMap(({ type, message = '' }) =>
    message
      .split('\n')
      .filter(Boolean)
      .map((line) => `${type}: ${line}`),
  )
  return [word, status, reasons.toSorted().join('::') || 'AsExpected', lines.join('\n')]
}

/** What the ClusterOperator says of the registry and of the pruner. */
export function operatorSays(config: RegistryConfig | undefined, pruner: ImagePruner | undefined): Said[] {
  const all = [
    ...(config?.status?.conditions ?? []),
    ...(pruner?.status?.conditions ?? []).map((each) => ({ ...each, type: `ImagePruner${each.type}` })),
  ]
  return (['Available', 'Progressing', 'Degraded'] as const).map((word) => union(word, all))
}

/** Sums up the conditions of the registry and of the pruner in the ClusterOperator. */
export function controlClusterOperator({ store, now, api }: Controlled, queue: Queue): () => void {
  const sync = () => {
    const operator: ClusterOperator | undefined = store.get(CLUSTER_OPERATORS, undefined, 'image-registry')
    const config: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
    const pruner: ImagePruner | undefined = store.get(PRUNERS, undefined, 'cluster')
    if (!operator) return
    const conditions = withConditions(operator.status?.conditions, operatorSays(config, pruner), now())
    if (!equal(conditions, operator.status?.conditions))
      api.update(CLUSTER_OPERATORS, { ...operator, status: { ...operator.status, conditions } }, 'status')
  }
  const look = () => queue.add('operator', sync)
  const stops = [store.subscribe(CONFIGS, look), store.subscribe(PRUNERS, look)]
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}
