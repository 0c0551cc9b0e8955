import { PromError, type Binary, type Matching } from './ast.ts'
import { keyOf, only, unnamed, without, type Labels } from './labels.ts'
import type { Vector } from './source.ts'
import { distinct, manyToMany, seriesOf, type Value } from './vectors.ts'

const ARITHMETIC: Record<string, ((a: number, b: number) => number) | undefined> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
  atan2: Math.atan2,
}

const COMPARISON: Record<string, ((a: number, b: number) => boolean) | undefined> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** What an operator makes of two numbers; `kept` is what a comparison lets pass, undefined is nothing. */
type Operation = (a: number, b: number, kept: number) => number | undefined

function operationOf({ op, bool }: Binary): Operation {
  const compare = COMPARISON[op]
  if (!compare) return ARITHMETIC[op] ?? (() => Number.NaN)
  return bool ? (a, b) => Number(compare(a, b)) : (a, b, kept) => (compare(a, b) ? kept : undefined)
}

/** Comparisons that filter keep the name of a series, everything else makes another metric of it. */
const keepsName = ({ op, bool }: Binary) => COMPARISON[op] !== undefined && !bool

/** The value of a binary expression at every step. */
export function binary(expr: Binary, left: Value, right: Value, steps: number): Value {
  const operation = operationOf(expr)
  if (left.type === 'scalar' && right.type === 'scalar') {
    const at = (step: number) => {
      const a = left.values[step] ?? Number.NaN
      return operation(a, right.values[step] ?? Number.NaN, a) ?? Number.NaN
    }
    return { type: 'scalar', values: Array.from({ length: steps }, (_, step) => at(step)) }
  }
  if (left.type === 'scalar' || right.type === 'scalar') {
    const vectors = seriesOf(left.type === 'scalar' ? right : left)
    const series = vectors.map(({ labels, values }) => ({
      labels: keepsName(expr) ? labels : unnamed(labels),
      values: values.map((value, step) => {
        if (value === undefined) return undefined
        const a = left.type === 'scalar' ? (left.values[step] ?? Number.NaN) : value
        const b = right.type === 'scalar' ? (right.values[step] ?? Number.NaN) : value
        return operation(a, b, value)
      }),
    }))
    return { type: 'vector', series: distinct(series) }
  }
  const sides: [readonly Vector[], readonly Vector[]] = [seriesOf(left), seriesOf(right)]
  if (['and', 'or', 'unless'].includes(expr.op)) return { type: 'vector', series: ofSets(expr, ...sides) }
  return { type: 'vector', series: matched(expr, ...sides, operation) }
}

/** The labels that two series have to share. */
const groupOf = (labels: Labels, matching: Matching): Labels =>
  matching.on ? only(labels, matching.labels) : without(labels, ['__name__', ...matching.labels])

function bySignature(series: readonly Vector[], matching: Matching): Map<string, Vector[]> {
  const found = new Map<string, Vector[]>()
  for (const each of series) {
    const key = keyOf(groupOf(each.labels, matching))
    found.set(key, [...(found.get(key) ?? []), each])
  }
  return found
}

function ofSets({ op, matching }: Binary, left: readonly Vector[], right: readonly Vector[]): Vector[] {
  const within = (series: readonly Vector[], others: Map<string, Vector[]>, wanted: boolean) =>
    series.map(({ labels, values }) => {
      const same = others.get(keyOf(groupOf(labels, matching))) ?? []
      const has = (step: number) => same.some((other) => other.values[step] !== undefined)
      return { labels, values: values.map((value, step) => (has(step) === wanted ? value : undefined)) }
    })
  if (op === 'or') return distinct([...left, ...within(right, bySignature(left, matching), false)])
  return within(left, bySignature(right, matching), op === 'and')
}

function matched(expr: Binary, left: readonly Vector[], right: readonly Vector[], operation: Operation): Vector[] {
  const { matching } = expr
  const swapped = matching.group === 'right'
  const [many, one] = swapped ? [right, left] : [left, right]
  const ones = bySignature(one, matching)
  for (const candidates of ones.values()) checkOne(candidates, matching, swapped ? 'left' : 'right')
  const used = new Map<string, Set<number>>()
  const series = many.flatMap((each) => {
    const key = keyOf(groupOf(each.labels, matching))
    const taken = used.get(key) ?? new Set()
    used.set(key, taken)
    return (ones.get(key) ?? []).map((other) => ({
      labels: resultLabels(expr, each.labels, other.labels),
      values: each.values.map((value, step) => {
        const second = other.values[step]
        if (value === undefined || second === undefined) return undefined
        const [a, b] = swapped ? [second, value] : [value, second]
        const result = operation(a, b, a)
        if (result === undefined) return undefined
        if (!matching.group && taken.has(step))
          throw new PromError(
            'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
            'execution',
          )
        taken.add(step)
        return result
      }),
    }))
  })
  return distinct(series)
}

function checkOne(candidates: readonly Vector[], matching: Matching, side: 'left' | 'right'): void {
  const [first] = candidates
  if (!first || candidates.length < 2) return
  for (const step of first.values.keys()) {
    const present = candidates.filter(({ values }) => values[step] !== undefined)
    if (present.length > 1)
      throw manyToMany(
        groupOf(first.labels, matching),
        side,
        present.map(({ labels }) => labels),
      )
  }
}

function resultLabels(expr: Binary, many: Labels, one: Labels): Labels {
  const { matching } = expr
  const labels = keepsName(expr) ? many : unnamed(many)
  if (!matching.group) return matching.on ? only(labels, matching.labels) : without(labels, matching.labels)
  return { ...without(labels, matching.include), ...only(one, matching.include) }
}
