/** What a PromQL expression is made of. Durations are milliseconds. */
export type Expr =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'string'; value: string; at: number }
  | VectorSelector
  | { kind: 'matrix'; of: VectorSelector; range: number; at: number }
  | { kind: 'subquery'; of: Expr; range: number; step: number | undefined; offset: number; at: number }
  | { kind: 'call'; name: string; args: Expr[]; at: number }
  | { kind: 'aggregate'; op: string; of: Expr; parameter: Expr | undefined; grouping: Grouping; at: number }
  | { kind: 'unary'; op: '-' | '+'; of: Expr; at: number }
  | Binary

export interface VectorSelector {
  kind: 'vector'
  matchers: Matcher[]
  offset: number
  at: number
}

export interface Binary {
  kind: 'binary'
  op: string
  left: Expr
  right: Expr
  /** Comparisons answer 0 or 1 instead of filtering. */
  bool: boolean
  matching: Matching
  at: number
  /** Where its operator is. */
  opAt: number
}

export interface Grouping {
  without: boolean
  labels: string[]
}

export interface Matching {
  /** With `on` only these labels count, else all but these. */
  on: boolean
  labels: string[]
  /** The side with many series per match. */
  group?: 'left' | 'right'
  /** Labels taken over from the side with one. */
  include: string[]
}

export type MatchOp = '=' | '!=' | '=~' | '!~'

export interface Matcher {
  name: string
  op: MatchOp
  value: string
  test(value: string): boolean
}

export type ValueType = 'scalar' | 'instant vector' | 'range vector' | 'string'

/** What went wrong with a query, in Prometheus' words. Bad input unless told. */
export class PromError extends Error {
  readonly type: 'bad_data' | 'execution' | 'timeout'
  constructor(message: string, type: PromError['type'] = 'bad_data') {
    super(message)
    this.name = 'PromError'
    this.type = type
  }
}

/** An error at an offset of a query, as the parser words it: `1:5: parse error: unclosed left parenthesis`. */
export function parseError(query: string, at: number, message: string): PromError {
  const before = query.slice(0, at)
  const line = before.split('\n').length
  const column = at - (before.lastIndexOf('\n') + 1) + 1
  return new PromError(`${line}:${column}: parse error: ${message}`)
}

const OPS: Record<MatchOp, (pattern: string) => (value: string) => boolean> = {
  '=': (wanted) => (value) => value === wanted,
  '!=': (wanted) => (value) => value !== wanted,
  '=~': (pattern) => anchored(pattern),
  '!~': (pattern) => {
    const matches = anchored(pattern)
    return (value) => !matches(value)
  },
}

function anchored(pattern: string): (value: string) => boolean {
  const expression = new RegExp(`^(?:${pattern})$`, 's')
  return (value) => expression.test(value)
}

/** A condition on a label. Throws where a pattern is no regular expression. */
export const matcher = (name: string, op: MatchOp, value: string): Matcher => ({
  name,
  op,
  value,
  test: OPS[op](value),
})
