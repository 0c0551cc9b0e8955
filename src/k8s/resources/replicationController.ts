import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface ReplicationController extends K8sObject {
  spec?: { replicas?: number | null; template?: PodTemplate | null } | null
}

/** Replication controllers: what deployment configs make their pods with. */
export const ReplicationController: ResourceType<ReplicationController> = {
  group: '',
  version: 'v1',
  plural: 'replicationcontrollers',
  kind: 'ReplicationController',
  namespaced: true,
  watchable: true,
}
