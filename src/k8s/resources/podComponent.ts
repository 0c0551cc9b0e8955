import { jobNameOf, type Pod } from './pod.ts'

/** The parts of the registry that have pods in its project, in the order of what their end would mean. */
export const podComponents = ['registry', 'operator', 'node CA', 'pruner', 'other'] as const
export type PodComponent = (typeof podComponents)[number]

/** What the pods of the operator are found by. */
export const operatorPodSelector = 'name=cluster-image-registry-operator'
/** What the pods are found by that bring certificate authorities to the nodes. */
export const nodeCaPodSelector = 'name=node-ca'

/** Which part of the registry a pod is of. */
export function componentOf(pod: Pod): PodComponent {
  const { labels } = pod.metadata
  if (labels?.['docker-registry'] === 'default') return 'registry'
  if (labels?.['name'] === 'cluster-image-registry-operator') return 'operator'
  if (labels?.['name'] === 'node-ca') return 'node CA'
  const isPruner =
    labels?.['created-by'] === 'image-pruner' ||
    (jobNameOf(pod) !== undefined && (pod.spec?.containers ?? []).some(({ name }) => name === 'image-pruner'))
  return isPruner ? 'pruner' : 'other'
}
