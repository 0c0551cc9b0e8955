import { expect, test } from 'vitest'
import type { LogLines } from '../../k8s/logReader.ts'
import { rowsOfLines } from './linesOfLog.ts'

const linesOf = (...texts: string[]): LogLines => ({
  count: texts.length,
  longest: Math.max(...texts.map(({ length }) => length)),
  at: (index) => texts[index] ?? '',
})
const lines = linesOf('abcdefgh', '', 'abcd', 'abcde')

test('a row a line', () => {
  const rows = rowsOfLines(lines, 0)
  expect(rows.count).toBe(4)
  expect([0, 1, 2, 3].map((row) => rows.get(row)?.text)).toEqual(['abcdefgh', '', 'abcd', 'abcde'])
  expect(rows.get(4)).toBeUndefined()
})

test('wrapped lines are several rows', () => {
  const rows = rowsOfLines(lines, 4)
  const all = Array.from({ length: rows.count }, (_, index) => rows.get(index))
  expect(all.map((row) => [row?.line, row?.part, row?.text])).toEqual([
    [0, 0, 'abcd'],
    [0, 1, 'efgh'],
    [1, 0, ''],
    [2, 0, 'abcd'],
    [3, 0, 'abcd'],
    [3, 1, 'e'],
  ])
})

test.each([0, 100])(
  'of a line of a megabyte only the beginning is drawn, and all is copied (%d columns)',
  async (columns) => {
    const rows = rowsOfLines(linesOf('x'.repeat(1_000_000)), columns)
    expect(rows.get(rows.count - 1)?.cut).toBe(980_000)
    expect(await rows.text(0, rows.count)).toHaveLength(1_000_001)
  },
)

test('copies the lines that rows are of', async () => {
  expect(await rowsOfLines(lines, 4).text(1, 4)).toBe('abcdefgh\n\nabcd\n')
})
