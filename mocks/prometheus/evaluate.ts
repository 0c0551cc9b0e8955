import { aggregated } from './aggregate.ts'
import { PromError, type Expr } from './ast.ts'
import { binary } from './binary.ts'
import { typeOf } from './check.ts'
import { ofRange, ofVectors } from './functions.ts'
import { unnamed } from './labels.ts'
import { merged, type Samples, type Source, type Vector, type Window } from './source.ts'
import { seriesOf, type Value } from './vectors.ts'

export interface Context {
  source: Source
  /** Milliseconds, ascending. */
  steps: readonly number[]
}

/** Unless told, a subquery steps as rules are evaluated. */
const SUBQUERY_STEP = 60_000

/** The value of an expression at every step. Throws a PromError where series cannot be matched. */
export function evaluate(expr: Expr, context: Context): Value {
  const { steps, source } = context
  const valueOf = (each: Expr) => evaluate(each, context)
  switch (expr.kind) {
    case 'number':
      return { type: 'scalar', values: steps.map(() => expr.value) }
    case 'string':
      return { type: 'string', value: expr.value }
    case 'vector': {
      const times = expr.offset ? steps.map((step) => step - expr.offset) : steps
      const series = source.at(expr.matchers, times).filter(({ values }) => values.some((value) => value !== undefined))
      return { type: 'vector', series }
    }
    case 'aggregate': {
      const parameter = expr.parameter && valueOf(expr.parameter)
      return { type: 'vector', series: aggregated(expr, seriesOf(valueOf(expr.of)), parameter) }
    }
    case 'unary':
      return expr.op === '-' ? negated(valueOf(expr.of)) : valueOf(expr.of)
    case 'binary':
      return binary(expr, valueOf(expr.left), valueOf(expr.right), steps.length)
    case 'call':
      return call(expr, context)
    case 'matrix':
    case 'subquery':
      throw new PromError('a range vector has no value of its own', 'execution')
  }
}

function negated(value: Value): Value {
  if (value.type === 'scalar') return { type: 'scalar', values: value.values.map((each) => -each) }
  const series = seriesOf(value).map(({ labels, values }) => ({
    labels: unnamed(labels),
    values: values.map((each) => (each === undefined ? undefined : -each)),
  }))
  return { type: 'vector', series }
}

function call(expr: Expr & { kind: 'call' }, context: Context): Value {
  const range = expr.args.find((arg) => typeOf(arg) === 'range vector')
  const others = expr.args.filter((arg) => arg !== range).map((arg) => evaluate(arg, context))
  if (!range) return ofVectors(expr, others, context.steps)
  const { series, windows } = rangesOf(range, context)
  return { type: 'vector', series: ofRange(expr, series, windows, context.steps, others[0]) }
}

/** The samples of a range selector or a subquery, and its windows, one for each step. */
export function rangesOf(expr: Expr, { source, steps }: Context): { series: Samples[]; windows: Window[] } {
  if (expr.kind === 'matrix') {
    const windows = windowsOf(steps, expr.of.offset, expr.range)
    const [first = 0, second = first] = steps
    const asked = { width: expr.range, step: second - first }
    return { series: source.range(expr.of.matchers, merged(windows), asked), windows }
  }
  if (expr.kind !== 'subquery') throw new PromError('expected a range vector', 'execution')
  const windows = windowsOf(steps, expr.offset, expr.range)
  const step = expr.step ?? SUBQUERY_STEP
  const times = merged(windows).flatMap(({ from, to }) => {
    const first = Math.ceil(from / step) * step
    return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step)
  })
  return {
    series: seriesOf(evaluate(expr.of, { source, steps: times })).map((each) => presentOf(each, times)),
    windows,
  }
}

const windowsOf = (steps: readonly number[], offset: number, range: number): Window[] =>
  steps.map((step) => ({ from: step - offset - range, to: step - offset }))

function presentOf({ labels, values }: Vector, steps: readonly number[]): Samples {
  const present = steps.flatMap((step, index): [number, number][] => {
    const value = values[index]
    return value === undefined ? [] : [[step, value]]
  })
  return { labels, times: present.map(([time]) => time), values: present.map(([, value]) => value) }
}
