import { goQuote } from './goQuote.ts'

const space = 32
const quote = 34

interface Key {
  name: string
  length: number
  /** Keys that have come after this one: those of nearly all lines are found here, without a text made for them. */
  next: Key[]
}

const keys = new Map<string, Key>()
const maxKeys = 1000
const maxKeyLength = 64
const maxNext = 4
const first: Key = { name: '', length: 0, next: [] }

/** Fields of a line. Faster than Object.create(null), and any key can be asked for as well: there is no prototype. */
class Fields {
  [key: string]: string
}
Object.setPrototypeOf(Fields.prototype, null)
Reflect.deleteProperty(Fields.prototype, 'constructor')

/** Reads `key=value key="value" …` between two indexes of a text. Of a key that is there twice the last counts; the text may be cut anywhere. */
export function readFields(text: string, start: number, end: number): Record<string, string> {
  const fields = new Fields()
  let backslash = text.indexOf('\\', start)
  let key = first
  let at = start
  while (at < end) {
    if (text.charCodeAt(at) === space) at++
    const assign = text.indexOf('=', at)
    if (assign === -1 || assign >= end) break
    key = keyAfter(key, text.slice(at, assign))
    at = assign + 1
    let value: string
    if (text.charCodeAt(at) === quote && at < end) {
      const close = closingQuote(text, at + 1, end)
      value = text.slice(at + 1, close)
      if (backslash !== -1 && backslash < close) {
        if (backslash < at) backslash = text.indexOf('\\', at)
        if (backslash !== -1 && backslash < close) value = unquote(value)
      }
      at = close + 1
    } else {
      let close = text.indexOf(' ', at)
      if (close === -1 || close > end) close = end
      value = text.slice(at, close)
      at = close
    }
    fields[key.name] = value
  }
  return fields
}

function keyAfter(last: Key, words: string): Key {
  const { next } = last
  for (const key of next) {
    // Both are as long as each other: this compares many characters at a time, unlike `===` and startsWith.
    if (key.length === words.length && words.indexOf(key.name) === 0) return key
  }
  // Words before it have no value: they are passed over.
  const name = words.slice(words.lastIndexOf(' ') + 1)
  const known = keys.get(name)
  if (known && next.length < maxNext && !next.includes(known)) next.push(known)
  return known ?? newKey(name)
}

function newKey(name: string): Key {
  if (keys.size >= maxKeys || name.length > maxKeyLength) return { name, length: name.length, next: [] }
  // The line that the name is a part of must not be kept for its sake, and names of properties are compared fastest.
  const [own = ''] = Object.keys({ [name]: true })
  const key = { name: own, length: own.length, next: [] }
  keys.set(own, key)
  return key
}

/** The index of the quote that ends a Go %q text; `end` where it is cut. */
export function closingQuote(text: string, start: number, end: number): number {
  for (let at = start; ;) {
    const close = text.indexOf('"', at)
    if (close === -1 || close >= end) return end
    let before = close
    while (before > at && text.charCodeAt(before - 1) === 92) before--
    if ((close - before) % 2 === 0) return close
    at = close + 1
  }
}

const simple: Record<string, string | undefined> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

const escapeSequence = /((?:\\x[\da-fA-F]{2})+)|\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([abfnrtv\\"']))/g

/** What a text that Go quoted was, without its quotes. Escapes that Go does not write stay as they are. */
export function unquote(text: string): string {
  return text.replace(
    escapeSequence,
    (sequence, bytes?: string, short?: string, long?: string, character?: string): string => {
      if (bytes !== undefined) return decodeBytes(bytes)
      const code = short ?? long
      if (code !== undefined) {
        const point = Number.parseInt(code, 16)
        return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '\ufffd'
      }
      return simple[character ?? ''] ?? sequence
    },
  )
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

// Go writes control characters and bytes that are no UTF-8 so.
function decodeBytes(escaped: string): string {
  const bytes = escaped
    .split('\\x')
    .slice(1)
    .map((hex) => Number.parseInt(hex, 16))
  return decoder.decode(Uint8Array.from(bytes))
}

/** The fields of a line as logrus writes it (`time="…" level=… msg=… key=value …`); undefined when it is none. Of a key that is there twice the last counts; a line may be cut anywhere. */
export function parseLogfmt(line: string): Map<string, string> | undefined {
  if (!line.startsWith('time="')) return undefined
  return new Map(Object.entries(readFields(line, 0, line.length)))
}

/** A value as logrus writes it: bare, or quoted as Go's %q. */
export function logfmtValue(text: string): string {
  return /^[\w\-./@^+]*$/.test(text) ? text : goQuote(text)
}
