import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface CronJob extends K8sObject {
  spec?: { suspend?: boolean; jobTemplate?: { spec?: { template?: PodTemplate | null } | null } | null } | null
}

/** Cron jobs: each run takes the image anew. */
export const CronJob: ResourceType<CronJob> = {
  group: 'batch',
  version: 'v1',
  plural: 'cronjobs',
  kind: 'CronJob',
  namespaced: true,
  watchable: true,
}
