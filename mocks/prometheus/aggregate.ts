import type { Expr } from './ast.ts'
import { keyOf, only, unnamed, without, written, type Labels } from './labels.ts'
import { largest, quantile, smallest } from './overTime.ts'
import type { Vector } from './source.ts'
import { scalarsOf, stringOf, type Value } from './vectors.ts'

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)

function variance(values: readonly number[]): number {
  const mean = sum(values) / values.length
  return sum(values.map((one) => (one - mean) ** 2)) / values.length
}

/** What an aggregation makes of the values of a group that has some. */
const OPERATIONS: Record<string, ((values: readonly number[], parameter: number) => number) | undefined> = {
  sum,
  avg: (values) => sum(values) / values.length,
  min: smallest,
  max: largest,
  count: (values) => values.length,
  group: () => 1,
  stdvar: variance,
  stddev: (values) => Math.sqrt(variance(values)),
  quantile: (values, q) => quantile(q, values),
}

type Aggregation = Expr & { kind: 'aggregate' }

const groupOf = (labels: Labels, { grouping }: Aggregation): Labels =>
  grouping.without ? without(labels, ['__name__', ...grouping.labels]) : only(labels, grouping.labels)

/** The series of an aggregation over all steps. */
export function aggregated(expr: Aggregation, series: readonly Vector[], parameter: Value | undefined): Vector[] {
  const groups = new Map<string, { labels: Labels; members: Vector[] }>()
  for (const member of series) {
    const labels = groupOf(member.labels, expr)
    const key = keyOf(labels)
    const group = groups.get(key)
    if (group) group.members.push(member)
    else groups.set(key, { labels, members: [member] })
  }
  const steps = series[0]?.values.length ?? 0
  const parameters = scalarsOf(parameter)
  return [...groups.values()].flatMap(({ labels, members }) => {
    if (expr.op === 'topk' || expr.op === 'bottomk') return chosen(members, steps, parameters, expr.op === 'topk')
    if (expr.op === 'count_values') return counted(labels, members, steps, stringOf(parameter))
    const operation = OPERATIONS[expr.op] ?? sum
    const values = Array.from({ length: steps }, (_, step) => {
      const present = members.flatMap((member) => member.values[step] ?? [])
      return present.length ? operation(present, parameters[step] ?? Number.NaN) : undefined
    })
    return [{ labels, values }]
  })
}

/** The largest or smallest few at each step, the first of them first. */
function chosen(members: Vector[], steps: number, counts: readonly number[], largestFirst: boolean): Vector[] {
  const kept = members.map(() => Array.from<number | undefined>({ length: steps }))
  const better = (a: number, b: number) => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
    return largestFirst ? b - a : a - b
  }
  const order = [...members.keys()]
  for (let step = 0; step < steps; step++) {
    const present = order.filter((index) => members[index]?.values[step] !== undefined)
    const valueOf = (index: number) => members[index]?.values[step] ?? Number.NaN
    const ranked = present.toSorted((a, b) => better(valueOf(a), valueOf(b)))
    for (const index of ranked.slice(0, Math.max(0, Math.trunc(counts[step] ?? 0)))) {
      const values = kept[index]
      if (values) values[step] = valueOf(index)
    }
  }
  const last = steps - 1
  return members
    .map(({ labels }, index) => ({ labels, values: kept[index] ?? [] }))
    .filter(({ values }) => values.some((value) => value !== undefined))
    .toSorted((a, b) => better(a.values[last] ?? Number.NaN, b.values[last] ?? Number.NaN))
}

/** How many members have each value. */
function counted(labels: Labels, members: Vector[], steps: number, label: string): Vector[] {
  const found = new Map<string, (number | undefined)[]>()
  for (const { values } of members)
    for (const [step, value] of values.entries()) {
      if (value === undefined) continue
      const counts = found.get(written(value)) ?? Array.from<number | undefined>({ length: steps })
      counts[step] = (counts[step] ?? 0) + 1
      found.set(written(value), counts)
    }
  return [...found].map(([value, values]) => ({ labels: { ...unnamed(labels), [label]: value }, values }))
}
