import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pod } from '../k8s/resources/pod.ts'
import { createLocks, createStreams } from '../k8s/streams.ts'
import { startTestApi, status, stream, until, type TestApi, type TestStream } from '../k8s/testApi.ts'
import { createLogSession, type LogSession, type LogSessionOptions } from './logSession.ts'
import { createHolder, hurry, type Holder } from './logSessionTesting.ts'
import type { ReadTiming } from './readTiming.ts'

let api: TestApi
let holder: Holder
let session: LogSession
let streams = createStreams(createLocks())
/** What each request is answered with, in turn; the last one again and again. */
let answers: ((url: URL) => Response | Promise<Response>)[]

beforeEach(async () => {
  api = await startTestApi()
  holder = createHolder()
  streams = createStreams(createLocks())
  let count = 0
  api.answer = (_, url) =>
    (answers[Math.min(count++, answers.length - 1)] ?? (() => status(500, 'InternalError', '')))(url)
})
afterEach(() => {
  session.close()
  api.close()
})

const pod = (name: string, restartCount = 0): Pod => ({
  metadata: { name, namespace: 'demo', uid: name },
  spec: { containers: [{ name: 'app' }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'app', restartCount, state: { running: {} } }] },
})
const line = (second: number, text: string) =>
  `2026-11-20T10:00:${String(second).padStart(2, '0')}.123456789Z ${text}\n`
const text = (...parts: string[]) => new Response(parts.join(''), { headers: { 'Content-Type': 'text/plain' } })
/** What of a log is asked for. */
const from = (url: URL, ...parts: string[]) => {
  const since = url.searchParams.get('sinceTime') ?? ''
  return text(...parts.filter((part) => part.slice(0, 19) >= since.slice(0, 19)))
}
const begin = (timing: Partial<ReadTiming> = {}, options: Partial<LogSessionOptions> = {}, pods = [pod('web')]) => {
  session = createLogSession({ namespace: 'demo', follow: true, ...options }, holder.client, streams, {
    ...hurry,
    ...timing,
  })
  session.setPods(pods)
}
const first = () => session.sources()[0]
const lines = () => holder.lines(0)
const queries = () => api.asked.map((each) => each.split('?')[1]?.replaceAll('%3A', ':'))
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** Takes the streams that logs may have. */
const takeStreams = async () => [await streams.tryAcquire({ leave: 2 }), await streams.tryAcquire({ leave: 2 })]

test('a stream cut in the middle of a line and of a character goes on with that line', async () => {
  const [one, two] = [stream(), stream()]
  answers = [() => one.response, () => two.response]
  begin()
  const bytes = new TextEncoder().encode(line(1, 'one') + line(2, 'zwei ü'))
  one.raw(bytes.slice(0, -2))
  await expect.poll(lines).toEqual(['one'])
  one.fail()
  await until(() => api.asked.length === 2)
  expect(queries()[1]).toBe('container=app&follow=true&timestamps=true&sinceTime=2026-11-20T10:00:01Z')
  two.raw(line(1, 'one') + line(2, 'zwei ü') + line(3, 'three'))
  await expect.poll(lines).toEqual(['one', 'zwei ü', 'three'])
  expect(first()).toMatchObject({ state: 'live' })
  expect(first()?.error).toBeUndefined()
})

test('a stream that ends although its container runs is taken up again, without haste', async () => {
  answers = [() => text(line(1, 'one'))]
  begin()
  await until(() => api.asked.length > 3)
  await rest(150)
  expect(api.asked.length).toBeLessThan(15)
  expect(lines()).toEqual(['one'])
})

test.each([429, 500, 502, 503, 504])('%i: says why, tries again, and goes on', async (code) => {
  const states: string[] = []
  answers = [
    () => text(line(1, 'one')),
    () => status(code, 'Reason', 'not now'),
    async (url) => {
      await until(() => states.includes('broken'))
      return from(url, line(1, 'one'), line(2, 'two'))
    },
  ]
  begin()
  session.subscribe(() => states.push(first()?.state ?? ''))
  await expect.poll(lines).toEqual(['one', 'two'])
  // Its streams may still be closing.
  expect(first()?.state).toMatch(/^(live|polled)$/)
  expect(first()?.error).toBeUndefined()
})

test('a log that the node has lost is not asked for again once its pod is done', async () => {
  answers = [() => text('unable to retrieve container logs for cri-o://abc')]
  const done = pod('web')
  begin({}, {}, [{ ...done, status: { ...done.status, phase: 'Failed' } }])
  await until(() => first()?.state === 'broken')
  await rest(60)
  expect(api.asked).toHaveLength(1)
})

test('waits as long as the server says', async () => {
  const busy = () => status(429, 'TooManyRequests', 'later', { details: { retryAfterSeconds: 300 } })
  answers = [busy]
  begin()
  await until(() => first()?.state === 'broken')
  await rest(100)
  expect(api.asked).toHaveLength(1)
  expect(first()?.error).toMatchObject({ code: 429, message: 'later' })
})

test('an API that is gone is tried again, and at once when asked', async () => {
  answers = [() => text(line(1, 'one'))]
  api.down = true
  begin({ waitMs: 60_000 })
  await until(() => first()?.state === 'broken')
  expect(first()?.error).toMatchObject({ code: 0 })
  api.down = false
  session.retry()
  await expect.poll(lines).toEqual(['one'])
})

test.each<[number, string, string]>([
  [400, 'container app is not valid for pod web', 'broken'],
  [401, 'Unauthorized', 'broken'],
  [403, 'pods "web" is forbidden', 'forbidden'],
  [404, 'pods "web" not found', 'gone'],
])('%i %s is not asked again', async (code, message, state) => {
  answers = [() => status(code, 'Reason', message)]
  begin()
  await until(() => first()?.state === state)
  await rest(60)
  expect(api.asked).toHaveLength(1)
})

