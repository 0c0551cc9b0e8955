import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface JobCondition {
  type?: string
  status?: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

export interface JobSpec {
  suspend?: boolean | null
  backoffLimit?: number | null
  template?: PodTemplate | null
}

export interface Job extends K8sObject {
  spec?: JobSpec | null
  status?: {
    /** Pods that are there and not finished. */
    active?: number
    succeeded?: number
    failed?: number
    startTime?: string | null
    /** Only of jobs that completed. */
    completionTime?: string | null
    conditions?: JobCondition[] | null
  } | null
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

/** Where a job stands. `failed` has the words of its condition. */
export type JobState =
  | { kind: 'waiting' | 'running' | 'complete' | 'suspended' | 'deleting' }
  | { kind: 'failed'; reason: string; message: string }

/** Where a job stands: waiting until its controller has started it, and finished by a condition. */
export function stateOf(job: Job): JobState {
  const failed = conditionOf(job, 'Failed')
  if (failed) return { kind: 'failed', reason: failed.reason ?? '', message: failed.message ?? '' }
  if (conditionOf(job, 'Complete')) return { kind: 'complete' }
  if (job.metadata.deletionTimestamp) return { kind: 'deleting' }
  if (job.spec?.suspend === true) return { kind: 'suspended' }
  return { kind: job.status?.startTime ? 'running' : 'waiting' }
}

/** Whether a job has come to its end, good or bad. */
export function isFinished(job: Job): boolean {
  const { kind } = stateOf(job)
  return kind === 'complete' || kind === 'failed'
}

/** When it began, RFC 3339: when its controller started it, else when it was created. */
export function startOf({ metadata, status }: Job): string | undefined {
  return status?.startTime || metadata.creationTimestamp || undefined
}

/** When it ended, RFC 3339. The API keeps a time of completion only for jobs that completed. */
export function endOf(job: Job): string | undefined {
  return job.status?.completionTime || conditionOf(job, 'Failed')?.lastTransitionTime || undefined
}

/** How long it took, or has taken until `now`, in ms. */
export function durationOf(job: Job, now: number): number | undefined {
  const { startTime } = job.status ?? {}
  if (!startTime) return undefined
  const end = endOf(job)
  if (!end && isFinished(job)) return undefined
  const ms = (end ? Date.parse(end) : now) - Date.parse(startTime)
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function conditionOf({ status }: Job, type: string): JobCondition | undefined {
  return (status?.conditions ?? []).find((condition) => condition.type === type && condition.status === 'True')
}
