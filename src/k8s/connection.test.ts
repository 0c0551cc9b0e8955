import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answered, forget, getSnapshot, report, subscribe } from './connection.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  forget('a')
  forget('b')
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('is live until something fails, and again once nothing does', () => {
  const seen: string[] = []
  const off = subscribe(() => seen.push(getSnapshot().state))
  expect(getSnapshot()).toEqual({ state: 'live', polling: false })
  report('a', 'live')
  report('b', { code: 500 })
  expect(getSnapshot().state).toBe('reconnecting')
  report('b', 'live')
  report('a', { code: 0 })
  forget('a')
  off()
  expect(seen).toEqual(['reconnecting', 'live', 'reconnecting', 'live'])
})

it('is offline when nothing at all has answered for fifteen seconds', () => {
  report('a', { code: 0 })
  report('b', { code: 0 })
  vi.advanceTimersByTime(10_000)
  report('a', { code: 0 })
  expect(getSnapshot().state).toBe('reconnecting')
  vi.advanceTimersByTime(6000)
  expect(getSnapshot().state).toBe('offline')
  report('b', { code: 502 })
  expect(getSnapshot().state).toBe('reconnecting')
  report('b', 'live')
  vi.advanceTimersByTime(60_000)
  expect(getSnapshot().state).toBe('reconnecting')
})

it('is offline at once when the browser says so, until something comes nevertheless', () => {
  const window = new EventTarget()
  vi.stubGlobal('window', window)
  const off = subscribe(() => {})
  report('a', 'live')
  vi.stubGlobal('navigator', { onLine: false })
  window.dispatchEvent(new Event('offline'))
  expect(getSnapshot().state).toBe('offline')
  // An event of a watch, or an answer.
  answered()
  expect(getSnapshot().state).toBe('live')
  window.dispatchEvent(new Event('offline'))
  report('a', { code: 0 })
  expect(getSnapshot().state).toBe('offline')
  report('a', 'polling')
  expect(getSnapshot()).toEqual({ state: 'live', polling: true })
  window.dispatchEvent(new Event('offline'))
  vi.stubGlobal('navigator', { onLine: true })
  window.dispatchEvent(new Event('online'))
  expect(getSnapshot()).toEqual({ state: 'live', polling: true })
  off()
})

it('gives the same snapshot until it changes', () => {
  report('a', 'polling')
  const before = getSnapshot()
  report('a', 'polling')
  report('b', 'live')
  expect(getSnapshot()).toBe(before)
})
