import { describe, expect, it } from 'vitest'
import { formatGoDuration, parseGoDuration } from './goDuration.ts'

const hour = 3_600_000_000_000n

describe('a Go duration', () => {
  it.each<[string, bigint]>([
    ['0', 0n],
    ['+0', 0n],
    ['-0', 0n],
    ['0s', 0n],
    ['5s', 5_000_000_000n],
    ['60m', hour],
    ['72h', 72n * hour],
    ['1h30m', hour + hour / 2n],
    ['+5h', 5n * hour],
    ['-1h', -hour],
    ['5.0s', 5_000_000_000n],
    ['5.s', 5_000_000_000n],
    ['.5s', 500_000_000n],
    ['1.004s', 1_004_000_000n],
    ['100.00100s', 100_001_000_000n],
    ['10ns', 10n],
    ['11us', 11_000n],
    ['12\u00b5s', 12_000n],
    ['12\u03bcs', 12_000n],
    ['13ms', 13_000_000n],
    ['10.5s4m', 4n * 60_000_000_000n + 10_500_000_000n],
    ['-2m3.4s', -123_400_000_000n],
    ['1h2m3s4ms5us6ns', 3_723_004_005_006n],
    ['52763797000ns', 52_763_797_000n],
    // The digits after the point, as far as they fit.
    ['0.3333333333333333333h', hour / 3n],
    ['0.100000000000000000000h', hour / 10n],
    ['0.830103483285477580700h', 2_988_372_539_827n],
    // The ends of 64 bits.
    ['9223372036854775807ns', 9_223_372_036_854_775_807n],
    ['9223372036854775.807us', 9_223_372_036_854_775_807n],
    ['9223372036s854ms775us807ns', 9_223_372_036_854_775_807n],
    ['-9223372036854775808ns', -9_223_372_036_854_775_808n],
    ['2562047h47m16s', 9_223_372_036_000_000_000n],
    ['1752000h', 1_752_000n * hour],
  ])('%s', (text, nanoseconds) => {
    expect(parseGoDuration(text)).toEqual({ nanoseconds })
  })

  it.each([
    ['', 'time: invalid duration ""'],
    ['3', 'time: missing unit in duration "3"'],
    ['3600', 'time: missing unit in duration "3600"'],
    ['3 days', 'time: unknown unit " days" in duration "3 days"'],
    ['3d', 'time: unknown unit "d" in duration "3d"'],
    ['200 years', 'time: unknown unit " years" in duration "200 years"'],
    ['1 h', 'time: unknown unit " h" in duration "1 h"'],
    ['1H', 'time: unknown unit "H" in duration "1H"'],
    ['72h ', 'time: unknown unit "h " in duration "72h "'],
    [' 72h', 'time: invalid duration " 72h"'],
    ['-', 'time: invalid duration "-"'],
    ['s', 'time: invalid duration "s"'],
    ['.', 'time: invalid duration "."'],
    ['-.', 'time: invalid duration "-."'],
    ['.s', 'time: invalid duration ".s"'],
    ['+.s', 'time: invalid duration "+.s"'],
    ['1d', 'time: unknown unit "d" in duration "1d"'],
    ['1h-30m', 'time: unknown unit "h-" in duration "1h-30m"'],
    ['00', 'time: missing unit in duration "00"'],
    ['1constructor', 'time: unknown unit "constructor" in duration "1constructor"'],
    ['1"', String.raw`time: unknown unit "\"" in duration "1\""`],
    ['\u0085\u0085', String.raw`time: invalid duration "\xc2\x85\xc2\x85"`],
    ['\uffff\uffff', String.raw`time: invalid duration "\xef\xbf\xbf\xef\xbf\xbf"`],
    ['hello \uffff world', String.raw`time: invalid duration "hello \xef\xbf\xbf world"`],
    ['9223372036854775810ns', 'time: invalid duration "9223372036854775810ns"'],
    ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
    ['-9223372036854775809ns', 'time: invalid duration "-9223372036854775809ns"'],
    ['3000000h', 'time: invalid duration "3000000h"'],
    ['9223372036854775.808us', 'time: invalid duration "9223372036854775.808us"'],
    ['9223372036854ms775us808ns', 'time: invalid duration "9223372036854ms775us808ns"'],
    ['99999999999999999999x', 'time: invalid duration "99999999999999999999x"'],
  ])('%j is refused as Go does', (text, error) => {
    expect(parseGoDuration(text)).toEqual({ error })
  })

  it.each<[bigint, string]>([
    [0n, '0s'],
    [1n, '1ns'],
    [1_100n, '1.1\u00b5s'],
    [2_200_000n, '2.2ms'],
    [3_300_000_000n, '3.3s'],
    [305_000_000_000n, '5m5s'],
    [300_001_000_000n, '5m0.001s'],
    [5n * hour + 6n * 60_000_000_000n + 7_001_000_000n, '5h6m7.001s'],
    [8n * 60_000_000_000n + 1n, '8m0.000000001s'],
    [hour, '1h0m0s'],
    [72n * hour, '72h0m0s'],
    [-hour, '-1h0m0s'],
    [6_307_200_000_000_000_000n, '1752000h0m0s'],
    [6_307_200_000_000_000_001n, '1752000h0m0.000000001s'],
    [9_223_372_036_854_775_807n, '2562047h47m16.854775807s'],
    [-9_223_372_036_854_775_808n, '-2562047h47m16.854775808s'],
  ])('%s is printed as %s', (nanoseconds, text) => {
    expect(formatGoDuration(nanoseconds)).toBe(text)
    expect(parseGoDuration(text)).toEqual({ nanoseconds })
  })
})
