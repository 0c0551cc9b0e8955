import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { canQuery } from './access.ts'
import { reviewQuery, whoCanQuery } from './accessReviews.ts'
import { createQueryClient } from './queryClient.ts'
import { RoleBinding } from './resources/roleBinding.ts'
import { ConfigMap, object, startTestApi, type TestApi } from './testApi.ts'
import { perform } from './writes.ts'
import { eventually } from '../lib/eventually.ts'

let api: TestApi
let client: QueryClient
let isGranted = false
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  isGranted = false
  api = await startTestApi()
  client = createQueryClient()
  api.answer = (request) =>
    request.method === 'POST' && request.url.includes('review')
      ? Response.json({ status: { allowed: isGranted }, users: isGranted ? ['dev'] : [] }, { status: 201 })
      : Response.json(object('a'), { status: 201 })
})
afterEach(() => {
  client.clear()
  api.close()
  vi.useRealTimers()
})

const target = { verb: 'get', group: '', resource: 'configmaps', namespace: 'demo' }
const asked = () => api.asked.filter((each) => each.includes('review')).length
const soon = (condition: () => boolean) => eventually(() => expect(condition()).toBe(true))

function watchAnswers() {
  const mine = new QueryObserver(client, canQuery('get', ConfigMap))
  const theirs = new QueryObserver(client, reviewQuery({ name: 'dev' }, target))
  const who = new QueryObserver(client, whoCanQuery(target))
  const stops = [mine, theirs, who].map((observer) => observer.subscribe(() => {}))
  return { mine, theirs, who, stop: () => stops.forEach((stop) => stop()) }
}

it('answers on screen are asked for anew when a binding was made, and once more when all API servers know', async () => {
  const { mine, theirs, who, stop } = watchAnswers()
  await soon(() => asked() === 3 && theirs.getCurrentResult().isSuccess)
  await perform(client, RoleBinding, {
    create: { ...object('a'), roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } },
  })
  await soon(() => asked() === 6)
  expect(theirs.getCurrentResult().data?.allowed).toBe(false)
  isGranted = true
  await vi.advanceTimersByTimeAsync(2000)
  await soon(() => theirs.getCurrentResult().data?.allowed === true)
  await soon(() => mine.getCurrentResult().data?.allowed === true)
  await soon(() => who.getCurrentResult().data?.users.length === 1)
  stop()
})

it('other writes leave them as they are', async () => {
  const { stop } = watchAnswers()
  await soon(() => asked() === 3)
  await perform(client, ConfigMap, { create: object('a') })
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked()).toBe(3)
  stop()
})
