import type { K8sObject, ResourceType } from '../types.ts'

export interface ClusterVersion extends K8sObject {
  status?: { desired?: { version?: string; image?: string } | null } | null
}

/** The version that a cluster is at or on its way to. There is one object, named by clusterVersionName. */
export const ClusterVersion: ResourceType<ClusterVersion> = {
  group: 'config.openshift.io',
  version: 'v1',
  plural: 'clusterversions',
  kind: 'ClusterVersion',
  namespaced: false,
  watchable: false,
}

export const clusterVersionName = 'version'
