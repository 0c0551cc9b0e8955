import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface Job extends K8sObject {
  spec?: { template?: PodTemplate | null } | null
  status?: { completionTime?: string | null; conditions?: { type?: string; status?: string }[] | null } | null
}

/** Jobs. */
export const Job: ResourceType<Job> = {
  group: 'batch',
  version: 'v1',
  plural: 'jobs',
  kind: 'Job',
  namespaced: true,
  watchable: true,
}
