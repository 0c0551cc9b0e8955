import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogReader, type LogReader } from './logReader.ts'
import type { Streams } from './streams.ts'
import { startTestApi, status, type TestApi } from './testApi.ts'
import { eventually } from '../lib/eventually.ts'

const encoder = new TextEncoder()
let api: TestApi
beforeEach(async () => {
  api = await startTestApi()
})
afterEach(() => api.close())

/** A log that is written by hand. */
function stream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) })
  return {
    response: new Response(body, { headers: { 'Content-Type': 'text/plain' } }),
    write: (text: string) => controller?.enqueue(encoder.encode(text)),
    end: () => controller?.close(),
    cut: () => controller?.error(new Error('cut')),
  }
}

const counting = () => {
  let count = 0
  return { feed: () => void count++, result: () => count }
}
const options = { namespace: 'demo', pod: 'web', container: 'app', follow: true }
const textOf = (reader: LogReader<number>) => {
  const { lines } = reader.get()
  return Array.from({ length: lines.count }, (_, index) => lines.at(index))
}

test('tells of lines as they arrive, and of the end', async () => {
  const log = stream()
  api.answer = () => log.response
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  log.write('one\ntwo is longer\n')
  await eventually(() => expect(textOf(reader)).toEqual(['one', 'two is longer']))
  expect(reader.get()).toMatchObject({ state: 'live', parsed: 2, lines: { longest: 13 } })
  const before = reader.get().lines
  log.write('three')
  log.end()
  await eventually(() => expect(reader.get().state).toBe('ended'))
  expect(textOf(reader)).toEqual(['one', 'two is longer', 'three'])
  // What was shown before has not changed.
  expect(before.count).toBe(2)
  expect(api.asked).toEqual(['GET /api/v1/namespaces/demo/pods/web/log?container=app&follow=true'])
  stop()
})

test('a stream that breaks says so; asked again, no line comes twice', async () => {
  const logs = [stream(), stream()]
  let asked = 0
  api.answer = () => logs[asked++]?.response ?? status(500, 'InternalError', 'no more')
  const reader = createLogReader(options, counting)
  const counts: number[] = []
  reader.subscribe(() => counts.push(reader.get().lines.count))
  const stop = reader.start()
  logs[0]?.write('one\ntwo\n')
  await eventually(() => expect(reader.get().lines.count).toBe(2))
  logs[0]?.cut()
  await eventually(() => expect(reader.get()).toMatchObject({ state: 'broken', error: { code: 0 } }))
  expect(textOf(reader)).toEqual(['one', 'two'])

  reader.retry()
  expect(reader.get()).toMatchObject({ state: 'live', lines: { count: 2 } })
  expect(reader.get().error).toBeUndefined()
  logs[1]?.write('one\n')
  logs[1]?.write('two\nthree\n')
  await eventually(() => expect(textOf(reader)).toEqual(['one', 'two', 'three']))
  expect(reader.get().parsed).toBe(3)
  // Lines never went away in between.
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  stop()
})

test('waits for a container that has not started', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let started = false
  api.answer = () =>
    started
      ? new Response('hello\n')
      : status(400, 'BadRequest', 'container "app" in pod "web" is waiting to start: ContainerCreating')
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  await eventually(() => expect(reader.get().state).toBe('waiting'))
  started = true
  await vi.advanceTimersByTimeAsync(2000)
  vi.useRealTimers()
  await eventually(() => expect(reader.get().state).toBe('ended'))
  expect(textOf(reader)).toEqual(['hello'])
  stop()
})

test.each([
  [400, 'container app is not valid for pod web'],
  [403, 'pods "web" is forbidden'],
  [404, 'pods "web" not found'],
])('%i %s is no reason to wait', async (code, message) => {
  api.answer = () => status(code, 'Reason', message)
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  await eventually(() => expect(reader.get()).toMatchObject({ state: 'broken', error: { code, message } }))
  expect(api.asked).toHaveLength(1)
  stop()
})

test('a stream that breaks at once is taken up again by itself after a while', async () => {
  const logs = [stream(), stream()]
  let asked = 0
  api.answer = () => logs[asked++]?.response ?? status(500, 'InternalError', 'no more')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  await eventually(() => expect(asked).toBe(1))
  logs[0]?.cut()
  await eventually(() => expect(reader.get().state).toBe('broken'))
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()
  await eventually(() => expect(reader.get().state).toBe('live'))
  logs[1]?.write('one\n')
  logs[1]?.end()
  await eventually(() => expect(reader.get().state).toBe('ended'))
  expect(textOf(reader)).toEqual(['one'])
  stop()
})

