import { expect, test } from 'vitest'
import { goQuote } from './goQuote.ts'

// What Go 1.20's fmt.Printf("%q") prints.
test.each([
  ['BAD//ref:::x', '"BAD//ref:::x"'],
  ['', '""'],
  ['a "b" \\c', '"a \\"b\\" \\\\c"'],
  ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\u0000\u001b\u007f', '"\\x00\\x1b\\x7f"'],
  ['äö 日本 €', '"äö 日本 €"'],
  ['\u00a0\u200b\u0085\ufeff', '"\\u00a0\\u200b\\u0085\\ufeff"'],
  ['😀\u{e0001}', '"😀\\U000e0001"'],
])('%j', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted)
})
