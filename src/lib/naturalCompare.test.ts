import { expect, test } from 'vitest'
import { naturalCompare } from './naturalCompare.ts'

test.each([
  [
    ['1.10', '1.9', '1.2'],
    ['1.2', '1.9', '1.10'],
  ],
  [
    ['v10', 'v9', 'latest', 'v1'],
    ['latest', 'v1', 'v9', 'v10'],
  ],
  [
    ['a', 'a1', ''],
    ['', 'a', 'a1'],
  ],
  [
    ['2026.11', '2026.9'],
    ['2026.9', '2026.11'],
  ],
  [
    ['1.00', '1.0', '1'],
    ['1', '1.0', '1.00'],
  ],
  [
    ['1.30.5', '1.3.50', '1.3.5-a'],
    ['1.3.5-a', '1.3.50', '1.30.5'],
  ],
  [
    ['99999999999999999999', '100000000000000000000'],
    ['99999999999999999999', '100000000000000000000'],
  ],
  [
    ['007a', '7b'],
    ['007a', '7b'],
  ],
])('%j', (names, sorted) => {
  expect(names.toSorted(naturalCompare)).toEqual(sorted)
  expect(names.toReversed().toSorted(naturalCompare)).toEqual(sorted)
})

test('equal names are equal', () => expect(naturalCompare('1.0-a', '1.0-a')).toBe(0))
