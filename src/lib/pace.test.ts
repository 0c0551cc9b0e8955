import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBatch } from './batch.ts'
import { backoffMs, createPace } from './pace.ts'
import { sleep } from './sleep.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('keeps to one turn per interval on average after its burst', async () => {
  const pace = createPace(1000, 3)
  const turns: number[] = []
  const begun = performance.now()
  const run = async () => {
    for (let turn = 0; turn < 6; turn++) {
      await pace(new AbortController().signal)
      turns.push(performance.now() - begun)
    }
  }
  const running = run()
  await vi.runAllTimersAsync()
  await running
  expect(turns).toEqual([0, 0, 0, 1000, 2000, 3000])
  await sleepFor(10_000)
  const again = performance.now()
  await pace(new AbortController().signal)
  expect(performance.now()).toBe(again)
})

const sleepFor = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('doubles the wait up to its most, spread by up to a half', () => {
  const most = [1, 2, 3, 4, 5, 6, 7, 40].map((failures) => backoffMs(failures, { random: () => 1 }))
  expect(most).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  expect(backoffMs(3, { random: () => 0 })).toBe(2000)
})

it('sleeps, and wakes with the reason of its signal', async () => {
  const abort = new AbortController()
  const slept = sleep(1000, abort.signal)
  abort.abort(new Error('enough'))
  await expect(slept).rejects.toThrow('enough')
  await expect(sleep(1000, abort.signal)).rejects.toThrow('enough')
  expect(vi.getTimerCount()).toBe(0)
})

it('hands over a burst at once, soon after a rest and rarely while it goes on', async () => {
  const handed: number[][] = []
  const batch = createBatch<number>((values) => void handed.push(values), 100)
  for (let value = 0; value < 1000; value++) batch.push(value)
  expect(handed).toEqual([])
  await vi.advanceTimersByTimeAsync(0)
  expect(handed.map((values) => values.length)).toEqual([1000])
  batch.push(1)
  await vi.advanceTimersByTimeAsync(50)
  batch.push(2)
  await vi.advanceTimersByTimeAsync(50)
  expect(handed.slice(1)).toEqual([[1, 2]])
  batch.push(3)
  batch.flush()
  batch.flush()
  expect(handed.slice(2)).toEqual([[3]])
  expect(vi.getTimerCount()).toBe(0)
})
