import metrics from '../data/metrics.json' with { type: 'json' }
import { busyAt, type Activity } from './activity.ts'
import { exposed, type Metric } from './exposition.ts'
import { hashOf } from './lives.ts'

/** How many events of the activities there have been since the process started, at one time. */
export type Events = Readonly<Record<Activity, number>>

/** The moment a value is asked for. */
export interface Moment {
  /** Seconds. */
  time: number
  started: number
  events: Events
  /** As they were ten minutes before, or at the start. */
  before: Events
}

/** A series of a process: its value at a moment, undefined before it is there. */
export interface Definition {
  name: string
  labels: Readonly<Record<string, string>>
  valueAt(moment: Moment): number | undefined
}

type Weights = Partial<Record<Activity, number>>

// The sample is of a registry that had answered so many manifests and taken so many.
const PULLS = 200
const PUSHES = 243

/** What lets a series of the sample count: the first pattern that its name and labels match. */
const CAUSES: [RegExp, (count: number) => Weights][] = [
  [/^promhttp_.*code="200"/, () => ({ scrape: 1 })],
  [/^promhttp_/, () => ({})],
  [/requests_total code="200" method="get"/, () => ({ pull: 5, push: 0.2, scrape: 1 })],
  [/requests_total code="404" method="get"/, () => ({ pull: 0.03 })],
  [/requests_total code="404" method="head"/, () => ({ push: 3 })],
  [/requests_total code="401"/, (count) => ({ pull: (0.5 * count) / PULLS, push: (0.5 * count) / PUSHES })],
  [/requests_total code="200" method="head"/, () => ({ pull: 1.2, push: 1 })],
  [/request_duration_seconds method="get"/, () => ({ pull: 8.2, push: 1.4, scrape: 1 })],
  [/request_duration_seconds method="head"/, () => ({ pull: 2.1, push: 5 })],
  [/http_(?:request|response)_size/, () => ({ pull: 10.4, push: 14, scrape: 1 })],
  [/pullthrough.*type="Hit"/, () => ({ pull: 0.6 })],
  [/pullthrough.*type="Miss"/, () => ({ pull: 0.2 })],
  [/cache.*type="Hit"/, (count) => ({ pull: count / PULLS })],
  [/cache.*type="Miss"/, (count) => ({ pull: (0.05 * count) / PULLS, push: count / PUSHES })],
  [/cache.*type="Request"/, () => ({ pull: 662 / PULLS + (0.05 * 1026) / PULLS, push: 1026 / PUSHES })],
  [
    /ServeBlob|ManifestService\.Get|TagService\.(?:All|Get)|Driver\.Reader|ReadCloser|URLFor/,
    (count) => ({ pull: count / PULLS }),
  ],
  [
    /Create|Resume|Commit|\.Put"|\.Tag"|FileWriter|Writer|PutContent|Delete|Move|List|method="p|code="20[12]"/,
    (count) => ({ push: count / PUSHES }),
  ],
  [/./, (count) => ({ pull: (0.5 * count) / PULLS, push: (0.5 * count) / PUSHES })],
]

/** What the parts of one summary or histogram have in common. */
const identity = ({ family, labels }: Metric) =>
  [
    family,
    ...Object.keys(labels)
      .filter((label) => label !== 'quantile' && label !== 'le')
      .toSorted()
      .map((label) => `${label}="${labels[label] ?? ''}"`),
  ].join(' ')

function weightsOf(metric: Metric, count: number): Weights {
  const text = identity(metric)
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1](count) ?? {}
}

const counted = (weights: Weights, events: Events) => {
  let sum = 0
  for (const activity of ['pull', 'push', 'scrape', 'incident', 'full'] as const)
    sum += (weights[activity] ?? 0) * events[activity]
  return Math.floor(sum)
}

/** Of requests that take a while, more and more are done within each bound. */
const WITHIN: Record<string, number> = { '0.005': 0.93, '0.01': 0.97, '0.025': 0.985, '0.05': 0.994, '0.1': 0.998 }
/** The registry of the sample kept tiny images; these are ordinary ones. */
const SIZES: Record<string, number> = {
  imageregistry_http_response_size_bytes: 2400,
  imageregistry_http_request_size_bytes: 260,
}

/** All requests took `mean` on average, now a little more and then a little less: the sum never goes back. */
const summed = (count: number, mean: number) => mean * (count + 120 * (1 - Math.cos(count / 300)))

