import { expect, it } from 'vitest'
import { createLimiter } from './concurrency.ts'

it('runs no more than its limit at once, in order, failures included', async () => {
  const limit = createLimiter(2)
  const started: number[] = []
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<number>())
  const results = gates.map((gate, index) =>
    limit(() => {
      started.push(index)
      return gate.promise
    }),
  )
  await Promise.resolve()
  expect(started).toEqual([0, 1])
  gates[1]?.reject(new Error('no'))
  await expect(results[1]).rejects.toThrow('no')
  gates[0]?.resolve(10)
  expect(await results[0]).toBe(10)
  await expect.poll(() => started).toEqual([0, 1, 2, 3])
  gates[2]?.resolve(12)
  gates[3]?.resolve(13)
  expect(await Promise.all([results[2], results[3]])).toEqual([12, 13])
})

it('forgets a task whose signal is aborted while it waits', async () => {
  const limit = createLimiter(1)
  const gate = Promise.withResolvers<void>()
  const first = limit(() => gate.promise)
  const abort = new AbortController()
  const second = limit(() => Promise.resolve('never'), abort.signal)
  const third = limit(() => Promise.resolve('third'))
  abort.abort(new Error('given up'))
  await expect(second).rejects.toThrow('given up')
  gate.resolve()
  await first
  expect(await third).toBe('third')
})
