import { PromError, type Expr } from './ast.ts'
import { keyOf, unnamed, without, type Labels } from './labels.ts'
import { rangeFunctions, type Slice } from './overTime.ts'
import type { Samples, Vector, Window } from './source.ts'
import { distinct, scalarsOf, seriesOf, stringOf, type Value } from './vectors.ts'

type Call = Expr & { kind: 'call' }

/** A function of a range vector over all steps. */
export function ofRange(
  { name, args }: Call,
  series: readonly Samples[],
  windows: readonly Window[],
  steps: readonly number[],
  parameter: Value | undefined,
): Vector[] {
  if (name === 'absent_over_time') {
    const there = series.map((each) => ({ labels: each.labels, values: slices(each, windows, steps, () => 1) }))
    return absent(args[0], there, steps.length)
  }
  const compute = rangeFunctions[name]
  if (!compute) throw new PromError(`the function ${name} is not known here`, 'execution')
  const parameters = scalarsOf(parameter)
  const computed = series.map((each) => ({
    labels: name === 'last_over_time' ? each.labels : unnamed(each.labels),
    values: slices(each, windows, steps, (slice, index) => compute(slice, parameters[index] ?? Number.NaN)),
  }))
  return distinct(computed.filter(({ values }) => values.some((value) => value !== undefined)))
}

function slices(
  { times, values }: Samples,
  windows: readonly Window[],
  steps: readonly number[],
  compute: (slice: Slice, index: number) => number | undefined,
): (number | undefined)[] {
  let first = 0
  let end = 0
  return windows.map((window, index) => {
    while (first < times.length && (times[first] ?? 0) < window.from) first++
    while (end < times.length && (times[end] ?? 0) <= window.to) end++
    const slice = { times, values, first, end, window, step: steps[index] ?? 0 }
    return end > first ? compute(slice, index) : undefined
  })
}

/** 1 where none of some series is there, with the labels that the selector is sure of. */
function absent(selector: Expr | undefined, series: readonly Vector[], steps: number): Vector[] {
  const of = selector?.kind === 'matrix' ? selector.of : selector
  const labels: Record<string, string> = {}
  if (of?.kind === 'vector')
    for (const { name, op, value } of of.matchers)
      if (op === '=' && name !== '__name__' && of.matchers.filter((each) => each.name === name).length === 1)
        labels[name] = value
  const values = Array.from({ length: steps }, (_, step) =>
    series.some((each) => each.values[step] !== undefined) ? undefined : 1,
  )
  return [{ labels, values }]
}

/** A quantile of a histogram by the counts at its bounds, as Prometheus interpolates it. */
export function bucketQuantile(q: number, buckets: readonly (readonly [bound: number, count: number])[]): number {
  if (Number.isNaN(q)) return Number.NaN
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  const ordered = buckets.toSorted(([a], [b]) => a - b)
  if (ordered.length < 2 || ordered.at(-1)?.[0] !== Number.POSITIVE_INFINITY) return Number.NaN
  let highest = 0
  const counts = ordered.map(([, count]) => (highest = Math.max(highest, count)))
  const boundOf = (index: number) => ordered[index]?.[0] ?? Number.NaN
  const countOf = (index: number) => counts[index] ?? Number.NaN
  const total = countOf(counts.length - 1)
  if (total === 0) return Number.NaN
  const rank = q * total
  const found = counts.slice(0, -1).findIndex((count) => count >= rank)
  if (found === -1) return boundOf(ordered.length - 2)
  if (found === 0 && boundOf(0) <= 0) return boundOf(0)
  const [start, before] = found === 0 ? [0, 0] : [boundOf(found - 1), countOf(found - 1)]
  return start + (boundOf(found) - start) * ((rank - before) / (countOf(found) - before))
}

function histogramQuantile(qs: readonly number[], series: readonly Vector[], steps: number): Vector[] {
  const groups = new Map<string, { labels: Labels; buckets: { bound: number; of: Vector }[] }>()
  for (const of of series) {
    const { le } = of.labels
    const bound = le === undefined || le === '' ? Number.NaN : Number(le.replace('Inf', 'Infinity'))
    if (Number.isNaN(bound)) continue
    const labels = without(of.labels, ['le', '__name__'])
    const group = groups.get(keyOf(labels)) ?? { labels, buckets: [] }
    group.buckets.push({ bound, of })
    groups.set(keyOf(labels), group)
  }
  return [...groups.values()].map(({ labels, buckets }) => ({
    labels,
    values: Array.from({ length: steps }, (_, step) => {
      const present = buckets.flatMap(({ bound, of }): [number, number][] => {
        const count = of.values[step]
        return count === undefined ? [] : [[bound, count]]
      })
      return present.length ? bucketQuantile(qs[step] ?? Number.NaN, present) : undefined
    }),
  }))
}

