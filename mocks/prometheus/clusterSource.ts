import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import type { Store } from '../server/store.ts'
import { eventsOf, SCRAPE_SECONDS, type Activity } from './activity.ts'
import type { Matcher } from './ast.ts'
import {
  claimOf,
  isHosted,
  operatorConditions,
  operatorSeries,
  tagCounter,
  volumeSeries,
  type ClusterSeries,
} from './clusterSeries.ts'
import { hashOf, livesOf, RETENTION_DAYS, type Life } from './lives.ts'
import { registryDefinitions, type Definition, type Events } from './registrySeries.ts'
import { LOOKBACK, matches, type Asked, type Source, type Window } from './source.ts'

/** A cluster as Prometheus sees it. */
export interface Scraped {
  store: Store
  /** When the cluster was made, and how full volumes were then. Milliseconds. */
  seededAt: number
  volumeUse(claim: string): number
  now: number
  /** Twenty minutes of every two hours Prometheus was away. */
  gaps: boolean
}

/** One target: what is scraped there, when it can be. */
interface Target {
  from: number
  until: number
  offset: number
  /** Undefined: it was not there to be scraped. */
  series: { labels: Record<string, string>; valuesAt(times: readonly number[]): (number | undefined)[] }[]
}

const REGISTRY = {
  container: 'registry',
  endpoint: '5000-tcp',
  job: 'image-registry',
  namespace: REGISTRY_NAMESPACE,
  service: 'image-registry',
}
const OPERATOR = {
  container: 'cluster-image-registry-operator',
  endpoint: '60000',
  job: 'image-registry-operator',
  namespace: REGISTRY_NAMESPACE,
  service: 'image-registry-operator',
}
const ACTIVITIES = ['pull', 'push', 'scrape', 'incident', 'full'] as const
/** From which part on a volume has no room for an image. */
const FULL = 0.95
/** For how long a volume that is full has been so when the cluster is made, in seconds. */
const FULL_SINCE = 3 * 3600

const running = (pods: readonly Pod[], isOne: (pod: Pod) => boolean) =>
  pods
    .filter(isOne)
    .filter(
      ({ status }) => status?.phase === 'Running' && status.containerStatuses?.some(({ state }) => state?.running),
    )
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))

/** What there is to scrape in a cluster now, and has been: pods come and go, so it is asked anew for each query. */
export function clusterSource(scraped: Scraped): Source {
  const { store, seededAt, volumeUse, gaps } = scraped
  const now = scraped.now / 1000
  // Pods in the store have the shape of their kind.
  const pods = store.list('/pods', REGISTRY_NAMESPACE) as readonly Pod[]
  const registries = running(pods, ({ metadata }) => metadata.labels?.['docker-registry'] === 'default')
  const tags = tagCounter(store)
  const claim = claimOf(store)
  const part = claim ? volumeUse(`${REGISTRY_NAMESPACE}/${claim.metadata.name}`) : 0
  const fullFrom = part >= FULL ? seededAt / 1000 - FULL_SINCE : Number.POSITIVE_INFINITY
  const oldest = now - RETENTION_DAYS * 86_400
  const always = (series: ClusterSeries[], offset: number): Target => ({
    from: oldest,
    until: Number.POSITIVE_INFINITY,
    offset,
    series: series.map(({ labels, valueAt }) => ({ labels, valuesAt: (times) => times.map(valueAt) })),
  })
  const targets = (): Target[] => [
    ...livesOf(registries, now, REGISTRY, 5000).map((life) => registryTarget(life, fullFrom)),
    ...operatorLives(store, pods, now).map((life) => ({
      ...always(
        [...operatorSeries(store, life.labels, tags), up(life)],
        hashOf(life.labels['pod'] ?? '') % SCRAPE_SECONDS,
      ),
      from: life.from,
      until: life.until,
    })),
    always(operatorConditions(store), 7),
    always(volumeSeries(claim, registries, part, seededAt / 1000), 19),
  ]
  const found = targets()
  const of = (matchers: readonly Matcher[]) =>
    found.flatMap((target) =>
      target.series.filter(({ labels }) => matches(labels, matchers)).map((series) => ({ target, series })),
    )
  return {
    range(matchers, windows, asked) {
      const grids = new Map<Target, number[]>()
      return of(matchers).flatMap(({ target, series }) => {
        const grid = grids.get(target) ?? scrapesWithin(target, windows, asked, gaps)
        grids.set(target, grid)
        if (grid.length === 0) return []
        const values = series.valuesAt(grid)
        const there = [...grid.keys()].filter((index) => values[index] !== undefined)
        return there.length
          ? {
              labels: series.labels,
              times: there.map((index) => (grid[index] ?? 0) * 1000),
              values: there.map((index) => values[index] ?? 0),
            }
          : []
      })
    },
    at(matchers, times) {
      const grids = new Map<Target, (number | undefined)[]>()
      return of(matchers).flatMap(({ target, series }) => {
        const grid = grids.get(target) ?? times.map((time) => lastScrape(target, time / 1000, gaps))
        grids.set(target, grid)
        const present = grid.flatMap((time) => time ?? [])
        if (present.length === 0) return []
        const values = series.valuesAt(present)
        let next = 0
        const spread = grid.map((time) => (time === undefined ? undefined : values[next++]))
        return { labels: series.labels, values: spread, taken: grid.map((time) => time && time * 1000) }
      })
    },
  }
}

