import { describe, expect, it } from 'vitest'
import { exactJson, parseExactJson } from './exactJson.ts'

describe('whole numbers beyond 2^53', () => {
  it.each([
    ['{"a":6307200000000000001}', { a: 6_307_200_000_000_000_001n }],
    ['{"a":[-9223372036854775808,9007199254740993]}', { a: [-9_223_372_036_854_775_808n, 9_007_199_254_740_993n] }],
    ['{ "a": 9007199254740993 }', { a: 9_007_199_254_740_993n }],
    ['{"a":1,"b":18446744073709551615\n}', { a: 1, b: 18_446_744_073_709_551_615n }],
  ])('%s', (text, value) => {
    expect(parseExactJson(text)).toEqual(value)
    expect(JSON.parse(text)).not.toEqual(value)
    expect(exactJson(value)).toBe(text.replaceAll(/\s/g, ''))
  })

  it.each([
    ['a number that is exact', '{"a":9007199254740991}'],
    ['the same of 16 digits', '{"a":[-1000000000000000,2]}'],
    ['fractions and powers', '{"a":0.12345678901234567890,"b":[1e30,12345678901234567890.5,12345678901234567890E2]}'],
    [
      'digits in a text',
      String.raw`{"a":"b:6307200000000000001,","c\",":"6307200000000000001","d":[",6307200000000000001,"]}`,
    ],
    ['a key of digits', '{"6307200000000000001":1, "x":":6307200000000000001 "}'],
    ['texts with backslashes', String.raw`{"a":"\\","b":"\\\":6307200000000000001,\\"}`],
  ])('leaves %s alone', (_, text) => {
    expect(parseExactJson(text)).toEqual(JSON.parse(text))
  })

  it('keeps all else beside them', () => {
    const text = String.raw`{"n":6307200000000000001,"t":"\\\"6307200000000000001,\u0000é","f":1.5,"b":[true,null,{}],"e":1e3}`
    expect(parseExactJson(text)).toEqual({ ...JSON.parse(text), n: 6_307_200_000_000_000_001n })
  })

  it.each(['', '{', '{"a":6307200000000000001', '{"a":6307200000000000001,}', '{"a":06307200000000000001}'])(
    'throws for %j as JSON.parse does',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError)
    },
  )

  it('writes values without them as JSON.stringify does', () => {
    const value = { a: [1, 'x', null, undefined, { toJSON: () => 5 }], b: undefined, c: '"9007199254740993n"' }
    expect(exactJson(value)).toBe(JSON.stringify(value))
    expect(exactJson(value, 2)).toBe(JSON.stringify(value, undefined, 2))
    expect(exactJson({ a: 2n }, 1)).toBe('{\n "a": 2\n}')
  })
})