test('what is forbidden of one pod does not hold up the others', async () => {
  answers = [(url) => (url.pathname.includes('/web/') ? status(403, 'Forbidden', 'no') : text(line(1, 'one')))]
  begin({}, {}, [pod('web'), pod('other')])
  await until(() => holder.lines(1).length + holder.lines(0).length === 1)
  expect(
    session
      .sources()
      .map(({ state }) => state)
      .toSorted(),
  ).toContain('forbidden')
})

test('a page of a proxy is no log', async () => {
  answers = [() => new Response('<html>Log in</html>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } })]
  begin()
  await until(() => first()?.state === 'broken')
  expect(first()?.error?.message).toContain('A web page arrived instead of data')
  expect(lines()).toEqual([])
})

test('what the node says in place of a log that it cannot get is an error', async () => {
  answers = [() => text('unable to retrieve container logs for cri-o://abc')]
  begin()
  await until(() => first()?.state === 'broken')
  expect(first()?.error?.message).toBe('unable to retrieve container logs for cri-o://abc')
  expect(lines()).toEqual([])
})

test('a stream that nothing comes from any more is noticed and taken up again', async () => {
  const [dead, alive] = [stream(), stream()]
  answers = [
    () => dead.response,
    (url) => {
      if (url.searchParams.has('previous')) return status(400, 'BadRequest', 'previous terminated container not found')
      return url.searchParams.has('follow') ? alive.response : text(line(1, 'one'), line(2, 'two'))
    },
  ]
  begin({ silentMs: 120 })
  dead.raw(line(1, 'one'))
  await expect.poll(lines).toEqual(['one'])
  await until(() => queries().filter((query) => query?.includes('follow')).length === 2)
  expect(queries()[1]).toBe('container=app&timestamps=true&sinceTime=2026-11-20T10:00:01Z')
  alive.raw(line(1, 'one') + line(2, 'two'))
  await expect.poll(lines).toEqual(['one', 'two'])
  await until(() => dead.closed)
})

test('a stream that has nothing to say is left alone, and looked after less and less', async () => {
  const silent = stream()
  answers = [() => silent.response, () => text(line(1, 'one'))]
  begin({ silentMs: 20 })
  silent.raw(line(1, 'one'))
  await expect.poll(lines).toEqual(['one'])
  await rest(250)
  expect(api.asked.length).toBeGreaterThan(2)
  expect(api.asked.length).toBeLessThan(7)
  expect(silent.closed).toBe(false)
})

test('the stream of a container that was started anew without a word is given up', async () => {
  const open: TestStream[] = []
  answers = [
    (url) => {
      if (url.searchParams.has('previous')) return from(url, line(1, 'one'), line(2, 'last words'))
      if (!url.searchParams.has('follow')) return text(line(3, 'anew'))
      open.push(stream())
      return open.at(-1)?.response ?? text()
    },
  ]
  begin({ seamMs: 25 })
  await until(() => open.length === 1)
  open[0]?.raw(line(1, 'one'))
  await expect.poll(lines).toEqual(['one'])
  session.setPods([pod('web', 1)])
  // Once to see that it goes on elsewhere, and once from the last words on.
  await until(() => open.length === 3)
  open[2]?.raw(line(3, 'anew'))
  await expect.poll(lines).toEqual(['one', 'last words', 'anew'])
})

test('lines of a second that was read before come once, also when they are the same', async () => {
  await takeStreams()
  const same = line(1, 'the same')
  const now = [line(0, 'zero'), same, same]
  answers = [(url) => from(url, ...now)]
  begin()
  await expect.poll(lines).toEqual(['zero', 'the same', 'the same'])
  expect(first()?.state).toBe('polled')
  now.push(same, line(2, 'two'))
  await expect.poll(lines).toEqual(['zero', 'the same', 'the same', 'the same', 'two'])
  expect(queries()[1]).toBe('container=app&timestamps=true&sinceTime=2026-11-20T10:00:01Z')
})

test('a rotated log goes on, and the instance before has nothing to add', async () => {
  await takeStreams()
  let now = text(line(1, 'one'))
  answers = [
    (url) =>
      url.searchParams.has('previous')
        ? status(400, 'BadRequest', 'previous terminated container not found')
        : now.clone(),
  ]
  begin()
  await expect.poll(lines).toEqual(['one'])
  now = text(line(5, 'five'))
  await expect.poll(lines).toEqual(['one', 'five'])
  expect(first()?.state).toBe('polled')
})

test('pods that go without a line are forgotten after a while, others are not', async () => {
  answers = [(url) => (url.pathname.includes('/web/') ? text(line(1, 'one')) : text())]
  begin({}, {}, [pod('web'), pod('quiet')])
  await until(() => api.asked.length > 2)
  session.setPods([])
  await until(() => session.sources().every(({ state }) => state === 'gone'))
  expect(session.sources()).toHaveLength(2)
})

test('a reader that is closed says nothing and asks nothing any more', async () => {
  const open: TestStream = stream()
  answers = [() => open.response]
  begin()
  open.raw(line(1, 'one'))
  await expect.poll(lines).toEqual(['one'])
  let heard = 0
  session.subscribe(() => heard++)
  session.close()
  await until(() => open.closed)
  await rest(50)
  expect([heard, api.asked.length]).toEqual([0, 1])
  // Its stream is free again.
  expect((await takeStreams()).every(Boolean)).toBe(true)
})