/** The operator's pods; where a cluster's own are not known, it is scraped all the same, but for those whose operators are elsewhere. */
function operatorLives(store: Store, pods: readonly Pod[], now: number): Life[] {
  const operators = running(pods, ({ metadata }) => metadata.name.startsWith('cluster-image-registry-operator-'))
  if (operators.length) return livesOf(operators, now, OPERATOR, 60_000)
  const from = now - RETENTION_DAYS * 86_400
  const unknown = { labels: { ...OPERATOR, instance: '127.0.0.1:60000' }, from, until: Number.POSITIVE_INFINITY }
  return isHosted(store) ? [] : [{ ...unknown, starts: [from], number: 0 }]
}

const up = ({ labels }: Life): ClusterSeries => ({ labels: { ...labels, __name__: 'up' }, valueAt: () => 1 })

const GAP = { every: 7200, lasts: 1200 }
/** Whether nothing was scraped at a time, in seconds, where there are gaps. */
export const isGap = (time: number) => time % GAP.every < GAP.lasts

/** Long ranges, and those at large steps, are read from every tenth sample, very long ones from one per hour, as Thanos keeps them. */
function intervalFor({ width, step }: Asked): number {
  if (width > 3 * 86_400_000) return 3600
  // It takes samples that are at most a fifth of the step apart.
  return width > 6 * 3_600_000 || step >= 5 * 300_000 ? 300 : SCRAPE_SECONDS
}

function scrapesWithin(target: Target, windows: readonly Window[], asked: Asked, gaps: boolean): number[] {
  const interval = intervalFor(asked)
  return windows.flatMap(({ from, to }) => {
    const first = Math.max(from / 1000, target.from)
    const last = Math.min(to / 1000, target.until - 1)
    const times: number[] = []
    for (
      let time = Math.ceil((first - target.offset) / interval) * interval + target.offset;
      time <= last;
      time += interval
    )
      if (!gaps || !isGap(time)) times.push(time)
    return times
  })
}

/** When a target was scraped last before a time; undefined where that is too long ago, or the target gone. */
function lastScrape(target: Target, time: number, gaps: boolean): number | undefined {
  const { offset, from, until } = target
  let last = Math.floor((time - offset) / SCRAPE_SECONDS) * SCRAPE_SECONDS + offset
  if (gaps) while (isGap(last) && last >= time - LOOKBACK / 1000) last -= SCRAPE_SECONDS
  return last >= from && last < until && last >= time - LOOKBACK / 1000 ? last : undefined
}

const RECENT = 600

function registryTarget(life: Life, fullFrom: number): Target {
  const events = eventsOf(life.number)
  const startedAt = (time: number) => life.starts.findLast((start) => start <= time) ?? life.from
  const total = (activity: Activity, time: number) =>
    activity === 'full' ? Math.max(0, time - fullFrom) : events[activity](time)
  const since = (time: number, start: number): Events => {
    const found = { pull: 0, push: 0, scrape: 0, incident: 0, full: 0 }
    for (const activity of ACTIVITIES) found[activity] = total(activity, time) - total(activity, start)
    return found
  }
  const moments = new Map<number, Parameters<Definition['valueAt']>[0]>()
  const momentAt = (time: number) => {
    const known = moments.get(time)
    if (known) return known
    const started = startedAt(time)
    const moment = {
      time,
      started,
      events: since(time, started),
      before: since(Math.max(started, time - RECENT), started),
    }
    moments.set(time, moment)
    return moment
  }
  return {
    from: life.from,
    until: life.until,
    offset: hashOf(life.labels['pod'] ?? '') % SCRAPE_SECONDS,
    series: [
      { labels: { ...life.labels, __name__: 'up' }, valuesAt: (times) => times.map(() => 1) },
      ...registryDefinitions.map(({ name, labels, valueAt }) => ({
        labels: { ...life.labels, ...labels, __name__: name },
        valuesAt: (times: readonly number[]) => times.map((time) => valueAt(momentAt(time))),
      })),
    ],
  }
}
