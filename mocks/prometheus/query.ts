import { PromError } from './ast.ts'
import { typeOf } from './check.ts'
import { evaluate, rangesOf } from './evaluate.ts'
import { written, type Labels } from './labels.ts'
import { durationOf } from './lexer.ts'
import { parse } from './parser.ts'
import type { Source, Vector } from './source.ts'
import { seriesOf, sorted } from './vectors.ts'

/** A PromError of a parameter that cannot be taken. */
const invalid = (parameter: string, why: string) =>
  new PromError(`invalid parameter ${JSON.stringify(parameter)}: ${why}`)

/** Seconds since 1970 or an RFC 3339 time, in milliseconds. Throws where it is neither. */
export function timeOf(parameter: string, text: string): number {
  const seconds = text.trim() ? Number(text) : Number.NaN
  if (Number.isFinite(seconds)) return Math.round(seconds * 1000)
  const time = /^\d{4}-\d\d-\d\d[Tt ]/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw invalid(parameter, `cannot parse ${JSON.stringify(text)} to a valid timestamp`)
  return time
}

/** Seconds or a duration such as 5m, in milliseconds. Throws where it is neither. */
export function stepOf(parameter: string, text: string): number {
  const seconds = text.trim() ? Number(text) : Number.NaN
  const step = Number.isFinite(seconds) ? Math.round(seconds * 1000) : durationOf(text)
  if (step === undefined) throw invalid(parameter, `cannot parse ${JSON.stringify(text)} to a valid duration`)
  return step
}

function parsed(query: string) {
  try {
    return parse(query)
  } catch (error) {
    throw error instanceof PromError ? invalid('query', error.message) : error
  }
}

const metricOf = (labels: Labels) => Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** What a query is at one time, as the `data` of /api/v1/query. */
export function instantAnswer(source: Source, query: string, time: number) {
  const expr = parsed(query)
  const seconds = time / 1000
  const context = { source, steps: [time] }
  if (typeOf(expr) === 'range vector') {
    const result = rangesOf(expr, context).series.map(({ labels, times, values }) => ({
      metric: metricOf(labels),
      values: times.map((at, index) => [at / 1000, written(values[index] ?? Number.NaN)]),
    }))
    return { resultType: 'matrix', result }
  }
  const value = evaluate(expr, context)
  if (value.type === 'scalar')
    return { resultType: 'scalar', result: [seconds, written(value.values[0] ?? Number.NaN)] }
  if (value.type === 'string') return { resultType: 'string', result: [seconds, value.value] }
  // What is ranked or sorted stays so.
  const ranked =
    (expr.kind === 'aggregate' && expr.op.endsWith('k')) || (expr.kind === 'call' && expr.name.startsWith('sort'))
  const found: readonly Vector[] = ranked ? value.series : sorted(value.series)
  const result = found.flatMap(({ labels, values: [only] }) =>
    only === undefined ? [] : { metric: metricOf(labels), value: [seconds, written(only)] },
  )
  return { resultType: 'vector', result }
}

const MOST_POINTS = 11_000

/** What a query is over a range, in milliseconds, as the `data` of /api/v1/query_range. */
export function rangeAnswer(source: Source, query: string, start: number, end: number, step: number) {
  if (end < start) throw invalid('end', 'end timestamp must not be before start time')
  if (step <= 0)
    throw invalid('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer')
  if ((end - start) / step > MOST_POINTS)
    throw new PromError(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    )
  const expr = parsed(query)
  const type = typeOf(expr)
  if (type !== 'scalar' && type !== 'instant vector')
    throw invalid(
      'query',
      `invalid expression type ${JSON.stringify(type)} for range query, must be Scalar or instant Vector`,
    )
  const steps = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step)
  const value = evaluate(expr, { source, steps })
  const series = value.type === 'scalar' ? [{ labels: {}, values: value.values }] : sorted(seriesOf(value))
  const result = series.flatMap(({ labels, values }) => {
    const points = values.flatMap((each, index) =>
      each === undefined ? [] : [[(steps[index] ?? 0) / 1000, written(each)] as const],
    )
    return points.length ? { metric: metricOf(labels), values: points } : []
  })
  return { resultType: 'matrix', result }
}
