import { expect, it } from 'vitest'
import { percentile, summarize, tableOf, type Measures } from './report.ts'

const run = (value: number): Measures => ({
  js: [128],
  css: [39],
  fonts: [79],
  api: [value],
  firstRow: [value],
  all: [value],
  longestTask: [value],
  totalBlocking: [value],
  heap: [value],
  key: [value, value + 1],
  sort: [value],
})

it.each([
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2],
  [Array.from({ length: 100 }, (_, index) => index + 1), 0.95, 95],
  [[7], 0.95, 7],
])('takes of %j the value at %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected)
})

it('gives the median, the smallest and the largest value of the runs', () => {
  const { measures } = summarize('all', [run(30), run(10), run(20)])
  expect(measures.firstRow).toEqual({ median: 20, min: 10, max: 30 })
  expect(measures.key).toEqual({ median: 20, min: 10, max: 31, p95: 31 })
})

it('writes a table', () => {
  const lines = tableOf([summarize('5,000 image streams', [run(10), run(20)])]).split('\n')
  expect(lines[0]).toBe('|  | 5,000 image streams |')
  expect(lines[2]).toBe('| JS KiB br | 128 |')
  expect(lines).toContain('| first row ms | 10 (10-20) |')
})
