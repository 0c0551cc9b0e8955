import type { ChartSeries } from './chartTypes.ts'

export type Column = readonly (number | null)[]

/** All series on one time axis. */
export interface Aligned {
  times: readonly number[]
  columns: readonly Column[]
}

/**
 * Puts series on one axis of time. What is missing, NaN or infinite is null, which is drawn as a gap. With a step (seconds), times at
 * which no series has anything are gaps too.
 */
export function align(series: readonly ChartSeries[], step?: number): Aligned {
  const times = withGaps(timesOf(series), step)
  const places = new Map(times.map((time, place) => [time, place]))
  const columns = series.map(({ points }) => {
    const column = Array.from<number | null>({ length: times.length }).fill(null)
    for (const [time, value] of points) {
      const place = places.get(time)
      if (place !== undefined && value !== null && Number.isFinite(value)) column[place] = value
    }
    return column
  })
  return { times, columns }
}

function timesOf(series: readonly ChartSeries[]): number[] {
  const times = new Set<number>()
  for (const { points } of series) for (const [time] of points) if (Number.isFinite(time)) times.add(time)
  return [...times].toSorted((a, b) => a - b)
}

function withGaps(times: number[], step: number | undefined): number[] {
  if (!step) return times
  const all: number[] = []
  for (const [place, time] of times.entries()) {
    const before = times[place - 1]
    if (before !== undefined && time - before > step * 1.5) all.push(before + step)
    all.push(time)
  }
  return all
}

/** Whether there is anything to draw. */
export function isEmpty({ columns }: Aligned): boolean {
  return columns.every((column) => column.every((value) => value === null))
}

/** Places of points with a gap on either side, which no line would show. */
export function loneAt(column: Column): number[] {
  const places: number[] = []
  for (let place = 0; place < column.length; place++)
    if (column[place] !== null && (column[place - 1] ?? null) === null && (column[place + 1] ?? null) === null)
      places.push(place)
  return places
}

const mostShown = 12

/** Which of many lines are hidden at first: all but those that reach highest. */
export function hiddenAtFirst(columns: readonly Column[]): ReadonlySet<number> {
  if (columns.length <= mostShown) return new Set()
  const peaks = columns.map((column, index) => ({ index, peak: peakOf(column) }))
  return new Set(
    peaks
      .toSorted((a, b) => b.peak - a.peak || a.index - b.index)
      .slice(mostShown)
      .map(({ index }) => index),
  )
}

function peakOf(column: Column): number {
  let peak = Number.NEGATIVE_INFINITY
  for (const value of column) if (value !== null && value > peak) peak = value
  return peak
}

/** The last place with any value, for the readout while nobody points at anything. */
export function lastPlace({ times, columns }: Aligned): number | undefined {
  for (let place = times.length - 1; place >= 0; place--)
    if (columns.some((column) => (column[place] ?? null) !== null)) return place
  return undefined
}

const mostRows = 200

/** The places that a table shows: all of them, or every so many from the newest back, at most 200. */
export function tablePlaces(count: number): { places: number[]; every: number } {
  const every = Math.max(1, Math.ceil(count / mostRows))
  const places: number[] = []
  for (let place = count - 1; place >= 0; place -= every) places.push(place)
  return { places, every }
}

/** The top of the value axis: over the highest value shown and the limit, so that both are in sight. */
export function topOf(columns: readonly Column[], limit: number | undefined): number {
  const peak = Math.max(0, ...columns.map(peakOf), limit ?? 0)
  return peak === 0 ? 1 : peak * 1.05
}
