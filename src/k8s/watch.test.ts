import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ApiError } from './ApiError.ts'
import { logLines } from './logs.ts'
import { ConfigMap, object, startTestApi, status, stream, type TestApi, type TestStream } from './testApi.ts'
import { watch } from './watch.ts'

let api: TestApi
beforeAll(async () => void (api = await startTestApi()))
afterAll(() => api.close())
let open: TestStream
beforeEach(() => {
  api.asked.length = 0
  open = stream()
  api.answer = () => open.response
})

/** What was sent has come: nothing on the way takes time, but turns of the event loop. */
async function arrived(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

const added = { type: 'ADDED', object: object('a', '5') }

describe('watch', () => {
  it('asks for bookmarks from a version, with selectors, and gives every event until the server ends it', async () => {
    open.send(added, { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } })
    open.end()
    const scope = { namespace: 'demo', labelSelector: 'a=b' }
    const events = await Array.fromAsync(watch(ConfigMap, scope, { resourceVersion: '4', timeoutSeconds: 290 }))
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK'])
    expect(api.asked).toEqual([
      'GET /api/v1/namespaces/demo/configmaps?labelSelector=a%3Db&watch=true&allowWatchBookmarks=true&resourceVersion=4&timeoutSeconds=290',
    ])
  })

  it('passes on an ERROR frame without a full Status', async () => {
    open.raw('{"type":"ERROR","object":{"kind":"Status","code":410}}\n')
    open.end()
    expect(await Array.fromAsync(watch(ConfigMap, {}, {}))).toMatchObject([{ type: 'ERROR', object: { code: 410 } }])
  })

  const bad: [name: string, text: string][] = [
    ['a cut line', '{"type":"ADDED","object":{"metadata":{"na'],
    ['garbage', '<html>\n'],
    ['an object instead of an event', '{"kind":"Status","code":500}\n'],
    ['an event without object', '{"type":"ADDED"}\n'],
    ['an event of null', '{"type":"ADDED","object":null}\n'],
    ['an object without metadata', '{"type":"MODIFIED","object":{"spec":{}}}\n'],
    ['an unknown type', '{"type":"RENAMED","object":{"metadata":{}}}\n'],
    ['null', 'null\n'],
  ]
  it.each(bad)('fails at %s', async (_name, text) => {
    open.send(added)
    open.raw(text)
    open.end()
    const events: unknown[] = []
    const read = async () => {
      for await (const event of watch(ConfigMap, {}, {})) events.push(event)
    }
    await expect(read()).rejects.toMatchObject({ name: 'ApiError', reason: 'UnreadableAnswer' })
    expect(events).toEqual([added])
  })

  it('fails with code 0 when the connection breaks', async () => {
    open.send(added)
    const events = watch(ConfigMap, {}, {})
    expect((await events.next()).value).toEqual(added)
    open.fail()
    await expect(events.next()).rejects.toMatchObject({ name: 'ApiError', code: 0 })
  })

  it('fails when it is refused', async () => {
    api.answer = () => status(410, 'Expired', 'too old resource version')
    await expect(watch(ConfigMap, {}, { resourceVersion: '1' }).next()).rejects.toThrow(ApiError)
  })

  it('takes a connection that stays silent for too long for dead, and any byte for life', async () => {
    // By a clock of its own: between two bytes a machine may stand still for longer than any real pause.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const ended: unknown[] = []
    watch(ConfigMap, {}, { timeoutSeconds: 10, marginSeconds: 5 })
      .next()
      .catch((error: unknown) => ended.push(error))
    await arrived()
    for (let pause = 0; pause < 5; pause++) {
      await vi.advanceTimersByTimeAsync(14_000)
      open.raw('\n')
      await arrived()
    }
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(15_000)
    await arrived()
    expect(ended).toEqual([expect.objectContaining({ code: 0 })])
    expect(open.closed).toBe(true)
  })

  it('ends quietly when aborted, before the answer and after, and lets the connection go', async () => {
    const abort = new AbortController()
    const opened = Promise.withResolvers<void>()
    const events = Array.fromAsync(watch(ConfigMap, {}, { signal: abort.signal, onOpen: opened.resolve }))
    await opened.promise
    abort.abort()
    expect(await events).toEqual([])
    await expect.poll(() => open.closed).toBe(true)
    expect(await Array.fromAsync(watch(ConfigMap, {}, { signal: abort.signal }))).toEqual([])
  })
})

describe('logLines', () => {
  it('follows a log: lines as they arrive, characters split between chunks', async () => {
    const [first, second] = [new TextEncoder().encode('héllo\nwör'), new TextEncoder().encode('ld\n')]
    const log = logLines({
      namespace: 'demo',
      pod: 'web-1',
      container: 'web',
      follow: true,
      tailLines: 20,
      timestamps: true,
    })
    open.raw(first.slice(0, 2))
    open.raw(first.slice(2))
    expect((await log.next()).value).toBe('héllo')
    open.raw(second)
    expect((await log.next()).value).toBe('wörld')
    open.end()
    expect((await log.next()).done).toBe(true)
    expect(api.asked).toEqual([
      'GET /api/v1/namespaces/demo/pods/web-1/log?container=web&follow=true&timestamps=true&tailLines=20',
    ])
  })

  it('ends quietly when aborted and fails when refused or broken', async () => {
    const abort = new AbortController()
    const log = logLines({ namespace: 'demo', pod: 'web-1', follow: true, signal: abort.signal })
    open.raw('one\n')
    expect((await log.next()).value).toBe('one')
    abort.abort()
    expect((await log.next()).done).toBe(true)
    open = stream()
    const broken = logLines({ namespace: 'demo', pod: 'web-1' })
    open.raw('one\n')
    await broken.next()
    open.fail()
    await expect(broken.next()).rejects.toMatchObject({ code: 0 })
    api.answer = () => status(400, 'BadRequest', 'container nope is not valid for pod web-1')
    await expect(logLines({ namespace: 'demo', pod: 'web-1' }).next()).rejects.toThrow('container nope is not valid')
  })
})
