import type { K8sObject, ResourceType } from '../types.ts'
import type { Condition } from './registryConfig.ts'

export interface ClusterOperator extends K8sObject {
  status?: {
    conditions?: Condition[] | null
    versions?: { name: string; version: string }[] | null
    relatedObjects?: { group: string; resource: string; namespace?: string; name: string }[] | null
  } | null
}

/** What an operator says of itself to the cluster. The registry's is named by registryName. */
export const ClusterOperator: ResourceType<ClusterOperator> = {
  group: 'config.openshift.io',
  version: 'v1',
  plural: 'clusteroperators',
  kind: 'ClusterOperator',
  namespaced: false,
  watchable: true,
}
