/** What somebody asks of the registry over 30 days. */
export interface Objectives {
  /** Share of good requests, below 1. */
  availability: number
  /** Seconds that the slowest 99th percentile is to stay within … */
  latency: number
  /** … for this share of the time. */
  share: number
}

export const defaultObjectives: Objectives = { availability: 0.999, latency: 1, share: 0.99 }

/** Seconds that a budget is for. */
export const budgetSpan = 30 * 86_400
/** Seconds of one bucket of requests. */
export const bucketSeconds = 1800
export const burnWindows = [3600, 6 * 3600, 3 * 86_400] as const

/** Requests of one bucket of time, which ends at its time. */
export interface Bucket {
  time: number
  counted: number
  failed: number
}

type Points = readonly (readonly [seconds: number, value: number])[]

/** The buckets from two lines over the same times. Times without requests' counters are left out. */
export function bucketsOf(counted: Points, failed: Points): Bucket[] {
  const failures = new Map(failed)
  return counted
    .filter(([, value]) => Number.isFinite(value))
    .map(([time, value]) => {
      const bad = failures.get(time) ?? 0
      return { time, counted: value, failed: Number.isFinite(bad) ? Math.min(bad, value) : 0 }
    })
}

export interface WindowResult {
  counted: number
  failed: number
  /** Share of requests that failed. Undefined without requests. */
  ratio: number | undefined
  /** How many times faster than the objective allows the budget is used. 1 uses it up in just 30 days. */
  burn: number | undefined
}

/** How a window that ends at `end` went. */
export function windowResult(
  buckets: readonly Bucket[],
  { end, seconds, availability }: { end: number; seconds: number; availability: number },
): WindowResult {
  let [counted, failed] = [0, 0]
  for (const bucket of buckets) {
    // A bucket belongs to the window that its end lies in.
    if (bucket.time <= end - seconds || bucket.time > end) continue
    counted += bucket.counted
    failed += bucket.failed
  }
  return resultOf(counted, failed, availability)
}

function resultOf(counted: number, failed: number, availability: number): WindowResult {
  const ratio = counted > 0 ? failed / counted : undefined
  // 0.0005 / (1 - 0.9995) is a little over 1, which would be overspent.
  const burn = ratio === undefined ? undefined : Number((ratio / (1 - availability)).toFixed(9))
  return { counted, failed, ratio, burn }
}

/** The burn rate of a window that moves along, as points of a line. Null where there were no requests. */
export function burnLine(
  buckets: readonly Bucket[],
  seconds: number,
  availability: number,
): (readonly [number, number | null])[] {
  let [first, counted, failed] = [0, 0, 0]
  return buckets.map((bucket) => {
    counted += bucket.counted
    failed += bucket.failed
    for (let old = buckets[first]; old && old.time <= bucket.time - seconds; old = buckets[++first]) {
      counted -= old.counted
      failed -= old.failed
    }
    // What was added and taken away again leaves traces of rounding.
    return [bucket.time, counted > 1e-6 ? (resultOf(counted, Math.max(0, failed), availability).burn ?? null) : null]
  })
}

/** The part of the error budget that is left: 1 is all of it, below 0 it is overspent. Undefined without requests. */
export function budgetLeft({ burn }: WindowResult): number | undefined {
  return burn === undefined ? undefined : 1 - burn
}

/** The share of the time, of the window that ends at `end`, in which a value was within the limit. Times without a value do not count. */
export function shareWithin(
  points: Points,
  { end, seconds, limit }: { end: number; seconds: number; limit: number },
): number | undefined {
  let [within, all] = [0, 0]
  for (const [time, value] of points) {
    if (time <= end - seconds || time > end || Number.isNaN(value)) continue
    all++
    if (value <= limit) within++
  }
  return all === 0 ? undefined : within / all
}

/** How many seconds before the end the data begins, at most the span of the budget. */
export function reachOf(buckets: readonly Bucket[], end: number): number {
  const first = buckets[0]
  return first ? Math.min(budgetSpan, end - first.time + bucketSeconds) : 0
}

interface Field {
  key: keyof Objectives
  /** In the address, in the person's unit: percent, seconds. */
  param: string
  toText: (value: number) => string
  from: (text: string) => number | undefined
}

function percent(text: string): number | undefined {
  const value = numberIn(text)
  return value !== undefined && value >= 50 && value <= 99.999 ? Number((value / 100).toPrecision(12)) : undefined
}

function numberIn(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
  return Number.isFinite(value) ? value : undefined
}

const percentText = (value: number) => String(Number((value * 100).toPrecision(10)))

/** How each objective is written. */
export const objectiveFields: Readonly<Record<keyof Objectives, Field>> = {
  availability: { key: 'availability', param: 'objective', toText: percentText, from: percent },
  latency: {
    key: 'latency',
    param: 'latency',
    toText: String,
    from: (text) => {
      const value = numberIn(text)
      return value !== undefined && value > 0 && value <= 3600 ? value : undefined
    },
  },
  share: { key: 'share', param: 'share', toText: percentText, from: percent },
}

/** The objectives of the address, else those kept in this browser, else the defaults. What makes no sense is passed over. */
export function objectivesOf(params: URLSearchParams, kept: string | null): Objectives {
  const stored = new URLSearchParams(kept ?? '')
  const read = ({ key, param, from }: Field) =>
    from(params.get(param) ?? '') ?? from(stored.get(param) ?? '') ?? defaultObjectives[key]
  const { availability, latency, share } = objectiveFields
  return { availability: read(availability), latency: read(latency), share: read(share) }
}

/** The objectives as an address has them. */
export function objectiveParams(objectives: Objectives): URLSearchParams {
  const params = new URLSearchParams()
  for (const { key, param, toText } of Object.values(objectiveFields)) params.set(param, toText(objectives[key]))
  return params
}
