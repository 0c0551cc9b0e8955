import type { Matcher } from './ast.ts'
import type { Labels } from './labels.ts'

/** The samples of one series: times in milliseconds, ascending. */
export interface Samples {
  labels: Labels
  times: readonly number[]
  values: readonly number[]
}

/** Times in milliseconds, both ends within. */
export interface Window {
  from: number
  to: number
}

/** What windows were merged from: how long each was, and how far apart they began, in milliseconds; 0 for a single one. */
export interface Asked {
  width: number
  step: number
}

/** A series over the steps of a query: undefined where it has no value. */
export interface Vector {
  labels: Labels
  values: (number | undefined)[]
  /** When each value was taken, in milliseconds, where that is not the step. */
  taken?: (number | undefined)[]
}

/** How far back a value counts as the present one, in milliseconds. */
export const LOOKBACK = 5 * 60_000

/** Where the evaluator reads samples. */
export interface Source {
  /** The series of a selector with every sample within some windows, which ascend and do not overlap. */
  range(matchers: readonly Matcher[], windows: readonly Window[], asked: Asked): Samples[]
  /** The series of a selector with the value each has at some times, undefined where it is gone or absent for five minutes. */
  at(matchers: readonly Matcher[], times: readonly number[]): Vector[]
}

export const matches = (labels: Labels, matchers: readonly Matcher[]) =>
  matchers.every(({ name, test }) => test(labels[name] ?? ''))

/** Windows that ascend, those that overlap made one. */
export function merged(windows: readonly Window[]): Window[] {
  const whole: Window[] = []
  for (const { from, to } of windows) {
    const last = whole.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else whole.push({ from, to })
  }
  return whole
}

/** Samples that are all there, such as those of scrapes: the plainest source. */
export function storedSource(series: readonly Samples[]): Source {
  const matching = (matchers: readonly Matcher[]) => series.filter(({ labels }) => matches(labels, matchers))
  return {
    range: (matchers, windows) =>
      matching(matchers).map(({ labels, times, values }) => {
        const isWithin = (time: number) => windows.some(({ from, to }) => time >= from && time <= to)
        return {
          labels,
          times: times.filter(isWithin),
          values: values.filter((_, index) => isWithin(times[index] ?? 0)),
        }
      }),
    at: (matchers, steps) =>
      matching(matchers).map(({ labels, times, values }) => {
        let next = 0
        const found = steps.map((step) => {
          while (next < times.length && (times[next] ?? 0) <= step) next++
          return (times[next - 1] ?? Number.NEGATIVE_INFINITY) >= step - LOOKBACK ? next - 1 : undefined
        })
        const pick = (from: readonly number[]) => found.map((index) => (index === undefined ? undefined : from[index]))
        return { labels, values: pick(values), taken: pick(times) }
      }),
  }
}
