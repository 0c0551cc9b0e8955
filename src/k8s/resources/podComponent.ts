import { jobNameOf, type Pod } from './pod.ts'

/** The parts of the registry that have pods in its project, in the order of what their end would mean. */
export const podComponents = ['registry', 'operator', 'node CA', 'pruner', 'other'] as const
export type PodComponent = (typeof podComponents)[number]

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
