import { expect, test } from 'vitest'
import { parseGoDuration } from '../../../lib/goDuration.ts'
import { ageWords } from './prunerWords.ts'

test.each([
  ['60m', '1 h'],
  ['1h30m', '1 h 30 min'],
  ['90s', '1 min 30 s'],
  ['1.5s', '1.5 s'],
  ['36h', '1 day 12 h'],
  ['72h', '3 days'],
  ['25h0m1s', '1 day 1 h 1 s'],
  ['1752000h', '200 years'],
  ['0', 'no age'],
])('%s in words is "%s"', (duration, words) => {
  const parsed = parseGoDuration(duration)
  expect('nanoseconds' in parsed && ageWords(parsed.nanoseconds)).toBe(words)
})
