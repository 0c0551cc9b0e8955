import { expect, it } from 'vitest'
import { createLocks, createStreams, orOwnLocks, shareStreams, type Locks } from './streams.ts'
import { until } from './testApi.ts'

it('gives out four slots over all tabs, and hears of one that comes free', async () => {
  const locks = createLocks()
  const [tab, other] = [createStreams(locks), createStreams(locks)]
  const slots = await Promise.all([tab, other, tab, other].map((streams) => streams.tryAcquire()))
  expect(slots.every(Boolean)).toBe(true)
  expect(await Promise.all([tab.tryAcquire(), other.tryAcquire()])).toEqual([undefined, undefined])
  let freed = 0
  const off = tab.onFreed(() => freed++)
  slots[0]?.release()
  await until(() => freed === 1)
  const next = await other.tryAcquire()
  expect(next).toBeDefined()
  expect(await tab.tryAcquire()).toBeUndefined()
  for (const slot of [slots[2], next]) slot?.release()
  await until(() => freed === 2)
  off()
  const all = await Promise.all(Array.from({ length: 6 }, () => tab.tryAcquire()))
  expect(all.filter(Boolean)).toHaveLength(2)
})

it('lets polls of all tabs take turns', async () => {
  const locks = createLocks()
  const [tab, other] = [createStreams(locks), createStreams(locks)]
  const { signal } = new AbortController()
  let running = 0
  let most = 0
  const poll = async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running--
  }
  await Promise.all([tab, other, tab, other].map((streams) => streams.poll(poll, signal)))
  expect(most).toBe(1)

  const gate = Promise.withResolvers<void>()
  const held = tab.poll(() => gate.promise, signal)
  const abort = new AbortController()
  const waiting = other.poll(poll, abort.signal)
  abort.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  gate.resolve()
  await held
  await other.poll(poll, signal)
})

it('has the last slot taken in turns: its holder hears of a waiting poll, the others never do', async () => {
  const locks = createLocks()
  const [tab, other] = [createStreams(locks, { lookMs: 5 }), createStreams(locks)]
  const slots = await Promise.all([1, 2, 3, 4].map(() => tab.tryAcquire()))
  const { signal } = new AbortController()
  let polled = false
  const polling = other.poll(() => Promise.resolve((polled = true)), signal)
  await until(() => slots.some((slot) => slot?.wanted.aborted))
  expect(slots.map((slot) => slot?.wanted.aborted)).toEqual([false, false, false, true])
  expect(polled).toBe(false)
  slots[3]?.release()
  expect(await polling).toBe(true)
  expect(await tab.tryAcquire()).toBeDefined()
})

it('leaves slots to others where that is asked for: the last ones, whoever comes first', async () => {
  const locks = createLocks()
  const [tab, other] = [createStreams(locks), createStreams(locks)]
  expect(await tab.tryAcquire()).toBeDefined()
  const logs = [await tab.tryAcquire({ leave: 2 }), await other.tryAcquire({ leave: 2 })]
  expect(logs.every(Boolean)).toBe(true)
  expect(await other.tryAcquire({ leave: 2 })).toBeUndefined()
  expect(await other.tryAcquire()).toBeDefined()
  expect(await tab.tryAcquire()).toBeUndefined()
})

it('counts those of a page together, where the browser does not', async () => {
  const before = createStreams()
  const unshare = shareStreams()
  const [one, other] = [createStreams(), createStreams()]
  unshare()
  const slots = await Promise.all([one, other, one, other, other].map((streams) => streams.tryAcquire()))
  expect(slots.filter(Boolean)).toHaveLength(4)
  expect(await before.tryAcquire()).toBeDefined()
  for (const slot of slots) slot?.release()
})

it('counts those of a page where the browser refuses its locks, as to a frame that may keep nothing', async () => {
  const refuse = () =>
    Promise.reject(new DOMException('Access to the Locks API is denied in this context', 'SecurityError'))
  const refused: Locks = { request: refuse, query: refuse }
  const streams = createStreams(orOwnLocks(refused, createLocks()))
  const slots = await Promise.all(Array.from({ length: 5 }, () => streams.tryAcquire()))
  expect(slots.filter(Boolean)).toHaveLength(4)
  for (const slot of slots) slot?.release()
  expect(await streams.poll(() => Promise.resolve('polled'), new AbortController().signal)).toBe('polled')
  // What goes wrong under a lock of its own is nobody's refusal, and is not done twice.
  let times = 0
  const failing = orOwnLocks(createLocks(), createLocks()).request('a', {}, () => {
    times++
    return refuse()
  })
  await expect(failing).rejects.toMatchObject({ name: 'SecurityError' })
  expect(times).toBe(1)
})
