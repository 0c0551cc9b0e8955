import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from './ApiError.ts'
import { getSnapshot, subscribe } from './connection.ts'
import { keepLive, type KeepLiveOptions } from './keepLive.ts'
import { listOf, objectOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { createLocks, createStreams } from './streams.ts'
import { ConfigMap, status, stream, until } from './testApi.ts'
import { startTestCluster, type TestCluster } from './testCluster.ts'
import { onUnauthorized } from './unauthorized.ts'

let cluster: TestCluster
let client: QueryClient
let stops: (() => void)[] = []

beforeEach(async () => {
  cluster = await startTestCluster()
  client = createQueryClient()
})
afterEach(() => {
  for (const stop of stops) stop()
  stops = []
  client.clear()
  cluster.api.close()
})

const query = listOf(ConfigMap, { namespace: 'demo' })
const live = (options: KeepLiveOptions = {}) => {
  const fast = { intervalMs: 20, maxBackoffMs: 100, pollMs: 50, listMs: 50, graceMs: 50, confirmMs: 50 }
  stops.push(keepLive(client, { streams: createStreams(createLocks()), ...fast, ...options }))
  stops.push(new QueryObserver(client, query).subscribe(() => {}))
}
const list = () => client.getQueryData(query.queryKey)
const state = () => client.getQueryState(query.queryKey)
const names = () =>
  list()
    ?.items.map(({ metadata }) => metadata.name)
    .join()
const shows = (expected: string) => until(() => names() === expected, `the list shows ${expected}`)
const watched = () => until(() => cluster.open().length === 1, 'a watch is open')
const isWatch = (url: URL) => url.searchParams.get('watch') === 'true'

/** Answers watches with these, in order, then as the cluster does. */
const watchesAnswer = (...answers: (() => Response)[]) => {
  cluster.instead = (_request, url) => (isWatch(url) ? answers.shift()?.() : undefined)
}
const streamOf = (text: string) => () => {
  const made = stream()
  made.raw(text)
  made.end()
  return made.response
}
const html = () => new Response('<html><body>Bad Gateway</body></html>', { status: 502 })

describe('faults', () => {
  it('an API that is gone and comes back: data stays, the connection says so, nothing is missed', async () => {
    const states: string[] = []
    stops.push(subscribe(() => states.push(getSnapshot().state)))
    cluster.put('a')
    live()
    await watched()
    cluster.api.down = true
    for (const open of cluster.open()) open.fail()
    cluster.put('b')
    await until(() => getSnapshot().state === 'reconnecting')
    expect(names()).toBe('a')
    expect(state()?.status).toBe('success')
    cluster.put('c')
    cluster.api.down = false
    await shows('a,b,c')
    await until(() => getSnapshot().state === 'live')
    expect(cluster.lists()).toHaveLength(1)
    expect(states).toEqual(['reconnecting', 'live'])
  })

  it('back after its old versions are gone, it is listed again', async () => {
    cluster.put('a')
    live()
    await watched()
    cluster.api.down = true
    for (const open of cluster.open()) open.fail()
    await until(() => getSnapshot().state === 'reconnecting')
    cluster.remove('a')
    cluster.put('b')
    cluster.compact()
    cluster.api.down = false
    await shows('b')
    await watched()
    expect(cluster.lists()).toHaveLength(2)
  })

  const errorFrame = (code: number) =>
    streamOf(`{"type":"ERROR","object":{"kind":"Status","code":${code},"message":"no","metadata":{}}}\n`)
  const broken: [name: string, answer: () => Response, lists: number][] = [
    ['an ERROR frame 410', errorFrame(410), 2],
    ['an answer 410', () => status(410, 'Expired', 'too old resource version'), 2],
    ['an ERROR frame 500', errorFrame(500), 1],
    ['an ERROR frame of nothing', streamOf('{"type":"ERROR","object":{}}\n'), 1],
    ['a cut line', streamOf('{"type":"DELETED","object":{"metadata":{"name":"a","uid":"a-1'), 1],
    ['garbage', streamOf('garbage\n'), 1],
    ['a page of a proxy', html, 1],
    ['a page of a proxy with 200', streamOf('<!doctype html><p>Log in'), 1],
    ['429 with Retry-After', () => new Response('', { status: 429, headers: { 'Retry-After': '0' } }), 1],
    ['an end at once', streamOf(''), 1],
    ['a Status in the place of events', () => Response.json({ kind: 'Status', code: 500 }), 1],
  ]
  it.each(broken)('%s on the watch: data stays, then it goes on', async (_name, answer, lists) => {
    watchesAnswer(answer)
    cluster.put('a')
    live()
    await watched()
    expect(names()).toBe('a')
    cluster.put('b')
    await shows('a,b')
    expect(cluster.lists()).toHaveLength(lists)
    await until(() => getSnapshot().state === 'live')
  })

  it('events before a cut line count, and are not asked for again', async () => {
    watchesAnswer(
      streamOf('{"type":"ADDED","object":{"metadata":{"name":"x","uid":"x","resourceVersion":"150"}}}\n{"typ'),
    )
    cluster.put('a')
    live()
    await watched()
    expect(names()).toBe('a,x')
    expect(cluster.watches()[1]).toContain('resourceVersion=150')
  })

  it.each([
    ['ends at once', streamOf('')],
    ['says 410 each time', errorFrame(410)],
    ['sends a bookmark and ends', streamOf('{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"500"}}}\n')],
    ['is refused with 500', html],
  ])('a watch that %s in a loop is asked for no faster than the pace', async (_name, answer) => {
    cluster.put('a')
    cluster.instead = (_request, url) => (isWatch(url) ? answer() : undefined)
    live({ intervalMs: 40, maxBackoffMs: 1200 })
    await until(() => cluster.watches().length > 0)
    const start = performance.now()
    const before = cluster.api.asked.length
    await until(() => performance.now() - start > 800)
    const count = cluster.api.asked.length - before
    expect(count).toBeGreaterThan(1)
    expect(count).toBeLessThanOrEqual((performance.now() - start) / 40 + 1)
    expect(names()).toBe('a')
  })

  it('a server that asks for a long pause gets it', async () => {
    const busy = () => new Response('', { status: 429, headers: { 'Retry-After': '31' } })
    cluster.instead = (_request, url) => (isWatch(url) ? busy() : undefined)
    cluster.put('a')
    live()
    await until(() => getSnapshot().state === 'reconnecting')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(cluster.watches()).toHaveLength(1)
    expect(names()).toBe('a')
  })

  it('401 ends it, is reported once, and all goes on when somebody is let in again', async () => {
    let reported = 0
    stops.push(onUnauthorized(() => reported++))
    cluster.put('a')
    live()
    stops.push(new QueryObserver(client, objectOf(ConfigMap, { namespace: 'demo', name: 'a' })).subscribe(() => {}))
    await until(() => cluster.open().length === 2)
    cluster.instead = () => status(401, 'Unauthorized', 'Unauthorized')
    for (const open of cluster.open()) open.end()
    await until(() => cluster.watches().length === 4)
    const asked = cluster.api.asked.length
    // Long enough for several attempts, had it gone on.
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(cluster.api.asked).toHaveLength(asked)
    expect(reported).toBe(1)
    expect(names()).toBe('a')
    cluster.instead = undefined
    cluster.put('b')
    await client.refetchQueries({ queryKey: query.queryKey })
    await until(() => cluster.open().length === 2)
    await shows('a,b')
  })

  it.each([403, 405])('a watch that may not be (%i) becomes lists now and then, and says so', async (code) => {
    cluster.instead = (_request, url) => (isWatch(url) ? status(code, 'No', 'cannot watch') : undefined)
    cluster.put('a')
    live()
    await until(() => getSnapshot().polling)
    cluster.put('b')
    await shows('a,b')
    expect(cluster.watches()).toHaveLength(1)
    expect(getSnapshot().state).toBe('live')
    expect(state()?.status).toBe('success')
  })

  it('a list that is no longer allowed keeps its rows and has the error', async () => {
    cluster.put('a')
    live()
    await watched()
    cluster.instead = () => status(403, 'Forbidden', 'configmaps is forbidden')
    for (const open of cluster.open()) open.end()
    await until(() => state()?.status === 'error')
    expect(state()?.error).toMatchObject({ code: 403 })
    expect(names()).toBe('a')
    cluster.instead = undefined
    cluster.put('b')
    await shows('a,b')
    expect(state()?.status).toBe('success')
  })

  it('a first list that fails for a passing reason is tried again by itself', async () => {
    cluster.put('a')
    cluster.instead = html
    live()
    await until(() => state()?.status === 'error')
    expect(state()?.error).toBeInstanceOf(ApiError)
    cluster.instead = undefined
    await shows('a')
    await watched()
    expect(state()?.status).toBe('success')
  })

  it('a first list that is forbidden is not tried again', async () => {
    cluster.instead = () => status(403, 'Forbidden', 'configmaps is forbidden')
    live()
    await until(() => state()?.status === 'error')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(cluster.api.asked).toHaveLength(1)
    expect(getSnapshot().state).toBe('live')
  })
})

describe('a list of five thousand interrupted halfway', () => {
  beforeEach(() => {
    for (let index = 0; index < 5000; index++) cluster.put(`o${index}`)
  })
  const halfway = (answer: () => Response | Promise<Response>, times: number) => {
    let left = times
    const tokens: string[] = []
    cluster.instead = (_request, url) => {
      const token = url.searchParams.get('continue')
      if (token) tokens.push(token)
      return token && Number(token) > 2000 && left-- > 0 ? answer() : undefined
    }
    return tokens
  }

  it.each([
    ['500 with a page', html],
    [
      'a broken connection',
      () => ((cluster.api.down = true), setTimeout(() => (cluster.api.down = false), 100), html()),
    ],
    ['a cut answer', () => new Response('{"metadata":{"continue":"9","remainingItemCount":1},"items":[{"meta')],
  ])('%s: keeps its rows and goes on from the same token', async (_name, answer) => {
    const tokens = halfway(answer, 2)
    live()
    await until(() => (list()?.items.length ?? 0) > 50)
    await watched()
    expect(list()?.items).toHaveLength(5000)
    expect(new Set(names()?.split(',')).size).toBe(5000)
    expect(list()?.metadata.continue).toBeUndefined()
    expect(tokens.length).toBeGreaterThan(new Set(tokens).size)
    expect(cluster.lists().filter((asked) => !asked.includes('continue'))).toHaveLength(1)
  })

  it.each([410, 400])('a token refused with %i: keeps its rows until all is listed again', async (code) => {
    halfway(() => status(code, 'Expired', 'The provided continue parameter is too old'), 1)
    const sizes: number[] = []
    stops.push(client.getQueryCache().subscribe(() => sizes.push(list()?.items.length ?? 0)))
    live()
    await watched()
    expect(list()?.items).toHaveLength(5000)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(cluster.lists().filter((asked) => !asked.includes('continue'))).toHaveLength(2)
  })
})
