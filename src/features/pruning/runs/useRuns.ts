import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asApiError, type ApiError } from '../../../k8s/ApiError.ts'
import { isComplete, listOf, objectOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { ImagePruner, imagePrunerName } from '../../../k8s/resources/imagePruner.ts'
import { endOf, Job, startOf, stateOf, type JobState } from '../../../k8s/resources/job.ts'
import { jobNameOf, Pod } from '../../../k8s/resources/pod.ts'
import {
  isPrunerJob,
  prunerName,
  registryNamespace,
  runSettingsOf,
  triggerOf,
  type RunSettings,
  type RunTrigger,
} from '../../../k8s/resources/prunerJob.ts'

/** A run of the pruner: its job, and its pod as long as that is there. */
export interface PrunerRun {
  name: string
  job: Job
  pod: Pod | undefined
  state: JobState
  trigger: RunTrigger
  /** Undefined when its command cannot be read. */
  settings: RunSettings | undefined
  start: string | undefined
  end: string | undefined
}

export interface PrunerRuns {
  /** Newest first. */
  runs: readonly PrunerRun[]
  /** All jobs beside the registry, of whatever kind. */
  jobs: readonly Job[]
  complete: boolean
  /** Whether the pods are known: without them a run seems to have none. */
  pods: 'loading' | 'ready' | { error: ApiError }
}

/** The runs of the pruner, live. Suspends until the jobs are there. */
export function useRuns(): PrunerRuns {
  const { data: jobs } = useSuspenseQuery(listOf(Job, { namespace: registryNamespace }))
  // Every pod of a job has this label, also since Kubernetes writes a second one; most pods here are of no job.
  const pods = useQuery(listOf(Pod, { namespace: registryNamespace, labelSelector: 'job-name' }))
  const runs = useMemo(() => runsOf(jobs.items, pods.data?.items ?? []), [jobs, pods.data])
  const podState = pods.data ? 'ready' : pods.error ? { error: asApiError(pods.error) } : 'loading'
  return { runs, jobs: jobs.items, complete: isComplete(jobs), pods: podState }
}

/** Runs from jobs and pods, newest first. */
export function runsOf(jobs: readonly Job[], pods: readonly Pod[]): PrunerRun[] {
  const podOf = new Map<string, Pod>()
  for (const pod of pods) {
    const name = jobNameOf(pod)
    if (name === undefined) continue
    const known = podOf.get(name)
    // A job that tries again has several: the newest has the news.
    if (!known || createdOf(known) < createdOf(pod)) podOf.set(name, pod)
  }
  return jobs
    .filter(isPrunerJob)
    .map((job) => ({
      name: job.metadata.name,
      job,
      pod: podOf.get(job.metadata.name),
      state: stateOf(job),
      trigger: triggerOf(job),
      settings: runSettingsOf(job.spec?.template),
      start: startOf(job),
      end: endOf(job),
    }))
    .toSorted((a, b) => createdOf(b.job).localeCompare(createdOf(a.job)))
}

const createdOf = ({ metadata }: Job | Pod) => metadata.creationTimestamp ?? ''

/** The pruner's CronJob, live: null when there is none, undefined while it is not known. */
export function useCronJob(): { cronJob: CronJob | null | undefined; error: unknown } {
  // As a list, which also tells when one that was missing is made.
  const { data, error } = useQuery(listOf(CronJob, { namespace: registryNamespace }))
  const cronJob = data && (data.items.find(({ metadata }) => metadata.name === prunerName) ?? null)
  return { cronJob, error: data ? undefined : error }
}

/** The settings of the pruner, where they may be seen. */
export function usePruner(): ImagePruner | undefined {
  return useQuery(objectOf(ImagePruner, { name: imagePrunerName })).data
}
