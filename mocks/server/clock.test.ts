import { expect, onTestFinished, test, vi } from 'vitest'
import { Clock } from './clock.ts'

test('a still clock runs what falls due, in order and each at its time, only when it is sent ahead', () => {
  const clock = Clock.still('2026-11-21T00:00:00Z')
  const seen: string[] = []
  const note = (what: string) => () => void seen.push(`${what} ${clock.now().toISOString().slice(11, 19)}`)
  clock.later(note('later'), 5000)
  clock.later(() => {
    note('first')()
    clock.later(note('after the first'), 1000)
  }, 1000)
  const takeBack = clock.later(note('never'), 2000)
  clock.later(note('too late'), 60_000)
  takeBack()
  clock.advance(10_000)
  expect(seen).toEqual(['first 00:00:01', 'after the first 00:00:02', 'later 00:00:05'])
  expect(clock.now().toISOString()).toBe('2026-11-21T00:00:10.000Z')
})

test('a clock goes by itself, and its timers bear years', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T00:00:00Z') })
  onTestFinished(() => void vi.useRealTimers())
  const clock = new Clock()
  const runs: string[] = []
  clock.later(() => runs.push('soon'), 50)
  clock.later(() => runs.push('in a year'), 366 * 86_400_000)
  vi.advanceTimersByTime(49)
  expect(runs).toEqual([])
  vi.advanceTimersByTime(1)
  expect(runs).toEqual(['soon'])
  clock.advance(365 * 86_400_000)
  expect(runs).toEqual(['soon'])
  vi.advanceTimersByTime(86_400_000)
  expect(runs).toEqual(['soon', 'in a year'])
})
