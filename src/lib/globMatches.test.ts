import { expect, test } from 'vitest'
import { globMatches } from './globMatches.ts'

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['a', 'A', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*.io', 'quay.io', true],
  ['*.io', 'quay.io.evil', false],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'axxcyyb', false],
  ['*ab', 'aab', true],
  ['a**', 'a', true],
  ['a.c', 'abc', false],
  ['(a', '(a', true],
])('%s fits %s: %s', (pattern, text, fits) => {
  expect(globMatches(pattern, text)).toBe(fits)
})

test('many stars take no longer than the text times the pattern', () => {
  const before = performance.now()
  expect(globMatches(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false)
  expect(performance.now() - before).toBeLessThan(5000)
})
