import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface ReplicaSet extends K8sObject {
  spec?: { replicas?: number | null; template?: PodTemplate | null } | null
}

/** Replica sets: those of a deployment that have no replicas any more are kept for rolling back. */
export const ReplicaSet: ResourceType<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
  kind: 'ReplicaSet',
  namespaced: true,
  watchable: true,
}
