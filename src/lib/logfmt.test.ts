import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logfmtValue, parseLogfmt } from './logfmt.ts'

const fieldsOf = (line: string) => Object.fromEntries(parseLogfmt(line) ?? [])

test.each<[string, string, Record<string, string>]>([
  [
    'bare values',
    'time="t" level=info msg=response a.b=x/y@z^+._-1',
    { level: 'info', msg: 'response', 'a.b': 'x/y@z^+._-1' },
  ],
  ['quoted values', 'time="t" msg="a b=c d" uri="/v2/?a=b&c=%3A"', { msg: 'a b=c d', uri: '/v2/?a=b&c=%3A' }],
  [
    'escapes',
    String.raw`time="t" msg="a \"b\" \\ \n\t\x00\x7f\u00ad\U0001f600 \\n"`,
    { msg: 'a "b" \\ \n\t\x00\x7f\u00ad😀 \\n' },
  ],
  ['bytes that are UTF-8, and others', String.raw`time="t" msg="\xc3\xa9 \xff\xfe x"`, { msg: 'é \ufffd\ufffd x' }],
  ['escapes that Go does not write', String.raw`time="t" msg="\q \xZ \u12"`, { msg: String.raw`\q \xZ \u12` }],
  ['a backslash at the end of a value', String.raw`time="t" a="x\\" b=y`, { a: 'x\\', b: 'y' }],
  ['what is printable', 'time="t" d="141.46µs" u="Zoë 日本"', { d: '141.46µs', u: 'Zoë 日本' }],
  ['empty values', 'time="t" openshift_version= a="" b=', { openshift_version: '', a: '', b: '' }],
  ['a key that is there twice', 'time="t" a=1 b=2 a=3', { a: '3', b: '2' }],
  [
    'a line that is cut in a value',
    'time="t" level=info msg="authorized requ',
    { level: 'info', msg: 'authorized requ' },
  ],
  ['a line that is cut in a key', 'time="t" level=info http.requ', { level: 'info' }],
  ['a line that is cut in an escape', 'time="t" msg="a\\', { msg: 'a\\' }],
  ['words without a value', 'time="t" and so on level=info', { level: 'info' }],
  ['a quote within', 'time="t" a=x"y b=1', { a: 'x"y', b: '1' }],
  [
    'names of every object',
    'time="t" constructor=1 __proto__=2 toString=3',
    { constructor: '1', ['__proto__']: '2', toString: '3' },
  ],
])('%s', (_, line, expected) => {
  expect(parseLogfmt(line)).toEqual(new Map(Object.entries({ time: 't', ...expected })))
})

test.each(['', 'time=', 'level=info msg=x', 'E1120 23:00:00.000000 1 file.go:40] x', '{"time":"t"}', ' time="t"'])(
  '%j is not written by logrus',
  (line) => expect(parseLogfmt(line)).toBeUndefined(),
)

test.each([
  ['demo/app', 'demo/app'],
  ['', ''],
  ['sha256:ab', '"sha256:ab"'],
  ['a b', '"a b"'],
  ['141.46µs', '"141.46µs"'],
  ['"\\\n', String.raw`"\"\\\n"`],
])('%j is written %s', (text, written) => expect(logfmtValue(text)).toBe(written))

const key = fc.stringMatching(/^[a-z_][a-z0-9._]{0,20}$/)
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('"', '\\', ' ', '=', 'a', '\n', '\x00', '\u2028', '😀', 'µ'), maxLength: 20 }),
)

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.dictionary(key, value), (fields) => {
      const line = ['time="t"', ...Object.entries(fields).map(([name, text]) => `${name}=${logfmtValue(text)}`)].join(
        ' ',
      )
      expect(line).not.toMatch(/[\r\n]/)
      expect(fieldsOf(line)).toEqual({ time: fields['time'] ?? 't', ...fields })
    }),
    { numRuns: 500 },
  )
})

test('whatever follows, nothing is thrown, and a line that is cut says no more than it did', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(200), (rest, cut) => {
      const line = `time="t" level=info ${rest}`
      expect(fieldsOf(line)['time']).toBeDefined()
      const keys = Object.keys(fieldsOf(line))
      for (const name of Object.keys(fieldsOf(line.slice(0, 20 + cut)))) expect(keys).toContain(name)
    }),
    { numRuns: 500 },
  )
})
