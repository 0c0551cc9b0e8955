import { expect, test } from 'vitest'
import { absoluteTime, relativeTime } from './relativeTime.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

test.each([
  ['2026-11-21T12:00:00Z', 'just now'],
  ['2026-11-21T12:00:05Z', 'just now'],
  ['2026-11-21T11:59:15Z', '40 s ago'],
  ['2026-11-21T11:58:00Z', '2 min ago'],
  ['2026-11-21T09:00:01Z', '2 h ago'],
  ['2026-11-20T12:00:00Z', '1 day ago'],
  ['2026-11-11T12:00:00Z', '10 days ago'],
  ['2026-09-22T12:00:00Z', '2 months ago'],
  ['2026-08-21T12:00:00Z', '3 months ago'],
  ['2023-11-21T12:00:00Z', '3 years ago'],
  ['2026-11-21T15:00:00Z', 'in 3 h'],
])('%s is %s', (value, expected) => expect(relativeTime(value, now)).toBe(expected))

test('what is no time gives nothing', () => {
  expect(relativeTime('', now)).toBeUndefined()
  expect(relativeTime('yesterday', now)).toBeUndefined()
  expect(absoluteTime('yesterday')).toBeUndefined()
})

test('the absolute time names the second and the zone', () => {
  expect(absoluteTime('2026-11-21T12:34:56Z')).toMatch(/2026.*34:56 .+/)
})
