import { describe, expect, it } from 'vitest'
import { parseQuantity } from './quantity.ts'

describe('a quantity', () => {
  it.each([
    ['0', 0],
    ['12', 12],
    ['+3', 3],
    ['-1', -1],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['500m', 0.5],
    ['2k', 2000],
    ['3M', 3_000_000],
    ['1E', 1e18],
    ['1Ki', 1024],
    ['1Gi', 2 ** 30],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['2Ei', 2 ** 61],
    ['2e3', 2000],
    ['2E3', 2000],
    ['1e-3', 0.001],
  ])('%s', (text, number) => {
    expect(parseQuantity(text)).toBeCloseTo(number, 12)
  })

  it.each(['', 'Gi', '1K', '1gi', '1 Gi', 'ten', '1KiB', '--1', '1ki', '0x10'])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeNaN()
  })
})
