import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getSnapshot } from './connection.ts'
import { keepLive, type KeepLiveOptions } from './keepLive.ts'
import { isComplete, listOf, objectOf, totalOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { createLocks, createStreams } from './streams.ts'
import { ConfigMap, until } from './testApi.ts'
import { startTestCluster, type TestCluster } from './testCluster.ts'
import type { K8sObject } from './types.ts'

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

const live = (options: KeepLiveOptions = {}, of = client) => {
  const fast = { intervalMs: 20, maxBackoffMs: 100, pollMs: 50, listMs: 50, graceMs: 50, hiddenMs: 20, confirmMs: 50 }
  const stop = keepLive(of, { streams: createStreams(createLocks()), ...fast, ...options })
  stops.push(stop)
  return stop
}
const configMaps = listOf(ConfigMap, { namespace: 'demo' })
const observe = (options = configMaps, of = client) => {
  const off = new QueryObserver(of, options).subscribe(() => {})
  stops.push(off)
  return off
}
const list = (of = client) => of.getQueryData(configMaps.queryKey)
const names = (of = client) =>
  list(of)
    ?.items.map(({ metadata }) => metadata.name)
    .join()
const shows = (expected: string, of = client) => until(() => names(of) === expected, `the list shows ${expected}`)
const watched = (count = 1) => until(() => cluster.open().length === count, `${count} watches are open`)

describe('keepLive', () => {
  it('watches an observed list from its version, once however many observe it', async () => {
    cluster.put('a')
    live()
    observe()
    observe()
    await shows('a')
    await watched()
    cluster.put('b')
    await shows('a,b')
    cluster.put('a', { data: 'new' })
    await until(() => list()?.items[0] === list()?.items.find((found) => 'data' in found))
    cluster.remove('a')
    await shows('b')
    expect(cluster.watches()).toHaveLength(1)
    expect(cluster.lists()).toHaveLength(1)
    expect(cluster.watches()[0]).toContain('resourceVersion=101')
    expect(Number(/timeoutSeconds=(\d+)/.exec(cluster.watches()[0] ?? '')?.[1])).toBeGreaterThan(260)
  })

  it('also follows what was observed before it began', async () => {
    cluster.put('a')
    observe()
    await shows('a')
    live()
    await watched()
    expect(cluster.lists()).toHaveLength(1)
  })

  it('keeps the watch for a little while, then lets it go and resumes from the last version', async () => {
    cluster.put('a')
    live()
    const off = observe()
    await watched()
    off()
    const back = observe()
    cluster.put('b')
    await shows('a,b')
    expect(cluster.watches()).toHaveLength(1)
    back()
    await watched(0)
    cluster.put('c')
    observe()
    await shows('a,b,c')
    expect(cluster.lists()).toHaveLength(1)
    expect(cluster.watches()[1]).toContain('resourceVersion=102')
  })

  it('folds a burst of a thousand events in few steps', async () => {
    live()
    observe()
    await watched()
    const before = client.getQueryCache().find({ queryKey: configMaps.queryKey })?.state.dataUpdateCount ?? 0
    for (let index = 0; index < 1000; index++) cluster.put(`o${index}`)
    await until(() => list()?.items.length === 1000)
    const after = client.getQueryCache().find({ queryKey: configMaps.queryKey })?.state.dataUpdateCount ?? 0
    expect(after - before).toBeLessThan(10)
  })

  it('shows the first chunk at once and loads the rest before it watches', async () => {
    for (let index = 0; index < 700; index++) cluster.put(`o${index}`)
    observe()
    await until(() => list()?.items.length === 50)
    const first = list()
    expect(first && isComplete(first)).toBe(false)
    expect(first && totalOf(first)).toBe(700)
    live()
    await watched()
    expect(list()?.items).toHaveLength(700)
    expect(list()?.metadata).toEqual({ resourceVersion: '800' })
    expect(cluster.lists().filter((asked) => !asked.includes('continue'))).toHaveLength(1)
  })

  it('keeps only what the projection keeps, of lists and of events', async () => {
    cluster.put('a', { data: 'secret' })
    const project = ({ metadata }: K8sObject) => ({ metadata, short: metadata.name.toUpperCase() })
    const projected = listOf(ConfigMap, { namespace: 'demo' }, { name: 'short', project })
    live()
    stops.push(new QueryObserver(client, projected).subscribe(() => {}))
    await watched()
    cluster.put('b', { data: 'secret' })
    await until(() => client.getQueryData(projected.queryKey)?.items.length === 2)
    const items = client.getQueryData(projected.queryKey)?.items
    expect(items?.map(({ short }) => short)).toEqual(['A', 'B'])
    expect(JSON.stringify(items)).not.toContain('secret')
  })

  it('a kind that cannot be watched comes whole at once and is not followed', async () => {
    for (let index = 0; index < 120; index++) cluster.put(`o${index}`)
    live()
    const unwatchable = listOf({ ...ConfigMap, watchable: false })
    stops.push(new QueryObserver(client, unwatchable).subscribe(() => {}))
    await until(() => client.getQueryData(unwatchable.queryKey)?.items.length === 120)
    expect(cluster.watches()).toEqual([])
  })

  it('a fetch of a complete list replaces it only when whole, and the watch starts anew from it', async () => {
    for (let index = 0; index < 120; index++) cluster.put(`o${index}`)
    live()
    observe()
    await watched()
    const sizes = new Set<number | undefined>()
    const off = client.getQueryCache().subscribe(() => sizes.add(list()?.items.length))
    await client.refetchQueries({ queryKey: configMaps.queryKey })
    off()
    expect([...sizes]).toEqual([120])
    await until(() => cluster.watches().length === 2)
    await watched()
  })
})

describe('streams', () => {
  const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => listOf(ConfigMap, { labelSelector: `x=${value}` }))

  it('never holds more than four over two tabs, polls included; every view stays up to date', async () => {
    const locks = createLocks()
    const tab = createQueryClient()
    let most = 0
    const counting = setInterval(() => (most = Math.max(most, cluster.open().length)), 2)
    stops.push(() => clearInterval(counting))
    cluster.put('a')
    live({ streams: createStreams(locks, { lookMs: 10 }) })
    live({ streams: createStreams(locks, { lookMs: 10 }) }, tab)
    const offs = others.slice(0, 4).map((options) => observe(options))
    await watched(4)
    observe()
    observe(configMaps, tab)
    await until(() => getSnapshot().polling)
    await shows('a')
    await shows('a', tab)
    for (const name of ['b', 'c', 'd']) {
      cluster.put(name)
      await until(() => names()?.endsWith(name) === true && names(tab)?.endsWith(name) === true)
    }
    expect(most).toBe(4)
    for (const off of offs) off()
    await until(() => !getSnapshot().polling)
    await watched(2)
    tab.clear()
  })

  it('a view that needs a slot takes that of one that is not shown any more', async () => {
    live({ graceMs: 60_000 })
    const offs = others.slice(0, 4).map((options) => observe(options))
    await watched(4)
    for (const off of offs) off()
    observe()
    await until(() => cluster.watches().some((asked) => !asked.includes('x%3D')))
    await watched(1)
    expect(cluster.watches().filter((asked) => asked.endsWith('timeoutSeconds=1'))).toEqual([])
  })
})

