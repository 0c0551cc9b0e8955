import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface DaemonSet extends K8sObject {
  spec?: { template?: PodTemplate | null } | null
}

/** Daemon sets: one pod on each node. */
export const DaemonSet: ResourceType<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  plural: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
  watchable: true,
}
