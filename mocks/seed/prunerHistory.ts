import type { Condition, ImagePruner } from '../kinds/operator.ts'
import type { CronJob } from '../kinds/cronJob.ts'
import { PRUNER } from '../controllers/prunerCronJob.ts'
import type { State } from '../server/cluster.ts'
import { at, withObjects, type Objects } from './base.ts'
import { internalRegistry } from './builders.ts'
import { failedLog, wellLog } from './prunerLogs.ts'
import { pastRun, type PastRun } from './prunerRuns.ts'
import { together } from './workloadBuilders.ts'

const minute = 60_000
const day = 1440 * minute

/** The newest midnight (UTC) whose run is over. */
export const lastMidnight = (now: Date) => Math.floor((now.getTime() - 15 * minute) / day) * day

const scheduledName = (milliseconds: number) => `${PRUNER}-${milliseconds / minute}`

const ping = [
  `error: failed to ping registry https://${internalRegistry}: Get "https://${internalRegistry}/": dial tcp 172.30.68.14:5000: connect: connection refused`,
  '* Please provide a reachable route to the integrated registry using --registry-url.',
]

/** A state whose pruner has run every night: twice well, once not; by hand once, dry; and a run whose pod is gone. */
export function withPrunerHistory(before: State, now: Date): State {
  const midnight = lastMidnight(now)
  const cronJob = cronJobOf(before)
  const pruner: ImagePruner | undefined = before[at.imagePruners]?.items[0]
  if (!cronJob || !pruner) return before
  const run = (of: Omit<PastRun, 'name' | 'started'> & { name?: string }, started: number) =>
    pastRun(pruner, internalRegistry, { name: scheduledName(started), owner: cronJob, ...of, started })
  const nights = [0, 1, 2, 3].map((ago) => midnight - ago * day)
  const [last = 0, before1 = 0, before2 = 0, before3 = 0] = nights
  const byHand = before1 + 15 * 60 * minute + 7 * minute + 21_000
  const runs: Objects[] = [
    run({ log: wellLog('last', last, deletedLast) }, last),
    run({ log: failedLog(before1, ping) }, before1),
    run({ log: wellLog('second', before2, { streams: {}, images: 0, blobs: 0 }) }, before2),
    run({ log: wellLog('third', before3, deletedLast), podGone: true }, before3),
    run(
      {
        name: `${PRUNER}-dry-run-x7k2p`,
        log: wellLog('by hand', byHand, deletedDry, true),
        owner: undefined,
        manual: true,
        dryRun: true,
      },
      byHand,
    ),
  ]
  const ended = new Date(last + wellLog('last', last, deletedLast).seconds * 1000).toISOString()
  const status = { lastScheduleTime: seconds(new Date(last).toISOString()), lastSuccessfulTime: seconds(ended) }
  // Older than its runs, and well again since the last of them.
  const creationTimestamp = seconds(new Date(midnight - 300 * day).toISOString())
  const aged = {
    ...pruner,
    metadata: { ...pruner.metadata, creationTimestamp },
    status: { ...pruner.status, conditions: mendedAt(pruner.status?.conditions ?? [], seconds(ended)) },
  }
  const metadata = { ...cronJob.metadata, creationTimestamp }
  const state = { ...withCronJob(before, { ...cronJob, metadata, status }), [at.imagePruners]: { items: [aged] } }
  return withObjects(state, together(runs))
}

const mendedAt = (conditions: Condition[], lastTransitionTime: string): Condition[] =>
  conditions.map((each) => (['Failed', 'Degraded'].includes(each.type) ? { ...each, lastTransitionTime } : each))

const seconds = (time: string) => `${time.slice(0, 19)}Z`

const deletedLast = {
  streams: {
    'payments/api': { items: 2, layers: 4 },
    'ci/nightly': { items: 11, layers: 22 },
    'storefront/web': { items: 1, layers: 2 },
  },
  images: 14,
  blobs: 51,
}
const deletedDry = {
  streams: { 'ci/nightly': { items: 9, layers: 18 }, 'storefront/checkout': { items: 1, layers: 2 } },
  images: 10,
  blobs: 36,
}

const isPruner = ({ metadata }: CronJob) => metadata.name === PRUNER

/** The pruner's CronJob of a state. */
export const cronJobOf = (state: State): CronJob | undefined => state[at.cronJobs]?.items.find(isPruner)

/** A state with the pruner's CronJob changed. */
export function withCronJob(before: State, cronJob: CronJob): State {
  const others = (before[at.cronJobs]?.items ?? []).filter((each) => !isPruner(each))
  return { ...before, [at.cronJobs]: { items: [...others, cronJob] } }
}
