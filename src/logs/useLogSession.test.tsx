import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Pod } from '../../mocks/kinds/pod.ts'
import { scenarios } from '../../mocks/seed/scenarios.ts'
import { createCluster, type Cluster } from '../../mocks/server/cluster.ts'
import { keepLive } from '../k8s/keepLive.ts'
import { createQueryClient } from '../k8s/queryClient.ts'
import { createLocks, createStreams } from '../k8s/streams.ts'
import { startTestApi, type TestApi } from '../k8s/testApi.ts'
import { createLogSession } from './logSession.ts'
import { createHolder } from './logSessionTesting.ts'
import { useLogSession, type LogPods } from './useLogSession.ts'

const namespace = 'openshift-image-registry'
let cluster: Cluster
let api: TestApi
let client: QueryClient
let user: string
let stop: () => void

beforeEach(async () => {
  cluster = createCluster(await scenarios.recorded())
  for (const pod of cluster.store.list('/pods', namespace)) cluster.store.remove('/pods', namespace, pod.metadata.name)
  api = await startTestApi()
  user = 'admin'
  api.answer = (request) => {
    const headers = new Headers(request.headers)
    headers.set('Authorization', `Bearer ${user}`)
    return cluster.handle(new Request(request, { headers }))
  }
  client = createQueryClient()
  stop = keepLive(client, { streams: createStreams(createLocks()), intervalMs: 20 })
})
afterEach(() => {
  vi.useRealTimers()
  stop()
  client.clear()
  cluster.close()
  api.close()
})

function putPod(name: string, ...texts: string[]): Pod {
  const pod: Pod = {
    metadata: { name, namespace, uid: `uid-${name}`, labels: { 'docker-registry': 'default' } },
    spec: { nodeName: 'node-1', containers: [{ name: 'registry' }] },
    status: { phase: 'Running', containerStatuses: [{ name: 'registry', restartCount: 0, state: { running: {} } }] },
  }
  for (const text of texts) write(name, text)
  return cluster.store.put('/pods', pod)
}
const write = (name: string, text: string) => cluster.logs.append(`${namespace}/${name}`, 'registry', text)

const wrapper = ({ children }: { children: ReactNode }) => (
  <StrictMode>
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  </StrictMode>
)
const selected: LogPods = { labelSelector: 'docker-registry=default' }
const render = (pods: LogPods) =>
  renderHook((more: { tail?: number }) => useLogSession({ namespace, follow: true, pods, ...more }), {
    wrapper,
    initialProps: {},
  })
const openLogs = () => api.requests.filter(({ url, signal }) => url.includes('/log?') && !signal.aborted)

test('reads the pods of a selector as they come and go, and nothing once it is not shown', async () => {
  putPod('a', 'a1', 'a2')
  const { result, unmount } = render(selected)
  await waitFor(() => expect(result.current.view.total).toBe(2))
  expect(result.current.sources).toMatchObject([{ id: 0, pod: 'a', container: 'registry', state: 'live' }])
  putPod('b', 'b1')
  await waitFor(() => expect(result.current.view.total).toBe(3))
  cluster.store.remove('/pods', namespace, 'a')
  await waitFor(() => expect(result.current.sources.map(({ state }) => state)).toEqual(['gone', 'live']))
  expect(result.current.view.total).toBe(3)
  const { rows } = await result.current.client.call('rows', { from: 0, to: 10 })
  expect(rows.map(({ text }) => text).toSorted()).toEqual(['a1', 'a2', 'b1'])
  unmount()
  await waitFor(() => expect(openLogs()).toEqual([]))
})

test('reads anew with other options', async () => {
  putPod('a', 'a1', 'a2', 'a3')
  const { result, rerender } = render(selected)
  await waitFor(() => expect(result.current.view.total).toBe(3))
  rerender({ tail: 1 })
  await waitFor(() => expect(result.current.view.total).toBe(1))
  expect(openLogs()).toHaveLength(1)
})

test('a pod that was named is read where pods may not be seen', async () => {
  putPod('a', 'a1')
  user = 'dev'
  const { result } = render({ names: ['a'] })
  await waitFor(() => expect(result.current.podsError?.code).toBe(403))
  await waitFor(() => expect(result.current.sources).toMatchObject([{ pod: 'a', container: '', state: 'forbidden' }]))
  user = 'admin'
  result.current.retry()
  await waitFor(() => expect(result.current.view.total).toBe(1))
  await waitFor(() => expect(result.current.podsError).toBeUndefined())
})

test('pods that may not be seen are not read', async () => {
  user = 'dev'
  const { result } = render(selected)
  await waitFor(() => expect(result.current.podsError?.message).toContain('cannot list resource "pods"'))
  expect(result.current.sources).toEqual([])
})

test('a page that is hidden for ten minutes gives its streams back, and has all lines afterwards', async () => {
  const pod = putPod('a', 'before')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  /** Time passes, and what goes over the network meanwhile arrives. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await vi.advanceTimersByTimeAsync(1000)
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const holder = createHolder()
  const streams = createStreams(createLocks())
  const session = createLogSession({ namespace, follow: true }, holder.client, streams)
  session.setPods([pod])
  await pass(5)
  expect(holder.lines(0)).toEqual(['before'])
  expect(session.sources()[0]?.state).toBe('live')

  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  await pass(5)
  expect(session.sources()[0]?.state).toBe('paused')
  expect(openLogs().filter(({ url }) => url.includes('follow'))).toEqual([])
  const asked = api.asked.length
  for (let minute = 0; minute < 10; minute++) {
    write('a', `minute ${minute}`)
    await pass(60)
  }
  // About once a minute: what a pod says before it goes is not lost.
  expect(api.asked.length - asked).toBeGreaterThan(7)
  expect(api.asked.length - asked).toBeLessThan(13)

  visibility.mockReturnValue('visible')
  write('a', 'after')
  document.dispatchEvent(new Event('visibilitychange'))
  await pass(5)
  expect(session.sources()[0]?.state).toBe('live')
  const minutes = Array.from({ length: 10 }, (_, minute) => `minute ${minute}`)
  expect(holder.lines(0)).toEqual(['before', ...minutes, 'after'])
  session.close()
  visibility.mockRestore()
})
