import type { ValueType } from './ast.ts'

export interface Signature {
  args: ValueType[]
  /** How many of the last arguments may be left out; -1: the last one may be repeated. */
  optional?: number
  answer: ValueType
}

const ofRange: Signature = { args: ['range vector'], answer: 'instant vector' }
const ofVector: Signature = { args: ['instant vector'], answer: 'instant vector' }
const ofTime: Signature = { args: ['instant vector'], optional: 1, answer: 'instant vector' }

/** What each function takes and answers. */
const SIGNATURES: Record<string, Signature> = {
  rate: ofRange,
  irate: ofRange,
  increase: ofRange,
  delta: ofRange,
  idelta: ofRange,
  deriv: ofRange,
  changes: ofRange,
  resets: ofRange,
  avg_over_time: ofRange,
  max_over_time: ofRange,
  min_over_time: ofRange,
  sum_over_time: ofRange,
  count_over_time: ofRange,
  last_over_time: ofRange,
  present_over_time: ofRange,
  absent_over_time: ofRange,
  quantile_over_time: { args: ['scalar', 'range vector'], answer: 'instant vector' },
  predict_linear: { args: ['range vector', 'scalar'], answer: 'instant vector' },
  histogram_quantile: { args: ['scalar', 'instant vector'], answer: 'instant vector' },
  abs: ofVector,
  ceil: ofVector,
  floor: ofVector,
  exp: ofVector,
  ln: ofVector,
  log2: ofVector,
  log10: ofVector,
  sqrt: ofVector,
  sgn: ofVector,
  absent: ofVector,
  sort: ofVector,
  sort_desc: ofVector,
  timestamp: ofVector,
  hour: ofTime,
  minute: ofTime,
  day_of_week: ofTime,
  round: { args: ['instant vector', 'scalar'], optional: 1, answer: 'instant vector' },
  clamp: { args: ['instant vector', 'scalar', 'scalar'], answer: 'instant vector' },
  clamp_min: { args: ['instant vector', 'scalar'], answer: 'instant vector' },
  clamp_max: { args: ['instant vector', 'scalar'], answer: 'instant vector' },
  label_replace: { args: ['instant vector', 'string', 'string', 'string', 'string'], answer: 'instant vector' },
  label_join: { args: ['instant vector', 'string', 'string', 'string'], optional: -1, answer: 'instant vector' },
  scalar: { args: ['instant vector'], answer: 'scalar' },
  vector: { args: ['scalar'], answer: 'instant vector' },
  time: { args: [], answer: 'scalar' },
  pi: { args: [], answer: 'scalar' },
}

export const isFunction = (name: string) => Object.hasOwn(SIGNATURES, name)
/** The signature of a function there is. */
export const signatureOf = (name: string): Signature => SIGNATURES[name] ?? ofVector
