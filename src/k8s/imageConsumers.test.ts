import type { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { networkError } from './ApiError.ts'
import { againAfter, foldWorkload, imageConsumersQuery } from './imageConsumers.ts'
import { createQueryClient } from './queryClient.ts'
import { Deployment } from './resources/deployment.ts'
import { listAnswer, object, startTestApi, status, type TestApi } from './testApi.ts'

let api: TestApi
let client: QueryClient
/** What each address answers; lists that are not named are empty. */
let answers: Map<string, (url: URL) => Response>
const openshift = ['deploymentconfigs', 'buildconfigs', 'builds']

const pods = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...object(`pod-${String(index)}`, '1', { namespace: 'shop' }),
    spec: { containers: [{ name: 'web', image: `registry/shop/web:v${String(index % 3)}` }] },
    status: {},
  }))
const forbidden = () => status(403, 'Forbidden', 'pods is forbidden: User "dev" cannot list resource "pods"')
const read = () => client.fetchQuery(imageConsumersQuery())
const lists = () => api.asked.filter((asked) => asked.includes('limit='))

beforeEach(async () => {
  api = await startTestApi()
  client = createQueryClient()
  answers = new Map()
  api.answer = (_request, url) => {
    const special = answers.get(url.pathname)
    if (special) return special(url)
    const group = /^\/apis\/([a-z]+\.openshift\.io)\/v1$/.exec(url.pathname)?.[1]
    if (group)
      return Response.json({ resources: openshift.map((name) => ({ name, kind: name, namespaced: true, verbs: [] })) })
    return listAnswer(url, [])
  }
})

afterEach(() => {
  client.clear()
  api.close()
})

test('reads thousands of pods in chunks, and keeps of each only what it refers to', async () => {
  answers.set('/api/v1/pods', (url) => listAnswer(url, pods(2000)))
  const { workloads, notListed, byProject } = await read()
  expect(workloads).toHaveLength(2000)
  expect(workloads[7]).toEqual({
    kind: 'Pod',
    metadata: { name: 'pod-7', namespace: 'shop', uid: 'pod-7', resourceVersion: '1' },
    images: [{ container: 'web', init: false, image: 'registry/shop/web:v1' }],
    triggers: [],
    refs: [],
  })
  expect([notListed, byProject]).toEqual([[], false])
  expect(lists().filter((asked) => asked.includes('/pods')).length).toBeGreaterThan(3)
})

test('is read once for all who ask, and not watched', async () => {
  await Promise.all([read(), read(), read()])
  await read()
  expect(lists()).toHaveLength(11)
  expect(api.asked.filter((asked) => asked.includes('watch='))).toEqual([])
})

test('kinds that the cluster does not have are left out without a trace', async () => {
  answers.set('/apis/build.openshift.io/v1', () => new Response('404 page not found', { status: 404 }))
  const { notListed } = await read()
  expect(notListed).toEqual([])
  expect(api.asked.filter((asked) => /builds|buildconfigs/.test(asked))).toEqual([])
})

test('an API that does not answer is named, for each of its kinds', async () => {
  answers.set('/apis/build.openshift.io/v1', () => status(503, 'ServiceUnavailable', 'the server is currently unable'))
  const { notListed } = await read()
  expect(notListed.map(({ kind, namespace, error }) => [kind, namespace, error.code])).toEqual([
    ['BuildConfig', undefined, 503],
    ['Build', undefined, 503],
  ])
})

test('where the cluster may not be listed, project by project; those that may not be listed are named', async () => {
  answers.set('/apis/project.openshift.io/v1/projects', (url) => listAnswer(url, [object('shop'), object('ci')]))
  answers.set('/api/v1/pods', forbidden)
  answers.set('/api/v1/namespaces/shop/pods', (url) => listAnswer(url, pods(2)))
  answers.set('/api/v1/namespaces/ci/pods', forbidden)
  const { workloads, notListed, byProject } = await read()
  expect(workloads.map(({ metadata }) => metadata.name)).toEqual(['pod-0', 'pod-1'])
  expect(notListed).toMatchObject([{ kind: 'Pod', plural: 'pods', namespace: 'ci', error: { code: 403 } }])
  expect(byProject).toBe(true)
})

test('what was there stays while one kind cannot be read, and is named', async () => {
  answers.set('/api/v1/pods', (url) => listAnswer(url, pods(2)))
  await read()
  answers.set('/api/v1/pods', () => status(500, 'InternalError', 'etcd is on fire'))
  const { workloads, notListed } = await client.fetchQuery({ ...imageConsumersQuery(), staleTime: 0 })
  expect(workloads).toHaveLength(2)
  expect(notListed).toMatchObject([{ kind: 'Pod', error: { message: 'etcd is on fire' } }])
})

test('what could not be read for a passing reason is read again, and what may not be read is not', async () => {
  const after = async (answer: () => Response) => {
    answers.set('/api/v1/pods', answer)
    client.clear()
    return againAfter({ data: await read(), error: null })
  }
  expect(await after(() => status(500, 'InternalError', 'not now'))).toBe(10_000)
  expect(await after(forbidden)).toBe(false)
  expect(await after((): Response => Response.json({ items: [] }))).toBe(false)
  expect(againAfter({ data: undefined, error: networkError(undefined, { url: '/', method: 'GET' }) })).toBe(10_000)
})

test('fails when nothing at all answers', async () => {
  api.down = true
  await expect(read()).rejects.toMatchObject({ code: 0 })
})

test('begins again when the server has forgotten the list it was reading', async () => {
  let expired = false
  answers.set('/api/v1/pods', (url) => {
    if (!url.searchParams.has('continue') || expired) return listAnswer(url, pods(80))
    expired = true
    return status(410, 'Expired', 'The provided continue parameter is too old')
  })
  expect((await read()).workloads).toHaveLength(80)
})

test('shows the answer of a write at once', async () => {
  const deployment = (resourceVersion: string, image: string) => ({
    ...object('web', resourceVersion, { namespace: 'shop' }),
    spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
  })
  answers.set('/apis/apps/v1/deployments', (url) => listAnswer(url, [deployment('5', 'a/b:1')]))
  await read()
  const imageNow = () => client.getQueryData(imageConsumersQuery().queryKey)?.workloads[0]?.images[0]?.image
  foldWorkload(client, Deployment, deployment('6', 'a/b:2'))
  expect(imageNow()).toBe('a/b:2')
  foldWorkload(client, Deployment, deployment('4', 'a/b:0'))
  expect(imageNow()).toBe('a/b:2')
})
