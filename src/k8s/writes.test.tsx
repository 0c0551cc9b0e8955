import { QueryClientProvider, QueryObserver, type QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ApiError } from './ApiError.ts'
import { listOf, objectOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { ConfigMap, object, startTestApi, status, type TestApi } from './testApi.ts'
import type { K8sList, K8sObject } from './types.ts'
import { useWrite } from './writes.ts'

let api: TestApi
let client: QueryClient

const inDemo = listOf(ConfigMap, { namespace: 'demo' })
const everywhere = listOf(ConfigMap)
const elsewhere = listOf(ConfigMap, { namespace: 'other' })
const labelled = listOf(ConfigMap, { labelSelector: 'a=b' })
const short = listOf(
  ConfigMap,
  {},
  { name: 'short', project: ({ metadata }: K8sObject) => ({ metadata, short: true }) },
)
const one = objectOf(ConfigMap, { namespace: 'demo', name: 'a' })
const a = object('a', '5')

beforeEach(async () => {
  api = await startTestApi()
  client = createQueryClient()
  api.answer = (_request, url) => {
    if (url.pathname.endsWith('/a')) return Response.json(a)
    return Response.json({ metadata: { resourceVersion: '10' }, items: url.pathname.includes('other') ? [] : [a] })
  }
  for (const options of [inDemo, everywhere, elsewhere, labelled]) await client.fetchQuery(options)
  await client.fetchQuery(short)
  await client.fetchQuery(one)
  api.asked.length = 0
  api.requests.length = 0
})
afterEach(() => {
  client.clear()
  api.close()
})

const write = () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  return renderHook(() => useWrite(ConfigMap), { wrapper }).result
}
const shown = (key: readonly unknown[]) =>
  client
    .getQueryData<K8sList<K8sObject>>(key)
    ?.items.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`)
    .join()

it('patches what was seen with its version, and shows the answer in every list and object at once', async () => {
  api.answer = () => Response.json({ ...object('a', '20'), data: 'new' })
  const patch = { metadata: { labels: { x: 'y' } }, data: 'new' }
  await write().current.mutateAsync({ seen: a, patch })
  expect(api.asked).toEqual(['PATCH /api/v1/namespaces/demo/configmaps/a'])
  expect(api.requests[0]?.headers.get('Content-Type')).toBe('application/merge-patch+json')
  expect(await api.requests[0]?.json()).toEqual({ metadata: { labels: { x: 'y' }, resourceVersion: '5' }, data: 'new' })
  for (const { queryKey } of [inDemo, everywhere, labelled]) expect(shown(queryKey)).toBe('a@20')
  expect(shown(elsewhere.queryKey)).toBe('')
  expect(client.getQueryData(short.queryKey)?.items).toEqual([{ metadata: object('a', '20').metadata, short: true }])
  expect(client.getQueryData(one.queryKey)).toMatchObject({ data: 'new' })
  expect(client.getQueryData(inDemo.queryKey)?.metadata.resourceVersion).toBe('10')
})

it('a conflict is an ApiError 409 and changes nothing', async () => {
  api.answer = () => status(409, 'Conflict', 'the object has been modified')
  const result = write()
  await act(() => result.current.mutateAsync({ seen: a, patch: { data: 1 } }).catch(() => {}))
  await waitFor(() => expect(result.current.error).toBeInstanceOf(ApiError))
  expect(result.current.error).toMatchObject({ code: 409, reason: 'Conflict' })
  expect(shown(inDemo.queryKey)).toBe('a@5')
})

it('creates with kind and version, and leaves lists with selectors to their watch', async () => {
  api.answer = () => Response.json(object('b', '20'), { status: 201 })
  await write().current.mutateAsync({ create: { metadata: { name: 'b', namespace: 'demo' } } })
  expect(api.asked).toEqual(['POST /api/v1/namespaces/demo/configmaps'])
  expect(await api.requests[0]?.json()).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'b', namespace: 'demo' },
  })
  expect(shown(inDemo.queryKey)).toBe('a@5,b@20')
  expect(shown(everywhere.queryKey)).toBe('a@5,b@20')
  expect(shown(labelled.queryKey)).toBe('a@5')
  expect(shown(elsewhere.queryKey)).toBe('')
})

it('deletes what was seen, by its uid and version', async () => {
  api.answer = () => Response.json({ kind: 'Status', status: 'Success', metadata: {}, details: { name: 'a' } })
  await write().current.mutateAsync({ seen: a, remove: true })
  expect(api.asked).toEqual(['DELETE /api/v1/namespaces/demo/configmaps/a'])
  expect(await api.requests[0]?.json()).toMatchObject({ preconditions: { uid: 'a', resourceVersion: '5' } })
  expect(shown(inDemo.queryKey)).toBe('')
  expect(client.getQueryData(one.queryKey)).toEqual(a)
})

it('an object that is gone already is deleted as asked for', async () => {
  api.answer = () => status(404, 'NotFound', 'configmaps "a" not found', { details: { name: 'a' } })
  await write().current.mutateAsync({ seen: a, remove: true })
  expect(shown(inDemo.queryKey)).toBe('')
})

it('an address that the API does not know is no deletion: a slash in a name leads there', async () => {
  api.answer = () => status(404, 'NotFound', 'the server could not find the requested resource', { details: {} })
  await expect(write().current.mutateAsync({ seen: a, remove: true })).rejects.toMatchObject({ code: 404 })
  expect(shown(inDemo.queryKey)).not.toBe('')
})

it('an object that finalizers hold back stays until it is gone', async () => {
  api.answer = () => Response.json(object('a', '20', { deletionTimestamp: '2026-11-20T10:00:00Z' }))
  await write().current.mutateAsync({ seen: a, remove: true })
  expect(shown(inDemo.queryKey)).toBe('a@20')
})

it('an object whose end was seen before the answer to its deletion stays gone', async () => {
  api.answer = () => {
    // The events of the watch overtake the answer.
    client.setQueryData(inDemo.queryKey, { metadata: { resourceVersion: '21' }, items: [] })
    const gone = new ApiError({ code: 404, reason: 'NotFound', message: 'gone', url: '', method: 'GET' })
    client.getQueryCache().find({ queryKey: one.queryKey })?.setState({ status: 'error', error: gone })
    return Response.json(object('a', '20', { deletionTimestamp: '2026-11-20T10:00:00Z' }))
  }
  await write().current.mutateAsync({ seen: a, remove: true })
  expect(shown(inDemo.queryKey)).toBe('')
  expect(client.getQueryState(one.queryKey)?.error).toMatchObject({ code: 404 })
})

it('a pod may be told to end at once', async () => {
  api.answer = () => Response.json(object('a', '20', { deletionTimestamp: '2026-11-20T10:00:00Z' }))
  await write().current.mutateAsync({ seen: a, remove: true, graceSeconds: 0 })
  expect(await api.requests[0]?.json()).toMatchObject({ gracePeriodSeconds: 0 })
  expect(shown(inDemo.queryKey)).toBe('')
})

it('an object answered by the deletion itself is gone', async () => {
  api.answer = () => Response.json(a)
  await write().current.mutateAsync({ seen: a, remove: true })
  expect(shown(inDemo.queryKey)).toBe('')
})

it('an answer older than what a watch has already shown changes nothing', async () => {
  client.setQueryData(inDemo.queryKey, { metadata: { resourceVersion: '30' }, items: [object('a', '30')] })
  client.setQueryData(one.queryKey, object('a', '30'))
  api.answer = () => Response.json(object('a', '20'))
  const off = new QueryObserver(client, inDemo).subscribe(() => {})
  await write().current.mutateAsync({ seen: a, patch: { data: 1 } })
  off()
  expect(shown(inDemo.queryKey)).toBe('a@30')
  expect(client.getQueryData(one.queryKey)?.metadata.resourceVersion).toBe('30')
})