describe('one object', () => {
  const one = objectOf(ConfigMap, { namespace: 'demo', name: 'a' })
  const state = () => client.getQueryState(one.queryKey)
  const observeOne = () => {
    const off = new QueryObserver(client, one).subscribe(() => {})
    stops.push(off)
    return off
  }

  it('is watched; deleted it keeps its data with 404; made again it shows again', async () => {
    cluster.put('a', { data: 1 })
    cluster.put('b')
    live()
    observeOne()
    await watched()
    expect(cluster.watches()[0]).toContain('fieldSelector=metadata.name%3Da')
    cluster.put('a', { data: 2 })
    await until(() => state()?.data?.metadata.resourceVersion === '103')
    expect(state()?.data).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: 2 })
    cluster.remove('a')
    await until(() => state()?.status === 'error')
    expect(state()?.error).toMatchObject({ code: 404, message: 'a has been deleted.' })
    expect(state()?.data).toMatchObject({ data: 2 })
    cluster.put('a', { data: 3 })
    await until(() => state()?.status === 'success')
    expect(state()?.data).toMatchObject({ data: 3 })
    expect(cluster.watches()).toHaveLength(1)
  })

  it('resumes from the last version it has seen, and sees what was deleted meanwhile', async () => {
    cluster.put('a')
    live()
    const off = observeOne()
    await watched()
    cluster.put('a')
    await until(() => state()?.data?.metadata.resourceVersion === '102')
    off()
    await watched(0)
    cluster.remove('a')
    observeOne()
    await until(() => state()?.status === 'error')
    expect(cluster.watches()[1]).toContain('resourceVersion=102')
  })

  it('notices that it was deleted between being read and being watched', async () => {
    cluster.put('a')
    observeOne()
    await until(() => state()?.data !== undefined)
    cluster.remove('a')
    live()
    await until(() => state()?.status === 'error')
    expect(state()?.error).toMatchObject({ code: 404 })
  })

  it('reads it again when its version has expired', async () => {
    cluster.put('a')
    live()
    const off = observeOne()
    await watched()
    await until(() => cluster.watches().length === 1)
    cluster.put('a', { data: 2 })
    await until(() => state()?.data?.metadata.resourceVersion === '102')
    off()
    await watched(0)
    cluster.put('a', { data: 3 })
    cluster.compact()
    observeOne()
    await until(() => state()?.data?.metadata.resourceVersion === '103')
    await watched()
    expect(state()?.status).toBe('success')
  })
})
