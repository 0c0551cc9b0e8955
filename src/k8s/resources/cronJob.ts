import type { K8sObject, ResourceType } from '../types.ts'
import type { JobSpec } from './job.ts'

export interface CronJob extends K8sObject {
  spec?: {
    schedule?: string
    timeZone?: string | null
    suspend?: boolean | null
    concurrencyPolicy?: string
    /** Seconds after its time in which a run may still begin. */
    startingDeadlineSeconds?: number | null
    successfulJobsHistoryLimit?: number | null
    failedJobsHistoryLimit?: number | null
    jobTemplate?: {
      metadata?: { labels?: Record<string, string> | null; annotations?: Record<string, string> | null } | null
      spec?: JobSpec | null
    } | null
  } | null
  status?: {
    /** The jobs of its schedule that are going. */
    active?: { name?: string; uid?: string }[] | null
    lastScheduleTime?: string | null
    lastSuccessfulTime?: string | null
  } | null
}

/** The schedule of a cron job in its own time zone, written as its controller does (formatSchedule of Kubernetes). */
export function zonedSchedule({ spec }: CronJob): string | undefined {
  const { schedule, timeZone } = spec ?? {}
  return schedule && timeZone ? `TZ=${timeZone} ${schedule}` : schedule
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