const clamp = (value: number, least: number, most: number) =>
  Number.isNaN(value) || Number.isNaN(least) || Number.isNaN(most) ? Number.NaN : Math.max(least, Math.min(most, value))

/** Functions of one number; the parameters are those that follow the vector. */
const PER_VALUE: Record<string, ((value: number, a: number, b: number) => number) | undefined> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
  round: (value, nearest) => {
    const inverse = 1 / (Number.isNaN(nearest) ? 1 : nearest)
    return Math.floor(value * inverse + 0.5) / inverse
  },
  clamp: (value, least, most) => clamp(value, least, most),
  clamp_min: (value, least) => clamp(value, least, Number.POSITIVE_INFINITY),
  clamp_max: (value, most) => clamp(value, Number.NEGATIVE_INFINITY, most),
  hour: (value) => new Date(value * 1000).getUTCHours(),
  minute: (value) => new Date(value * 1000).getUTCMinutes(),
  day_of_week: (value) => new Date(value * 1000).getUTCDay(),
}

/** A function without a range vector over all steps. */
export function ofVectors({ name, args }: Call, values: readonly Value[], steps: readonly number[]): Value {
  const seconds = steps.map((step) => step / 1000)
  const [first, second, third] = values
  const series = seriesOf(first)
  if (name === 'time') return { type: 'scalar', values: seconds }
  if (name === 'pi') return { type: 'scalar', values: steps.map(() => Math.PI) }
  if (name === 'scalar') {
    const only = (step: number) => {
      const present = series.flatMap((each) => each.values[step] ?? [])
      return present.length === 1 ? (present[0] ?? Number.NaN) : Number.NaN
    }
    return { type: 'scalar', values: steps.map((_, step) => only(step)) }
  }
  return { type: 'vector', series: vectorsOf() }

  function vectorsOf(): Vector[] {
    if (name === 'vector') return [{ labels: {}, values: [...scalarsOf(first)] }]
    if (name === 'absent') return absent(args[0], series, steps.length)
    if (name === 'histogram_quantile') return histogramQuantile(scalarsOf(first), seriesOf(second), steps.length)
    if (name === 'label_replace' || name === 'label_join') return relabeled(name, values)
    if (name === 'sort' || name === 'sort_desc') {
      const sign = name === 'sort' ? 1 : -1
      return series.toSorted((a, b) => sign * ((a.values[0] ?? Number.NaN) - (b.values[0] ?? Number.NaN)))
    }
    if (name === 'timestamp')
      return series.map(({ labels, values: found, taken }) => ({
        labels: unnamed(labels),
        values: found.map((value, step) =>
          value === undefined ? undefined : (taken?.[step] ?? steps[step] ?? Number.NaN) / 1000,
        ),
      }))
    const compute = PER_VALUE[name]
    if (!compute) throw new PromError(`the function ${name} is not known here`, 'execution')
    const of = first ? series : [{ labels: {}, values: seconds }]
    const [a, b] = [scalarsOf(second), scalarsOf(third)]
    const computed = of.map(({ labels, values: found }) => ({
      labels: unnamed(labels),
      values: found.map((value, step) =>
        value === undefined ? undefined : compute(value, a[step] ?? Number.NaN, b[step] ?? Number.NaN),
      ),
    }))
    return distinct(computed)
  }
}

function relabeled(name: string, [vector, ...texts]: readonly Value[]): Vector[] {
  const [target = '', ...rest] = texts.map(stringOf)
  if (!/^[a-zA-Z_]\w*$/.test(target))
    throw new PromError(`invalid destination label name in ${name}(): ${target}`, 'execution')
  const change = name === 'label_join' ? joined(rest) : replaced(rest)
  const series = seriesOf(vector).map(({ labels, values }) => {
    const value = change(labels)
    const others = without(labels, [target])
    return { labels: value === undefined ? labels : value ? { ...others, [target]: value } : others, values }
  })
  return distinct(series)
}

function joined([separator = '', ...sources]: readonly string[]) {
  return (labels: Labels): string | undefined => sources.map((source) => labels[source] ?? '').join(separator)
}

function replaced([replacement = '', source = '', pattern = '']: readonly string[]) {
  const expression = new RegExp(`^(?:${pattern})$`, 's')
  return (labels: Labels): string | undefined => {
    const found = expression.exec(labels[source] ?? '')
    return found
      ? replacement.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
          const group = plain ?? braced
          if (group === undefined) return whole === '$$' ? '$' : ''
          return (/^\d+$/.test(group) ? found[Number(group)] : found.groups?.[group]) ?? ''
        })
      : undefined
  }
}
