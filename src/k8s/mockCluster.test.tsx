import { QueryClientProvider, QueryObserver, type QueryClient } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { scenarios } from '../../mocks/seed/scenarios.ts'
import { createCluster, type Cluster } from '../../mocks/server/cluster.ts'
import { canQuery } from './access.ts'
import { getSnapshot } from './connection.ts'
import { keepLive } from './keepLive.ts'
import { logLines } from './logs.ts'
import { projectsQuery } from './projects.ts'
import { listOf, objectOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { ImageStream } from './resources/imageStream.ts'
import { createLocks, createStreams } from './streams.ts'
import { startTestApi, until, type TestApi } from './testApi.ts'
import { useNamespacedList } from './useNamespacedList.ts'
import { userQuery } from './whoami.ts'
import { create, mergePatch, remove } from './writes.ts'

let cluster: Cluster
let api: TestApi
let client: QueryClient
let user: string
let stops: (() => void)[]

beforeEach(async () => {
  cluster = createCluster(await scenarios.recorded())
  api = await startTestApi()
  user = 'admin'
  api.answer = (request) => {
    const headers = new Headers(request.headers)
    headers.set('Authorization', `Bearer ${user}`)
    return cluster.handle(new Request(request, { headers }))
  }
  client = createQueryClient()
  const fast = { intervalMs: 20, maxBackoffMs: 100, pollMs: 50, listMs: 50, graceMs: 50, confirmMs: 50 }
  stops = [keepLive(client, { streams: createStreams(createLocks()), ...fast })]
})
afterEach(() => {
  for (const stop of stops) stop()
  client.clear()
  cluster.close()
  api.close()
})

const streams = listOf(ImageStream)
const web = objectOf(ImageStream, { namespace: 'storefront', name: 'web' })
const observe = (options: typeof streams | typeof web) => {
  // The observer's type is that of one query; either will do here.
  stops.push(new QueryObserver<unknown, Error, unknown, unknown>(client, options as never).subscribe(() => {}))
}
const names = () => client.getQueryData(streams.queryKey)?.items.map(({ metadata }) => metadata.name) ?? []
const stream = (name: string, namespace = 'storefront') => ({ metadata: { name, namespace } })
const watching = (count: number) =>
  until(() => cluster.faults.stats().openWatches === count, `${count} watches are open`)

describe('against the mock cluster', () => {
  it('lists, follows, shows a push of somebody else, patches, conflicts and deletes', async () => {
    observe(streams)
    observe(web)
    await watching(2)
    const count = names().length
    expect(count).toBeGreaterThan(15)
    await create(ImageStream, stream('made-by-another'))
    await until(() => names().includes('made-by-another'))
    const seen = client.getQueryData(web.queryKey) ?? stream('not there')
    const patched = await mergePatch(ImageStream, seen, { metadata: { labels: { tested: 'yes' } } })
    await until(() => client.getQueryData(web.queryKey)?.metadata.labels?.['tested'] === 'yes')
    await expect(mergePatch(ImageStream, seen, { metadata: { labels: { x: 'y' } } })).rejects.toMatchObject({
      code: 409,
    })
    await expect(remove(ImageStream, seen)).rejects.toMatchObject({ code: 409 })
    await remove(ImageStream, patched)
    await until(() => client.getQueryState(web.queryKey)?.status === 'error')
    await until(() => names().length === count)
    expect(client.getQueryData(web.queryKey)?.metadata.name).toBe('web')
    expect(cluster.faults.stats().mostOpenWatches).toBe(2)
  })

  it.each(['gone', 'error-frame', 'cut', 'garbage', 'close'] as const)(
    'goes on when every watch is disturbed by %s',
    async (how) => {
      observe(streams)
      await watching(1)
      cluster.faults.dropWatches(how, 2)
      await create(ImageStream, stream('made-meanwhile'))
      await until(() => names().includes('made-meanwhile'))
      await watching(1)
      expect(new Set(client.getQueryData(streams.queryKey)?.items.map(({ metadata }) => metadata.uid)).size).toBe(
        names().length,
      )
      await until(() => getSnapshot().state === 'live')
    },
  )

  it('misses nothing while the API is gone and its old versions with it', async () => {
    observe(streams)
    observe(web)
    await watching(2)
    cluster.faults.down()
    await until(() => getSnapshot().state === 'reconnecting')
    expect(names()).toContain('web')
    cluster.faults.up()
    await create(ImageStream, stream('made-meanwhile'))
    cluster.store.compact()
    await until(() => names().includes('made-meanwhile'))
    await watching(2)
    await until(() => getSnapshot().state === 'live')
    expect(client.getQueryData(web.queryKey)?.metadata.name).toBe('web')
  })

  it('knows who asks and what they may do', async () => {
    user = 'dev'
    expect(await client.fetchQuery(userQuery())).toMatchObject({ name: 'dev' })
    expect(await client.fetchQuery(projectsQuery())).toEqual(['payments', 'storefront'])
    expect((await client.fetchQuery(canQuery('list', ImageStream))).allowed).toBe(false)
    expect((await client.fetchQuery(canQuery('update', ImageStream, { namespace: 'payments' }))).allowed).toBe(true)
    await expect(client.fetchQuery(streams)).rejects.toMatchObject({ code: 403 })
  })

  it('shows dev the streams of their projects and of openshift, live', async () => {
    user = 'dev'
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    )
    const { result } = renderHook(() => useNamespacedList(ImageStream, undefined), { wrapper })
    await waitFor(() =>
      expect(result.current).toMatchObject({ state: 'ready', complete: true, byProject: true, errors: [] }),
    )
    const namespaces = new Set(result.current.items.map(({ metadata }) => metadata.namespace))
    expect(namespaces).toEqual(new Set(['openshift', 'payments', 'storefront']))
    await watching(3)
    await create(ImageStream, stream('made-by-another', 'payments'))
    await waitFor(() => expect(result.current.items.map(({ metadata }) => metadata.name)).toContain('made-by-another'))
  })

  it('reads the log of a pod', async () => {
    const pods = await client.fetchQuery(
      listOf(
        { group: '', version: 'v1', plural: 'pods', kind: 'Pod', namespaced: true, watchable: true },
        { namespace: 'openshift-image-registry', labelSelector: 'docker-registry=default' },
      ),
    )
    const pod = pods.items[0]?.metadata.name ?? ''
    const lines = await Array.fromAsync(
      logLines({ namespace: 'openshift-image-registry', pod, container: 'registry', tailLines: 5 }),
    )
    expect(Array.isArray(lines)).toBe(true)
    await expect(
      logLines({ namespace: 'openshift-image-registry', pod, container: 'nope' }).next(),
    ).rejects.toMatchObject({ code: 400 })
  })
})
