import type { Window } from './source.ts'

/** A window of a series' samples: `times` in milliseconds, from the index `first` up to `end`, which is not in it. */
export interface Slice {
  times: readonly number[]
  values: readonly number[]
  first: number
  end: number
  /** Milliseconds. */
  window: Window
  /** The step that is computed, in milliseconds. */
  step: number
}

/** What a function of a range makes of the samples of a window that has some; undefined is no value. */
export type RangeFunction = (slice: Slice, parameter: number) => number | undefined

const value = ({ values }: Slice, index: number) => values[index] ?? Number.NaN
const time = ({ times }: Slice, index: number) => times[index] ?? Number.NaN
const each = ({ values, first, end }: Slice) => values.slice(first, end)

/** What a counter gained, or a gauge changed, in a whole window, as Prometheus extrapolates it. */
function extrapolated(slice: Slice, counter: boolean, perSecond: boolean): number | undefined {
  const { first, end, window } = slice
  if (end - first < 2) return undefined
  let gained = value(slice, end - 1) - value(slice, first)
  if (counter)
    for (let index = first + 1; index < end; index++)
      if (value(slice, index) < value(slice, index - 1)) gained += value(slice, index - 1)
  let toStart = (time(slice, first) - window.from) / 1000
  const toEnd = (window.to - time(slice, end - 1)) / 1000
  const sampled = (time(slice, end - 1) - time(slice, first)) / 1000
  const between = sampled / (end - first - 1)
  // A counter was never below zero.
  if (counter && gained > 0 && value(slice, first) >= 0)
    toStart = Math.min(toStart, sampled * (value(slice, first) / gained))
  const threshold = between * 1.1
  const covered = sampled + (toStart < threshold ? toStart : between / 2) + (toEnd < threshold ? toEnd : between / 2)
  return gained * (covered / sampled / (perSecond ? (window.to - window.from) / 1000 : 1))
}

function lastTwo(slice: Slice, counter: boolean): { change: number; seconds: number } | undefined {
  const { first, end } = slice
  if (end - first < 2) return undefined
  const [before, last] = [value(slice, end - 2), value(slice, end - 1)]
  const seconds = (time(slice, end - 1) - time(slice, end - 2)) / 1000
  return { change: counter && last < before ? last : last - before, seconds }
}

/** The straight line of least squares: its slope per second, and its value at a time in milliseconds. */
function line(slice: Slice, origin: number): { slope: number; intercept: number } | undefined {
  const { first, end } = slice
  const count = end - first
  if (count < 2) return undefined
  const initial = value(slice, first)
  if (each(slice).every((sample) => sample === initial))
    return Number.isFinite(initial) ? { slope: 0, intercept: initial } : { slope: Number.NaN, intercept: Number.NaN }
  let [sumX, sumY, sumXY, sumXX] = [0, 0, 0, 0]
  for (let index = first; index < end; index++) {
    const x = (time(slice, index) - origin) / 1000
    const y = value(slice, index)
    sumX += x
    sumY += y
    sumXY += x * y
    sumXX += x * x
  }
  const slope = (sumXY - (sumX * sumY) / count) / (sumXX - (sumX * sumX) / count)
  return { slope, intercept: sumY / count - (slope * sumX) / count }
}

/** The quantile of some values, between the two next to it. */
export function quantile(q: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  const ordered = values.toSorted((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b))
  const rank = q * (ordered.length - 1)
  const lower = Math.max(0, Math.floor(rank))
  const upper = Math.min(ordered.length - 1, lower + 1)
  const weight = rank - Math.floor(rank)
  return (ordered[lower] ?? Number.NaN) * (1 - weight) + (ordered[upper] ?? Number.NaN) * weight
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
const best = (values: readonly number[], better: (a: number, b: number) => boolean) =>
  values.reduce((found, one) => (better(one, found) || Number.isNaN(found) ? one : found), Number.NaN)
export const largest = (values: readonly number[]) => best(values, (a, b) => a > b)
export const smallest = (values: readonly number[]) => best(values, (a, b) => a < b)
const steps = (slice: Slice, counts: (before: number, now: number) => boolean) =>
  each(slice).reduce((found, one, index, all) => {
    const before = all[index - 1]
    return before !== undefined && counts(before, one) ? found + 1 : found
  }, 0)

/** Functions of a range vector, by name. */
export const rangeFunctions: Record<string, RangeFunction | undefined> = {
  rate: (slice) => extrapolated(slice, true, true),
  increase: (slice) => extrapolated(slice, true, false),
  delta: (slice) => extrapolated(slice, false, false),
  irate: (slice) => {
    const two = lastTwo(slice, true)
    return two && two.change / two.seconds
  },
  idelta: (slice) => lastTwo(slice, false)?.change,
  deriv: (slice) => line(slice, time(slice, slice.first))?.slope,
  predict_linear: (slice, seconds) => {
    const found = line(slice, slice.step)
    return found && found.slope * seconds + found.intercept
  },
  changes: (slice) => steps(slice, (before, now) => before !== now && !(Number.isNaN(before) && Number.isNaN(now))),
  resets: (slice) => steps(slice, (before, now) => now < before),
  avg_over_time: (slice) => sum(each(slice)) / (slice.end - slice.first),
  sum_over_time: (slice) => sum(each(slice)),
  count_over_time: (slice) => slice.end - slice.first,
  max_over_time: (slice) => largest(each(slice)),
  min_over_time: (slice) => smallest(each(slice)),
  last_over_time: (slice) => value(slice, slice.end - 1),
  present_over_time: () => 1,
  quantile_over_time: (slice, q) => quantile(q, each(slice)),
}
