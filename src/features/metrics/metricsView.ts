import type { PromSpan } from '../../prometheus/client.ts'
import { timeFrom } from '../../lib/fieldTime.ts'
import { t } from '../../lib/t.ts'

/** What the address says of the charts. */
export interface MetricsView {
  span: PromSpan
  /** The name of a range that ends now; absent for a fixed one. */
  range?: string
  /** Seconds between two points that were asked for; absent: fitting the range. */
  chosenStep?: number
  /** Seconds between two points that are used. */
  step: number
  /** Seconds between two refreshes; 0 for none. */
  refresh: number
  /** The id of the one chart that is shown large. */
  chart?: string
}

const minute = 60
const hour = 3600
const day = 86_400

export const ranges: Readonly<Record<string, number>> = {
  '15m': 15 * minute,
  '1h': hour,
  '6h': 6 * hour,
  '24h': day,
  '7d': 7 * day,
  '30d': 30 * day,
}
export const steps: Readonly<Record<string, number>> = {
  '15s': 15,
  '30s': 30,
  '1m': minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '1h': hour,
  '6h': 6 * hour,
}
export const refreshes: Readonly<Record<string, number>> = { '15s': 15, '30s': 30, '1m': minute, '5m': 5 * minute }

export const defaultRange = '1h'

/** Prometheus refuses to compute more points of a line than this. */
const mostPoints = 11_000
/** So many points are enough for the width of a chart. */
const fittingPoints = 300
const roundSteps = [15, 30, 60, 120, 300, 600, 900, 1800, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day]

/** What the address says, with defaults for what is absent or makes no sense. */
export function viewOf(params: URLSearchParams): MetricsView {
  const fixed = fixedSpan(params)
  const range = Object.hasOwn(ranges, params.get('range') ?? '') ? (params.get('range') ?? defaultRange) : defaultRange
  const span: PromSpan = fixed ?? { last: ranges[range] ?? hour }
  const seconds = 'last' in span ? span.last : span.end - span.start
  const wanted = valueOf(steps, params.get('step'))
  const chart = params.get('chart') ?? ''
  return {
    span,
    ...(!fixed && { range }),
    ...(wanted !== undefined && { chosenStep: wanted }),
    step: stepFor(seconds, wanted),
    refresh: fixed ? 0 : (valueOf(refreshes, params.get('refresh')) ?? 0),
    ...(chart && { chart }),
  }
}

/** Seconds between two points: as wanted, unless that were more points than Prometheus gives; else about 300 of them. */
export function stepFor(seconds: number, wanted?: number): number {
  const least = seconds / (mostPoints - 1)
  if (wanted !== undefined && wanted >= least) return wanted
  const fitting = wanted === undefined ? Math.max(15, seconds / fittingPoints) : least
  return roundSteps.find((step) => step >= fitting) ?? Math.ceil(fitting / day) * day
}

/** The address with other choices. Defaults and what no longer applies are left out. */
export function withChoices(params: URLSearchParams, changes: Record<string, string | undefined>): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '' || (key === 'range' && value === defaultRange)) next.delete(key)
    else next.set(key, value)
  }
  if (changes['range'] !== undefined) for (const key of ['from', 'to']) next.delete(key)
  if (changes['from'] !== undefined) for (const key of ['range', 'refresh']) next.delete(key)
  return next
}

function fixedSpan(params: URLSearchParams): { start: number; end: number } | undefined {
  const [start, end] = [timeFrom(params.get('from')), timeFrom(params.get('to'))]
  if (start === undefined || end === undefined || end - start < minute) return undefined
  return { start, end }
}

function valueOf(choices: Readonly<Record<string, number>>, name: string | null): number | undefined {
  return name !== null && Object.hasOwn(choices, name) ? choices[name] : undefined
}

/** The name of a number of seconds among choices. */
export function nameOf(choices: Readonly<Record<string, number>>, seconds: number | undefined): string {
  return Object.entries(choices).find(([, value]) => value === seconds)?.[0] ?? ''
}

/** A short span in words: "30 s", "5 min", "7 days". */
export function spanWords(seconds: number): string {
  if (seconds % day === 0 && seconds > day) return t('{{count}} days', { count: seconds / day })
  if (seconds % hour === 0) return t('{{count}} h', { count: seconds / hour })
  if (seconds % minute === 0) return t('{{count}} min', { count: seconds / minute })
  return t('{{count}} s', { count: seconds })
}
