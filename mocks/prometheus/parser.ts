import { matcher, parseError, type Binary, type Expr, type Grouping, type Matcher, type MatchOp } from './ast.ts'
import { checked } from './check.ts'
import { durationOf, tokensOf, unquoted, type Token } from './lexer.ts'
import { isFunction } from './signatures.ts'

const PRECEDENCE: Record<string, number> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
}
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>='])
const SETS = new Set(['and', 'or', 'unless'])
const AGGREGATIONS = new Set('sum avg min max count group stddev stdvar topk bottomk quantile count_values'.split(' '))
const WITH_PARAMETER = new Set(['topk', 'bottomk', 'quantile', 'count_values'])

const KEYWORDS = new Set('and or unless atan2 offset by without on ignoring group_left group_right bool'.split(' '))

/** Reads a query. Throws what Prometheus would say of one that is none. */
export function parse(query: string): Expr {
  const parser = new Parser(query)
  return checked(query, parser.whole())
}

class Parser {
  readonly #query: string
  readonly #coming: Generator<Token, undefined>
  readonly #tokens: Token[] = []
  #next = 0

  constructor(query: string) {
    this.#query = query
    this.#coming = tokensOf(query)
  }

  whole(): Expr {
    if (this.#peek().kind === 'end') throw parseError(this.#query, 0, 'no expression found in input')
    const expr = this.#expression(1)
    if (this.#peek().kind !== 'end') throw this.#unexpected()
    return expr
  }

  #peek(): Token {
    // Not before it is needed: what is wrong first is said first.
    if (this.#tokens.length <= this.#next) {
      const { value } = this.#coming.next()
      if (value) this.#tokens.push(value)
    }
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#query.length }
  }

  #take(): Token {
    const token = this.#peek()
    this.#next++
    return token
  }

