import { expect, test } from 'vitest'
import type { LogClient } from './logClient.ts'
import { createLogFeeds } from './logFeed.ts'

/** A client that answers when it is told to. */
function slowClient() {
  const calls: { method: string; bytes: Uint8Array | undefined; done(): void; fail(error: Error): void }[] = []
  const call = (method: string, argument: { bytes?: Uint8Array }, options?: { transfer?: Transferable[] }) => {
    const { promise, resolve, reject } = Promise.withResolvers<object>()
    // As a port does: what is given away is empty here.
    const bytes = argument.bytes && structuredClone(argument.bytes, { transfer: options?.transfer ?? [] })
    calls.push({ method, bytes, done: () => resolve({ newest: 7 }), fail: reject })
    return promise
  }
  // Only these calls are made.
  return { client: { call } as unknown as LogClient, calls }
}

const { signal } = new AbortController()
const of = (length: number, value = 1) => new Uint8Array(length).fill(value)
const settled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 10))])

test('large pieces are given away as they are, small ones joined', async () => {
  const { client, calls } = slowClient()
  const feed = createLogFeeds(client, { joinBelow: 100, joinMs: 1 })(0)
  const large = of(100)
  await feed.push(large, signal)
  expect(large.byteLength).toBe(0)
  await feed.push(of(2, 1), signal)
  await feed.push(of(3, 2), signal)
  expect(calls).toHaveLength(1)
  await expect.poll(() => calls.length).toBe(2)
  expect(calls.map(({ bytes }) => bytes?.length)).toEqual([100, 5])
  expect([...(calls[1]?.bytes ?? [])]).toEqual([1, 1, 2, 2, 2])
})

test('a part of a larger buffer takes nothing else with it', async () => {
  const { client, calls } = slowClient()
  const feed = createLogFeeds(client, { joinBelow: 1 })(0)
  const whole = of(10)
  await feed.push(whole.subarray(2, 5), signal)
  expect([whole.byteLength, calls[0]?.bytes?.byteLength]).toEqual([10, 3])
})

test('what was gathered goes before a log is read on or ends', async () => {
  const { client, calls } = slowClient()
  const feed = createLogFeeds(client)(0)
  expect(feed.begun()).toBe(false)
  await feed.push(of(1), signal)
  expect(feed.begun()).toBe(true)
  const resumed = feed.resume(signal)
  calls[1]?.done()
  expect(await resumed).toBe(7)
  await feed.push(of(1), signal)
  void feed.finish(signal)
  expect(calls.map(({ method }) => method)).toEqual(['append', 'resume', 'append', 'finish'])
})

test('waits when too much is on its way, whichever log it is of', async () => {
  const { client, calls } = slowClient()
  const feeds = createLogFeeds(client, { maxPending: 100, joinBelow: 1 })
  const [one, other] = [feeds(0), feeds(1)]
  await one.push(of(90), signal)
  const waiting = other.push(of(90), signal)
  expect(await settled(waiting)).toBe(false)
  calls[0]?.done()
  expect(await settled(waiting)).toBe(false)
  calls[1]?.done()
  expect(await settled(waiting)).toBe(true)
})

test('does not wait for ever for one that was ended, nor gives it more', async () => {
  const { client, calls } = slowClient()
  const feed = createLogFeeds(client, { maxPending: 10, joinBelow: 1 })(0)
  const abort = new AbortController()
  const waiting = feed.push(of(20), abort.signal)
  const resuming = feed.resume(abort.signal)
  abort.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  await expect(resuming).rejects.toMatchObject({ name: 'AbortError' })
  await expect(feed.push(of(1), abort.signal)).rejects.toMatchObject({ name: 'AbortError' })
  await expect(feed.finish(abort.signal)).rejects.toMatchObject({ name: 'AbortError' })
  expect(calls.map(({ method }) => method)).toEqual(['append', 'resume'])
})

test('says so when the lines cannot be held', async () => {
  const { client, calls } = slowClient()
  const feed = createLogFeeds(client, { maxPending: 10, joinBelow: 1 })(0)
  const waiting = feed.push(of(20), signal)
  calls[0]?.fail(new Error('out of memory'))
  await waiting
  await expect(feed.push(of(1), signal)).rejects.toMatchObject({ message: 'out of memory' })
})
