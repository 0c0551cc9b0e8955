import { parseError } from './ast.ts'

export interface Token {
  kind: 'number' | 'duration' | 'string' | 'word' | 'sign' | 'end'
  text: string
  at: number
}

const SPACE = /(?:\s|#[^\n]*)+/y
const DURATION = /(?:\d+(?:ms|[smhdwy]))+(?![\w.])/y
const NUMBER = /0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const WORD = /[a-zA-Z_:][\w:]*/y
const SIGN = /=~|!~|==|!=|<=|>=|[-+*/%^<>=(){}[\],:@]/y
const MATCH_SIGN = /=~|!~|!=|[={},]/y
/** Between braces there are no numbers. */
const BRACED = new Set(['word', 'string', 'sign'])
const PAIRS: Record<string, string> = { ')': '(', '}': '{', ']': '[' }

function textAt(pattern: RegExp, query: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(query)?.[0]
}

/** The words and signs of a query, one by one. Throws at the first that PromQL does not know. */
export function* tokensOf(query: string): Generator<Token, undefined> {
  const open: string[] = []
  let at = 0
  const fail = (message: string, where = at) => parseError(query, where, message)
  for (;;) {
    at += textAt(SPACE, query, at)?.length ?? 0
    if (at >= query.length) break
    const inBraces = open.includes('{')
    const token = nextToken(query, at, inBraces, open.includes('['))
    if (!token || (inBraces && !BRACED.has(token.kind))) {
      const [character = '', next = ''] = query.slice(at)
      if (character === '!') throw fail(`unexpected character after '!': '${next}'`)
      throw fail(
        inBraces ? `unexpected character inside braces: '${character}'` : `unexpected character: '${character}'`,
      )
    }
    const { text } = token
    if (token.kind === 'sign') {
      if (['(', '{', '['].includes(text)) open.push(text)
      else if (text === '}' && !inBraces) throw fail(`unexpected character: '}'`)
      else if (text in PAIRS && open.pop() !== PAIRS[text])
        throw fail(`unexpected right ${text === ')' ? 'parenthesis' : 'bracket'} '${text}'`, at + 1)
    }
    yield token
    at += token.text.length
  }
  const left = open.at(-1)
  if (left === '(') throw fail('unclosed left parenthesis')
  if (left === '{') throw fail('unexpected end of input inside braces')
  if (left === '[') throw fail('unclosed left bracket')
  yield { kind: 'end', text: '', at }
  return undefined
}

function nextToken(query: string, at: number, inBraces: boolean, inBrackets: boolean): Token | undefined {
  const first = query[at] ?? ''
  if (first === '"' || first === "'" || first === '`') return { kind: 'string', text: quotedAt(query, at), at }
  const duration = textAt(DURATION, query, at)
  if (duration) return { kind: 'duration', text: duration, at }
  const number = textAt(NUMBER, query, at)
  if (number) {
    if (inBrackets) throw parseError(query, at, 'missing unit character in duration')
    const next = query[at + number.length] ?? ''
    if (/[\w.]/.test(next)) {
      const whole = /^[\w.]+/.exec(query.slice(at))?.[0] ?? number
      throw parseError(query, at, `bad number or duration syntax: ${JSON.stringify(whole)}`)
    }
    return { kind: 'number', text: number, at }
  }
  const word = inBrackets ? undefined : textAt(WORD, query, at)
  if (word) return { kind: 'word', text: word, at }
  const sign = textAt(inBraces ? MATCH_SIGN : SIGN, query, at)
  return sign ? { kind: 'sign', text: sign, at } : undefined
}

/** A quoted text with its quotes. */
function quotedAt(query: string, at: number): string {
  const quote = query[at]
  for (let end = at + 1; end < query.length; end++) {
    if (query[end] === '\\' && quote !== '`') end++
    else if (query[end] === quote) return query.slice(at, end + 1)
    else if (query[end] === '\n' && quote !== '`') break
  }
  throw parseError(query, at, quote === '`' ? 'unterminated raw string' : 'unterminated quoted string')
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' }

/** What a quoted text says. Throws on an escape that there is not. */
export function unquoted(query: string, { text, at }: Token): string {
  if (text.startsWith('`')) return text.slice(1, -1)
  return text.slice(1, -1).replaceAll(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|.)/gs, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    const escaped = ESCAPES[code] ?? (['\\', '"', "'"].includes(code) ? code : undefined)
    if (escaped === undefined) throw parseError(query, at, `unknown escape sequence U+00${hex(code)} '${code}'`)
    return escaped
  })
}

const hex = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
}

/** `1h30m` in milliseconds; undefined where it is no duration. */
export function durationOf(text: string): number | undefined {
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined
  let sum = 0
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    sum += Number(count) * (UNITS[unit] ?? 0)
  return sum
}
