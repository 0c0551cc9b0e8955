import { PromError } from './ast.ts'
import { compareLabels, keyOf, quoted, type Labels } from './labels.ts'
import type { Vector } from './source.ts'

/** A value over all steps of a query at once. */
export type Value =
  { type: 'scalar'; values: number[] } | { type: 'vector'; series: Vector[] } | { type: 'string'; value: string }

export const scalarsOf = (value: Value | undefined): readonly number[] => (value?.type === 'scalar' ? value.values : [])
export const seriesOf = (value: Value | undefined): readonly Vector[] => (value?.type === 'vector' ? value.series : [])
export const stringOf = (value: Value | undefined): string => (value?.type === 'string' ? value.value : '')

/** Series of the same labels that are never there at the same time are one. Throws where two are. */
export function distinct(series: readonly Vector[]): Vector[] {
  const seen = new Map<string, Vector>()
  for (const each of series) {
    const key = keyOf(each.labels)
    const other = seen.get(key)
    if (other?.values.some((value, index) => value !== undefined && each.values[index] !== undefined))
      throw new PromError('vector cannot contain metrics with the same labelset', 'execution')
    if (other) other.values = other.values.map((value, index) => value ?? each.values[index])
    else seen.set(key, { ...each })
  }
  return [...seen.values()]
}

/** Series in the order of their labels. */
export const sorted = (series: readonly Vector[]): Vector[] =>
  series.toSorted((a, b) => compareLabels(a.labels, b.labels))

/** Two series of a side that has to have one, as Prometheus says it. */
export function manyToMany(group: Labels, side: 'left' | 'right', found: readonly Labels[]): PromError {
  const where = `found duplicate series for the match group ${quoted(group)} on the ${side} hand-side of the operation`
  const list = found.slice(0, 2).map(quoted).join(', ')
  const advice = ';many-to-many matching not allowed: matching labels must be unique on one side'
  return new PromError(`${where}: [${list}]${advice}`, 'execution')
}
