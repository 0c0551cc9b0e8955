import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepAsking } from './keepAsking.ts'
import { keepLive } from './keepLive.ts'
import { objectOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { getJson } from './request.ts'
import { ConfigMap, object, startTestApi, status, stream, until, type TestApi } from './testApi.ts'

let api: TestApi
let client: QueryClient
let stops: (() => void)[]

beforeEach(async () => {
  api = await startTestApi()
  client = createQueryClient()
  stops = [keepAsking(client, { baseMs: 10, maxMs: 40 })]
})
afterEach(() => {
  for (const stop of stops) stop()
  client.clear()
  api.close()
})

const options = { queryKey: ['x'], queryFn: () => getJson('/x') }
const look = () => {
  const stop = new QueryObserver(client, options).subscribe(() => {})
  stops.push(stop)
  return stop
}
const state = () => client.getQueryState(['x'])?.status
const quietFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('what failed for a passing reason is asked again until it is answered, and no more then', async () => {
  const answers = [500, 429, 503].map((code) => () => status(code, 'Passing', 'not now'))
  api.answer = () => answers.shift()?.() ?? Response.json({})
  look()
  await until(() => state() === 'success')
  expect(api.asked).toHaveLength(4)
  await quietFor(100)
  expect(api.asked).toHaveLength(4)
})

it('a refusal is an answer', async () => {
  api.answer = () => status(403, 'Forbidden', 'no')
  look()
  await until(() => state() === 'error')
  await quietFor(100)
  expect(api.asked).toHaveLength(1)
})

it('what nobody looks at is not asked, and is again when somebody does', async () => {
  api.answer = () => status(500, 'InternalError', 'not now')
  const stop = look()
  await until(() => api.asked.length > 1)
  stop()
  await until(() => client.getQueryState(['x'])?.fetchStatus === 'idle')
  const asked = api.asked.length
  await quietFor(100)
  expect(api.asked).toHaveLength(asked)
  api.answer = () => Response.json({})
  // As what shows the failure looks on: it does not ask by itself.
  stops.push(new QueryObserver(client, { ...options, retryOnMount: false }).subscribe(() => {}))
  await until(() => state() === 'success')
})

it('what is asked for at intervals keeps to them', async () => {
  api.answer = () => status(500, 'InternalError', 'not now')
  stops.push(new QueryObserver(client, { ...options, refetchInterval: 60_000 }).subscribe(() => {}))
  await until(() => state() === 'error')
  await quietFor(100)
  expect(api.asked).toHaveLength(1)
})

it('pauses grow', async () => {
  api.answer = () => status(500, 'InternalError', 'not now')
  look()
  await quietFor(400)
  // At least 5, 10, 20, 20 … ms apart.
  expect(api.asked.length).toBeLessThan(22)
})

it('a followed object that could not be read in between is not left failing', async () => {
  const web = objectOf(ConfigMap, { namespace: 'demo', name: 'web' })
  api.answer = (_request, url) => (url.searchParams.has('watch') ? stream().response : Response.json(object('web')))
  stops.push(
    keepLive(client),
    new QueryObserver(client, web).subscribe(() => {}),
  )
  const known = () => client.getQueryState(web.queryKey)
  await until(() => api.asked.some((asked) => asked.includes('watch=true')))
  const answer = api.answer
  api.answer = () => status(500, 'InternalError', 'not now')
  await client.refetchQueries({ queryKey: web.queryKey })
  expect(known()).toMatchObject({ status: 'error', data: { metadata: { name: 'web' } } })
  api.answer = answer
  await until(() => known()?.status === 'success')
})
