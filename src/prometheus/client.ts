import { queryOptions } from '@tanstack/react-query'
import { ask, isRecord } from './ask.ts'

export interface PromSample {
  labels: Record<string, string>
  /** NaN and ±Infinity are kept. */
  value: number
}

export interface PromSeries {
  labels: Record<string, string>
  points: readonly (readonly [seconds: number, value: number])[]
}

/** Seconds since 1970; step in seconds. Both ends are evaluated. */
export interface PromRange {
  start: number
  end: number
  step: number
}

export interface PromAlert {
  labels: Record<string, string>
  annotations: Record<string, string>
  state: 'firing' | 'pending'
  /** ISO time since when its expression has been true. */
  activeAt: string | undefined
  value: number
}

export interface PromAlertRule {
  group: string
  name: string
  query: string
  state: 'firing' | 'pending' | 'inactive' | 'unknown'
  /** How many seconds the expression has to be true before it fires. */
  holdSeconds: number
  labels: Record<string, string>
  annotations: Record<string, string>
  alerts: PromAlert[]
  /** Why it could not be evaluated. */
  lastError: string | undefined
}

/** What an expression is now. Fails with a PrometheusError (`problemOf`). */
export function instantOf(query: string) {
  return queryOptions({
    queryKey: ['prometheus', 'instant', query],
    queryFn: async ({ signal }) => {
      const { data, warnings } = await ask('query', { query }, { signal })
      return { samples: samplesOf(data), warnings }
    },
  })
}

/** What an expression was over a range. Fails with a PrometheusError (`problemOf`). Prometheus refuses more than 11,000 points. */
export function rangeOf(query: string, { start, end, step }: PromRange) {
  return queryOptions({
    queryKey: ['prometheus', 'range', query, start, end, step],
    // Each refresh asks for a range of its own: the former ones are of no use.
    gcTime: 60_000,
    queryFn: async ({ signal }) => {
      const params = { query, start: String(start), end: String(end), step: String(step) }
      const { data, warnings } = await ask('query_range', params, { signal })
      return { series: seriesOf(data), warnings }
    },
  })
}

/** All alerting rules, with what they found, of the whole cluster. */
export function rulesOf() {
  return queryOptions({
    queryKey: ['prometheus', 'rules'],
    queryFn: async ({ signal }) => {
      const { data } = await ask('rules', { type: 'alert' }, { signal })
      return listIn(data, 'groups').flatMap((group) =>
        listIn(group, 'rules')
          .filter((rule) => isRecord(rule) && rule['type'] !== 'recording')
          .map((rule) => ruleOf(text(fieldOf(group, 'name')), rule)),
      )
    },
  })
}

/** A number as Prometheus writes it: "0.5", "NaN", "+Inf". */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (value === '+Inf' || value === 'Inf') return Number.POSITIVE_INFINITY
  if (value === '-Inf') return Number.NEGATIVE_INFINITY
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

function samplesOf(data: unknown): PromSample[] {
  const result = fieldOf(data, 'result')
  if (!Array.isArray(result)) return []
  if (fieldOf(data, 'resultType') === 'scalar') return [{ labels: {}, value: numberOf(result[1]) }]
  return result.map((sample) => ({ labels: labelsIn(sample, 'metric'), value: numberOf(pairIn(sample)[1]) }))
}

function pairIn(sample: unknown): readonly unknown[] {
  const pair = fieldOf(sample, 'value')
  return Array.isArray(pair) ? pair : []
}

function seriesOf(data: unknown): PromSeries[] {
  return listIn(data, 'result').map((series) => ({
    labels: labelsIn(series, 'metric'),
    points: listIn(series, 'values').map((pair) =>
      Array.isArray(pair) ? ([numberOf(pair[0]), numberOf(pair[1])] as const) : ([Number.NaN, Number.NaN] as const),
    ),
  }))
}

function alertOf(alert: unknown): PromAlert {
  return {
    labels: labelsIn(alert, 'labels'),
    annotations: labelsIn(alert, 'annotations'),
    state: fieldOf(alert, 'state') === 'pending' ? 'pending' : 'firing',
    activeAt: text(fieldOf(alert, 'activeAt')) || undefined,
    value: numberOf(fieldOf(alert, 'value')),
  }
}

function ruleOf(group: string, rule: unknown): PromAlertRule {
  const state = fieldOf(rule, 'state')
  return {
    group,
    name: text(fieldOf(rule, 'name')),
    query: text(fieldOf(rule, 'query')),
    state: state === 'firing' || state === 'pending' || state === 'inactive' ? state : 'unknown',
    holdSeconds: numberOf(fieldOf(rule, 'duration')) || 0,
    labels: labelsIn(rule, 'labels'),
    annotations: labelsIn(rule, 'annotations'),
    alerts: listIn(rule, 'alerts').map(alertOf),
    lastError: text(fieldOf(rule, 'lastError')) || undefined,
  }
}

const fieldOf = (from: unknown, name: string): unknown => (isRecord(from) ? from[name] : undefined)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function listIn(from: unknown, name: string): unknown[] {
  const list = fieldOf(from, name)
  return Array.isArray(list) ? list : []
}

function labelsIn(from: unknown, name: string): Record<string, string> {
  const labels = fieldOf(from, name)
  if (!isRecord(labels)) return {}
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** A part of the past: one that ends now, at the last full step or at the last multiple of `grid`; or a fixed one. Seconds. */
export type PromSpan = { last: number; grid?: number } | { start: number; end: number }

/** What an expression was over a part of the past, with the ends that were asked for. One that ends now ends later with each refresh. */
export function spanOf(query: string, span: PromSpan, step: number) {
  return queryOptions({
    queryKey: ['prometheus', 'span', query, span, step],
    queryFn: async ({ signal }) => {
      // On a grid of steps, so that points stay where they are from one refresh to the next.
      const grid = ('last' in span ? span.grid : undefined) ?? step
      const end = 'last' in span ? Math.floor(Date.now() / 1000 / grid) * grid : span.end
      const start = 'last' in span ? end - span.last : span.start
      const params = { query, start: String(start), end: String(end), step: String(step) }
      const { data, warnings } = await ask('query_range', params, { signal })
      return { series: seriesOf(data), start, end, warnings }
    },
  })
}