  #is(text: string): boolean {
    const { kind, text: found } = this.#peek()
    return kind === 'sign' ? found === text : kind === 'word' && found.toLowerCase() === text
  }

  #accept(text: string): boolean {
    const is = this.#is(text)
    if (is) this.#next++
    return is
  }

  #expect(text: string, context: string, wanted = ''): void {
    if (!this.#accept(text)) throw this.#unexpected(context + wanted)
  }

  #unexpected(context = '') {
    const { kind, text, at } = this.#peek()
    const names = { number: 'number', duration: 'duration', string: 'string', word: 'identifier', sign: '', end: '' }
    const known = kind === 'word' && (AGGREGATIONS.has(text) || KEYWORDS.has(text))
    const quoted = kind === 'string' ? text : JSON.stringify(text)
    const what = kind === 'end' ? 'end of input' : known ? `<${text}>` : `${names[kind]} ${quoted}`.trim()
    return parseError(this.#query, at, `unexpected ${what}${context && ` in ${context}`}`)
  }

  #expression(least: number): Expr {
    let left = this.#unary()
    for (;;) {
      const { kind, text, at } = this.#peek()
      const op = kind === 'word' ? text.toLowerCase() : kind === 'sign' ? text : ''
      const precedence = PRECEDENCE[op] ?? 0
      if (precedence < least || precedence === 0) return left
      this.#next++
      const bool = this.#accept('bool')
      if (bool && !COMPARISONS.has(op))
        throw parseError(this.#query, at, 'bool modifier can only be used on comparison operators')
      const matching = this.#matching(op)
      const right = this.#expression(op === '^' ? precedence : precedence + 1)
      left = { kind: 'binary', op, left, right, bool, matching, at: left.at, opAt: at }
    }
  }

  #matching(op: string): Binary['matching'] {
    const matching: Binary['matching'] = { on: false, labels: [], include: [] }
    if (!this.#is('on') && !this.#is('ignoring')) return matching
    matching.on = this.#take().text.toLowerCase() === 'on'
    matching.labels = this.#labels()
    if (!this.#is('group_left') && !this.#is('group_right')) return matching
    if (SETS.has(op))
      throw parseError(this.#query, this.#peek().at, `no grouping allowed for ${JSON.stringify(op)} operation`)
    matching.group = this.#take().text.toLowerCase() === 'group_left' ? 'left' : 'right'
    if (this.#is('(')) matching.include = this.#labels()
    return matching
  }

  #labels(): string[] {
    const labels: string[] = []
    this.#expect('(', 'grouping opts', ', expected "("')
    while (!this.#accept(')')) {
      const token = this.#take()
      if (token.kind !== 'word') {
        this.#next--
        throw this.#unexpected('grouping opts, expected label')
      }
      labels.push(token.text)
      if (!this.#is(')')) this.#expect(',', 'grouping opts')
    }
    return labels
  }

  #unary(): Expr {
    const { kind, text, at } = this.#peek()
    if (kind === 'sign' && (text === '-' || text === '+')) {
      this.#next++
      // Binds less than ^ and more than *.
      const of = this.#expression(6)
      if (of.kind === 'number') return { ...of, value: text === '-' ? -of.value : of.value, at }
      return { kind: 'unary', op: text, of, at }
    }
    return this.#modified(this.#primary())
  }

  /** `[5m]`, `[1h:5m]`, `offset 5m` behind an expression. */
  #modified(expr: Expr): Expr {
    let of = expr
    for (;;) {
      if (this.#is('[')) of = this.#ranged(of)
      else if (this.#accept('offset')) of = this.#shifted(of)
      else return of
    }
  }

  #ranged(of: Expr): Expr {
    this.#take()
    const range = this.#duration('subquery or range selector')
    if (this.#accept(':')) {
      const step = this.#is(']') ? undefined : this.#duration('subquery selector')
      this.#expect(']', 'subquery selector')
      return { kind: 'subquery', of, range, step, offset: 0, at: of.at }
    }
    const { at } = this.#peek()
    this.#expect(']', 'subquery or range selector')
    if (of.kind !== 'vector') throw parseError(this.#query, of.at, 'ranges only allowed for vector selectors')
    if (of.offset) throw parseError(this.#query, at, 'no offset modifiers allowed before range')
    return { kind: 'matrix', of, range, at: of.at }
  }

  #shifted(of: Expr): Expr {
    const negative = this.#accept('-')
    const offset = this.#duration('offset') * (negative ? -1 : 1)
    if (of.kind === 'matrix') return { ...of, of: { ...of.of, offset } }
    if (of.kind === 'vector' || of.kind === 'subquery') return { ...of, offset }
    throw parseError(
      this.#query,
      of.at,
      'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    )
  }

  #duration(context: string): number {
    const { kind, text } = this.#peek()
    const duration = kind === 'duration' ? durationOf(text) : undefined
    if (duration === undefined) throw this.#unexpected(`${context}, expected duration`)
    this.#next++
    return duration
  }

  #primary(): Expr {
    const token = this.#take()
    const { kind, text, at } = token
    if (kind === 'number') return { kind: 'number', value: Number(text), at }
    if (kind === 'string') return { kind: 'string', value: unquoted(this.#query, token), at }
    if (kind === 'sign' && text === '(') {
      const inner = this.#expression(1)
      this.#expect(')', 'paren expression')
      return { ...inner, at }
    }
    if (kind === 'sign' && text === '{') {
      this.#next--
      return this.#selector('', at)
    }
    if (kind === 'word') {
      const word = text.toLowerCase()
      if (word === 'inf' || word === 'nan')
        return { kind: 'number', value: word === 'inf' ? Number.POSITIVE_INFINITY : Number.NaN, at }
      if (AGGREGATIONS.has(word) && (this.#is('(') || this.#is('by') || this.#is('without')))
        return this.#aggregation(word, at)
      if (this.#is('(')) return this.#call(text, at)
      if (!(word in PRECEDENCE) && word !== 'offset') return this.#selector(text, at)
    }
    this.#next--
    throw this.#unexpected()
  }

  #call(name: string, at: number): Expr {
    if (!isFunction(name)) throw parseError(this.#query, at, `unknown function with name ${JSON.stringify(name)}`)
    return { kind: 'call', name, args: this.#arguments('function call'), at }
  }

  #arguments(context: string): Expr[] {
    const args: Expr[] = []
    this.#expect('(', context)
    while (!this.#accept(')')) {
      args.push(this.#expression(1))
      if (!this.#is(')')) this.#expect(',', context)
    }
    return args
  }

  #aggregation(op: string, at: number): Expr {
    let grouping: Grouping | undefined = this.#grouping()
    const args = this.#arguments('aggregation')
    grouping ??= this.#grouping()
    const [first, second] = args
    const wanted = WITH_PARAMETER.has(op) ? 2 : 1
    const of = wanted === 2 ? second : first
    if (args.length !== wanted || !of) {
      if (args.length === 0) throw parseError(this.#query, at, 'no arguments for aggregate expression provided')
      const message = `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`
      throw parseError(this.#query, at, message)
    }
    const parameter = wanted === 2 ? first : undefined
    return { kind: 'aggregate', op, of, parameter, grouping: grouping ?? { without: false, labels: [] }, at }
  }

  #grouping(): Grouping | undefined {
    if (!this.#is('by') && !this.#is('without')) return undefined
    return { without: this.#take().text.toLowerCase() === 'without', labels: this.#labels() }
  }

  #selector(name: string, at: number): Expr {
    const matchers: Matcher[] = name ? [matcher('__name__', '=', name)] : []
    if (this.#accept('{'))
      while (!this.#accept('}')) {
        matchers.push(this.#matcher())
        if (!this.#is('}')) this.#expect(',', 'label matching', ', expected "," or "}"')
      }
    if (matchers.every((each) => each.test('')))
      throw parseError(this.#query, at, 'vector selector must contain at least one non-empty matcher')
    return { kind: 'vector', matchers, offset: 0, at }
  }

  #matcher(): Matcher {
    const label = this.#peek()
    if (label.kind !== 'word') throw this.#unexpected('label matching, expected identifier or "}"')
    this.#next++
    const op = this.#peek()
    if (!isMatchOp(op.text)) throw this.#unexpected('label matching, expected label matching operator')
    this.#next++
    const value = this.#peek()
    if (value.kind !== 'string') throw this.#unexpected('label matching, expected string')
    this.#next++
    try {
      return matcher(label.text, op.text, unquoted(this.#query, value))
    } catch (error) {
      throw parseError(this.#query, label.at, error instanceof Error ? error.message : String(error))
    }
  }
}

const isMatchOp = (text: string): text is MatchOp => ['=', '!=', '=~', '!~'].includes(text)
