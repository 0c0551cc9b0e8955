import { nextRuns, parseCron, type Cron } from '../../src/lib/cron.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { CRON_JOBS, type CronJob } from '../kinds/cronJob.ts'
import { finishOf, JOBS, type Job } from '../kinds/job.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import type { Later } from '../server/clock.ts'
import { equal } from '../server/patch.ts'
import { StatusError } from '../server/status.ts'
import type { Controlled, Queue } from './controllers.ts'

/** The object that controls another, by kind. */
export const controllerOf = ({ metadata }: K8sObject, kind: string) =>
  metadata.ownerReferences?.find((owner) => owner.controller && owner.kind === kind)

const time = (text: string | null | undefined) => (text ? Date.parse(text) : Number.NaN)

/** The last run that a schedule had after one moment, up to another. Runs of more than a week ago are nobody's. */
function lastRun(cron: Cron, after: number, until: number, anchor: number): number | undefined {
  let last: number | undefined
  let from = Math.max(after, until - 7 * 86_400_000)
  for (;;) {
    const runs = nextRuns(cron, from, 100, anchor)
    const passed = runs.filter((run) => run <= until)
    last = passed.at(-1) ?? last
    if (passed.length < 100 || last === undefined) return last
    from = last
  }
}

/**
 * Starts jobs when CronJobs say so, and keeps no more of the finished ones than they say. What was missed before the start
 * of the mock cluster is nobody's concern.
 */
export function controlCronJobs({ store, now, api }: Controlled, queue: Queue, later: Later): () => void {
  const started = now().getTime()
  const waiting = new Map<string, () => void>()

  const scheduleOf = ({ spec, metadata, status }: CronJob) => {
    const parsed = parseCron(spec?.schedule ?? '')
    const anchor = time(status?.lastScheduleTime ?? metadata.creationTimestamp)
    return 'cron' in parsed ? { cron: parsed.cron, anchor } : undefined
  }

  const jobsOf = ({ metadata }: CronJob): Job[] =>
    store.list(JOBS, metadata.namespace).filter((job) => controllerOf(job, 'CronJob')?.uid === metadata.uid)

  /** Looks at a CronJob again when its next run is due. */
  function plan(cronJob: CronJob): void {
    const { namespace = '', name } = cronJob.metadata
    const key = `${namespace}/${name}`
    waiting.get(key)?.()
    waiting.delete(key)
    const schedule = scheduleOf(cronJob)
    if (!schedule || cronJob.spec?.suspend) return
    const [next] = nextRuns(schedule.cron, now().getTime(), 1, schedule.anchor)
    if (next !== undefined)
      waiting.set(
        key,
        later(() => sync(namespace, name), next - now().getTime()),
      )
  }

  function cleanUp(jobs: Job[], most: number | undefined): void {
    const oldest = jobs.toSorted((a, b) => time(a.status?.startTime) - time(b.status?.startTime))
    for (const { metadata } of most === undefined ? [] : oldest.slice(0, Math.max(0, jobs.length - most)))
      api.remove(JOBS, metadata.namespace, metadata.name)
  }

  /** The run that is due and has not been started. */
  function missedRun(cronJob: CronJob, until: number): number | undefined {
    const { spec, metadata, status } = cronJob
    const schedule = scheduleOf(cronJob)
    if (!schedule) return undefined
    const deadline = spec?.startingDeadlineSeconds
    const earliest = Math.max(
      time(status?.lastScheduleTime ?? metadata.creationTimestamp),
      started,
      deadline === undefined ? -Infinity : until - deadline * 1000,
    )
    return lastRun(schedule.cron, earliest, until, schedule.anchor)
  }

  function start(cronJob: CronJob, run: number): Job | undefined {
    const { metadata, spec } = cronJob
    const { labels, annotations } = spec?.jobTemplate?.metadata ?? {}
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid ?? '' }
    const job = {
      metadata: {
        name: `${metadata.name}-${Math.floor(run / 60_000)}`,
        namespace: metadata.namespace ?? '',
        ...(labels && { labels: { ...labels } }),
        ...(annotations && { annotations: { ...annotations } }),
        ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
      },
      spec: structuredClone(spec?.jobTemplate?.spec ?? {}),
    }
    try {
      return api.create(JOBS, job)
    } catch (error) {
      // There already, or refused: the controller says so in an event only.
      if (!(error instanceof StatusError)) throw error
      return undefined
    }
  }

  function sync(namespace: string, name: string): void {
    const cronJob: CronJob | undefined = store.get(CRON_JOBS, namespace, name)
    if (!cronJob) return
    const { spec = {} } = cronJob
    const jobs = jobsOf(cronJob)
    const done = (type: string) => jobs.filter((job) => finishOf(job)?.type === type)
    const unfinished = new Set(jobs.filter((job) => !finishOf(job)).map(({ metadata }) => metadata.uid))
    let active = (cronJob.status?.active ?? []).filter(({ uid }) => unfinished.has(uid))
    const ends = [cronJob.status?.lastSuccessfulTime, ...done('Complete').map(({ status }) => status?.completionTime)]
    const lastSuccess = ends
      .filter((end) => end !== undefined)
      .toSorted()
      .at(-1)
    cleanUp(done('Complete'), spec.successfulJobsHistoryLimit)
    cleanUp(done('Failed'), spec.failedJobsHistoryLimit)
    let scheduled = cronJob.status?.lastScheduleTime
    const run = spec.suspend ? undefined : missedRun(cronJob, now().getTime())
    if (run !== undefined && !(spec.concurrencyPolicy === 'Forbid' && active.length)) {
      if (spec.concurrencyPolicy === 'Replace') {
        for (const each of active) api.remove(JOBS, namespace, each.name)
        active = []
      }
      const job = start(cronJob, run)
      scheduled = timestamp(new Date(run))
      if (job) active.push(referenceTo(job))
    }
    const status = {
      ...(active.length && { active }),
      ...(scheduled && { lastScheduleTime: scheduled }),
      ...(lastSuccess && { lastSuccessfulTime: lastSuccess }),
    }
    if (!equal(status, cronJob.status ?? {})) api.update(CRON_JOBS, { ...cronJob, status }, 'status')
    plan({ ...cronJob, status })
  }

  const look = (namespace = '', name: string) => queue.add(`${namespace}/${name}`, () => sync(namespace, name))
  const stops = [
    store.subscribe(CRON_JOBS, ({ type, object, previous }) => {
      const { namespace, name } = object.metadata
      const [cronJob, old]: (CronJob | undefined)[] = [object, previous]
      if (type === 'DELETED') waiting.get(`${namespace}/${name}`)?.()
      // A new schedule counts from now; any other change looks for runs that are due.
      else if (!old || cronJob?.spec?.schedule !== old.spec?.schedule) plan(object)
      else if (!equal(cronJob?.spec, old.spec)) look(namespace, name)
    }),
    store.subscribe(JOBS, ({ object }) => {
      const owner = controllerOf(object, 'CronJob')
      if (owner) look(object.metadata.namespace, owner.name)
    }),
  ]
  for (const cronJob of store.list(CRON_JOBS)) plan(cronJob)
  return () => {
    for (const stop of stops) stop()
    for (const takeBack of waiting.values()) takeBack()
    queue.stop()
  }
}

const referenceTo = ({ metadata }: Job) => ({
  kind: 'Job',
  namespace: metadata.namespace ?? '',
  name: metadata.name,
  uid: metadata.uid ?? '',
  apiVersion: 'batch/v1',
  ...(metadata.resourceVersion && { resourceVersion: metadata.resourceVersion }),
})
