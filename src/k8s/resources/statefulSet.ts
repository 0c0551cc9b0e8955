import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface StatefulSet extends K8sObject {
  spec?: { replicas?: number | null; template?: PodTemplate | null } | null
}

/** Stateful sets. */
export const StatefulSet: ResourceType<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  plural: 'statefulsets',
  kind: 'StatefulSet',
  namespaced: true,
  watchable: true,
}