test('a stream that was silent for long and is cut goes on without a word', async () => {
  const logs = [stream(), stream()]
  let asked = 0
  api.answer = () => logs[asked++]?.response ?? status(500, 'InternalError', 'no more')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const reader = createLogReader(options, counting)
  const states: string[] = []
  reader.subscribe(() => states.push(reader.get().state))
  const stop = reader.start()
  await eventually(() => expect(asked).toBe(1))
  logs[0]?.write('one\n')
  await vi.advanceTimersByTimeAsync(30_000)
  logs[0]?.cut()
  await eventually(() => expect(api.asked).toHaveLength(1))
  await vi.advanceTimersByTimeAsync(1000)
  await eventually(() => expect(asked).toBe(2))
  vi.useRealTimers()
  logs[1]?.write('one\ntwo\n')
  await eventually(() => expect(textOf(reader)).toEqual(['one', 'two']))
  expect(new Set(states)).toEqual(new Set(['live']))
  stop()
})

test('what is read after another try stops as well', async () => {
  const logs = [stream(), stream()]
  let asked = 0
  api.answer = () => logs[asked++]?.response ?? status(500, 'InternalError', 'no more')
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  await eventually(() => expect(asked).toBe(1))
  reader.retry()
  await eventually(() => expect(asked).toBe(2))
  stop()
  await eventually(() => expect(api.requests[1]?.signal.aborted).toBe(true))
})

/** Streams of which tabs have taken all but these. */
function streamsLeft(left: number): Streams {
  return {
    tryAcquire() {
      if (left === 0) return Promise.resolve(undefined)
      left--
      return Promise.resolve({ release: () => left++, wanted: new AbortController().signal })
    },
    poll: (task) => task(),
    onFreed: () => () => {},
  }
}

test('without a stream the log is read again and again, until its container has ended', async () => {
  let text = 'one\n'
  api.answer = () => new Response(text)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const reader = createLogReader(options, counting, streamsLeft(0))
  const stop = reader.start()
  await eventually(() => expect(textOf(reader)).toEqual(['one']))
  expect(reader.get().state).toBe('live')
  text += 'two\n'
  await eventually(async () => {
    await vi.advanceTimersByTimeAsync(1000)
    expect(textOf(reader)).toEqual(['one', 'two'])
  })
  expect(reader.get()).toMatchObject({ state: 'live', parsed: 2 })
  text += 'three\n'
  reader.finish()
  vi.useRealTimers()
  await eventually(() => expect(reader.get().state).toBe('ended'))
  expect(textOf(reader)).toEqual(['one', 'two', 'three'])
  expect(new Set(api.asked)).toEqual(new Set(['GET /api/v1/namespaces/demo/pods/web/log?container=app']))
  stop()
})

test('gives its stream back', async () => {
  const log = stream()
  api.answer = () => log.response
  const streams = streamsLeft(1)
  const stop = createLogReader(options, counting, streams).start()
  await eventually(() => expect(api.asked).toHaveLength(1))
  expect(await streams.tryAcquire()).toBeUndefined()
  stop()
  await eventually(async () => expect(await streams.tryAcquire()).toBeDefined())
})

test('says nothing any more once it is stopped', async () => {
  const log = stream()
  api.answer = () => log.response
  const reader = createLogReader(options, counting)
  const stop = reader.start()
  log.write('one\n')
  await eventually(() => expect(reader.get().lines.count).toBe(1))
  const heard = vi.fn<() => void>()
  reader.subscribe(heard)
  stop()
  await eventually(() => expect(api.requests[0]?.signal.aborted).toBe(true))
  expect(heard).not.toHaveBeenCalled()
})

test('takes in half a million lines and lets the page in between', async () => {
  const line = 'Deleting blob sha256:0000000000000000000000000000000000000000000000000000000000000000\n'
  const chunk = encoder.encode(line.repeat(5000))
  let chunks = 100
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (chunks-- > 0 ? controller.enqueue(chunk) : controller.close()),
  })
  api.answer = () => new Response(body)
  const reader = createLogReader(options, counting)
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  const stop = reader.start()
  await eventually(() => expect(reader.get().state).toBe('ended'))
  clearInterval(timer)
  expect(reader.get().parsed).toBe(500_000)
  expect(turns).toBeGreaterThan(3)
  stop()
}, 30_000)