function definitionOf(metric: Metric, counts: ReadonlyMap<string, number>): Definition {
  const { name, labels, value, type, family } = metric
  const define = (valueAt: Definition['valueAt']): Definition => ({ name, labels, valueAt })
  const base = identity(metric)
  const count = counts.get(base) ?? value
  const weights = weightsOf(metric, type === 'counter' ? value : count)
  const scale = SIZES[family] ?? 1
  if (type === 'counter') {
    const always = Object.keys(labels).length === 0 || name.startsWith('promhttp')
    return define(({ events }) => counted(weights, events) || (always ? 0 : undefined))
  }
  if (type === 'summary' || type === 'histogram') {
    const always = Object.keys(labels).length === 0
    const present = (moment: Moment, of: (count: number) => number) => {
      const found = counted(weights, moment.events)
      return found > 0 || always ? of(found) : undefined
    }
    if (name.endsWith('_count')) return define((moment) => present(moment, (found) => found))
    if (name.endsWith('_sum'))
      return define((moment) => present(moment, (found) => summed(found, (scale * value) / count)))
    if (type === 'histogram')
      return define((moment) => present(moment, (found) => Math.floor(found * (WITHIN[labels['le'] ?? ''] ?? 1))))
    const phase = hashOf(base) % 6
    return define((moment) =>
      present(moment, (found) =>
        // A summary knows the last ten minutes only.
        found === counted(weights, moment.before)
          ? Number.NaN
          : scale * value * (0.8 + 0.15 * busyAt(moment.time) + 0.1 * Math.sin(moment.time / 700 + phase)),
      ),
    )
  }
  if (name === 'imageregistry_http_in_flight_requests')
    return define(({ time }) => 1 + Math.max(0, Math.round(busyAt(time) * (1 + Math.sin(time / 17)))))
  return define(() => value)
}

const counter = (name: string, labels: Record<string, string>, weights: Weights): Definition => ({
  name,
  labels,
  valueAt: ({ events }) => counted(weights, events) || undefined,
})

function pullThrough(registry: string, share: number): Definition[] {
  const name = 'imageregistry_pullthrough_repository_duration_seconds'
  const operations: [string, number, number][] = [
    ['Init', 0.21, 0.03],
    ['ManifestService.Get', 0.34, 0.02],
    ['BlobStore.Stat', 0.12, 0.02],
    ['BlobStore.ServeBlob', 1.4, 0.02],
  ]
  return operations.flatMap(([operation, seconds, weight]) => {
    const weights = { pull: weight * share }
    const labels = { operation, registry }
    const recent = (moment: Moment, value: number) => {
      const found = counted(weights, moment.events)
      if (!found) return undefined
      return found === counted(weights, moment.before) ? Number.NaN : value * (0.9 + 0.1 * busyAt(moment.time))
    }
    const quantiles: [string, number][] = [
      ['0.5', 0.8],
      ['0.9', 1.6],
      ['0.99', 3.1],
    ]
    return [
      ...quantiles.map(([quantile, factor]): Definition => ({
        name,
        labels: { ...labels, quantile },
        valueAt: (moment) => recent(moment, seconds * factor),
      })),
      counter(`${name}_count`, labels, weights),
      {
        name: `${name}_sum`,
        labels,
        valueAt: ({ events }) => {
          const found = counted(weights, events)
          return found ? summed(found, seconds) : undefined
        },
      },
    ]
  })
}

/** What a registry pod says beyond the sample: what only shows where something is pulled through, or goes wrong. */
const beyond: Definition[] = [
  ...pullThrough('quay.io', 1),
  ...pullThrough('registry-1.docker.io', 0.6),
  ...[
    { registry: 'registry-1.docker.io', operation: 'ManifestService.Get', code: 'TOOMANYREQUESTS', weight: 0.0006 },
    { registry: 'quay.io', operation: 'Init', code: 'UNAUTHORIZED', weight: 0.0002 },
  ].map(({ weight, ...labels }) =>
    counter('imageregistry_pullthrough_repository_errors_total', labels, { pull: weight }),
  ),
  counter('imageregistry_http_requests_total', { code: '503', method: 'get' }, { incident: 0.3 }),
  counter('imageregistry_http_requests_total', { code: '500', method: 'put' }, { incident: 0.05, full: 0.04 }),
  counter('imageregistry_http_requests_total', { code: '500', method: 'patch' }, { full: 0.11 }),
  ...['FileWriter.Write', 'StorageDriver.PutContent'].map((operation) =>
    counter('imageregistry_storage_errors_total', { code: 'DEVICE_OUT_OF_SPACE', operation }, { full: 0.07 }),
  ),
  { name: 'go_goroutines', labels: {}, valueAt: ({ time }) => Math.round(38 + 9 * busyAt(time)) },
  {
    name: 'process_resident_memory_bytes',
    labels: {},
    valueAt: ({ time }) => Math.round(9e7 + 2.2e7 * busyAt(time) + 3e6 * Math.sin(time / 900)),
  },
  {
    name: 'process_cpu_seconds_total',
    labels: {},
    valueAt: ({ events }) => (counted({ pull: 8, push: 30, scrape: 6 }, events) + 12) / 100,
  },
  { name: 'process_start_time_seconds', labels: {}, valueAt: ({ started }) => started },
]

function definitions(lines: readonly string[]): Definition[] {
  const found = exposed(lines)
  const counts = new Map(
    found.filter(({ name }) => name.endsWith('_count')).map((metric) => [identity(metric), metric.value]),
  )
  return found.map((metric) => definitionOf(metric, counts))
}

/** Everything that a pod of the registry counts. */
export const registryDefinitions: readonly Definition[] = [...definitions(metrics.registry), ...beyond]
