import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAll, listChunk } from './list.ts'
import { loadChunks, loadFirst, loadWhole, nextLimit } from './loadChunks.ts'
import { firstLimit } from './path.ts'
import { ConfigMap, listAnswer, object, startTestApi, status, until, type TestApi } from './testApi.ts'
import type { K8sObject } from './types.ts'

let api: TestApi
beforeAll(async () => void (api = await startTestApi()))
afterAll(() => api.close())
beforeEach(() => void (api.asked.length = 0))

const signal = new AbortController().signal
const objects = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i): K8sObject => ({ ...object(`o${i}`), ...more }))
const listing = { type: ConfigMap, scope: {}, project: undefined }
const limits = () => api.asked.map((asked) => Number(/limit=(\d+)/.exec(asked)?.[1]))

describe('the size of the next chunk', () => {
  it.each([
    ['grows fourfold at most', 50, { count: 50, ms: 0, bytes: 1000 }, 200],
    ['stays under 500', 400, { count: 400, ms: 1, bytes: 1000 }, 500],
    ['keeps the page free', 200, { count: 200, ms: 60, bytes: 1000 }, 100],
    ['keeps big objects under 2 MB', 50, { count: 50, ms: 1, bytes: 1_000_000 }, 100],
    ['takes huge objects one by one', 50, { count: 50, ms: 1, bytes: 500_000_000 }, 1],
    ['learns nothing from an empty chunk', 50, { count: 0, ms: 1, bytes: 100 }, 50],
  ])('%s', (_name, limit, measured, expected) => {
    expect(nextLimit(limit, measured)).toBe(expected)
  })

  it('is smaller in the background', () => {
    expect(nextLimit(200, { count: 200, ms: 60, bytes: 1000 }, 8)).toBe(26)
  })
})

describe('loading', () => {
  it('gives the first chunk alone, and all of it in growing chunks', async () => {
    const all = objects(1200)
    api.answer = (_request, url) => listAnswer(url, all)
    const first = await loadFirst(listing, signal)
    expect(first.items).toHaveLength(firstLimit)
    expect(first.metadata).toEqual({ resourceVersion: '100', continue: '50', remainingItemCount: 1150 })
    expect(api.asked).toHaveLength(1)
    const whole = await loadWhole(listing, signal)
    expect(whole.items.map(({ metadata }) => metadata.name)).toEqual(all.map(({ metadata }) => metadata.name))
    expect(whole.metadata).toEqual({ resourceVersion: '100' })
    expect(Math.max(...limits())).toBeGreaterThan(firstLimit)
  })

  it('asks for big objects in small chunks, so that none is much over 2 MB', async () => {
    const all = objects(400, { data: { big: 'x'.repeat(40_000) } })
    const sizes: number[] = []
    api.answer = async (_request, url) => {
      const answer = listAnswer(url, all)
      sizes.push((await answer.clone().text()).length)
      return answer
    }
    const project = ({ metadata }: K8sObject) => ({ metadata })
    const whole = await loadWhole({ ...listing, project }, signal)
    expect(whole.items).toHaveLength(400)
    expect(whole.items[0]).toEqual({ metadata: objects(1)[0]?.metadata })
    expect(Math.max(...sizes)).toBeLessThan(2_500_000)
  })

  it('asks for the next chunk while the present one is parsed, never two ahead, and not after the reader has stopped', async () => {
    const all = objects(1000)
    api.answer = (_request, url) => listAnswer(url, all)
    const chunks = loadChunks(listing, { signal })
    await chunks.next()
    await until(() => api.asked.length === 2)
    await chunks.next()
    await until(() => api.asked.length === 3)
    await chunks.return(undefined)
    expect(api.asked).toHaveLength(3)
  })

  it('lets the page work between chunks', async () => {
    const all = objects(2000)
    api.answer = (_request, url) => listAnswer(url, all)
    let turns = 0
    const ticking = setInterval(() => turns++, 0)
    await loadWhole(listing, signal)
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(4)
  })

  it.each([400, 410])('begins again when the token is refused with %i, at last without chunks', async (code) => {
    const all = objects(120)
    api.answer = (_request, url) =>
      url.searchParams.has('continue') ? status(code, 'Expired', 'token expired') : listAnswer(url, all)
    expect((await loadWhole(listing, signal)).items).toHaveLength(120)
    expect(limits().at(-1)).toBeNaN()
    expect(api.asked.filter((asked) => !asked.includes('continue'))).toHaveLength(3)
  })

  it('does not take a refused list for an expired token', async () => {
    api.answer = () => status(400, 'BadRequest', 'bad selector')
    await expect(loadWhole(listing, signal)).rejects.toThrow('bad selector')
    expect(api.asked).toHaveLength(1)
  })

  it('stops when aborted', async () => {
    api.answer = () => new Promise(() => {})
    const abort = new AbortController()
    const loading = loadWhole(listing, abort.signal)
    await until(() => api.asked.length === 1)
    abort.abort()
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('list', () => {
  it('gathers all chunks', async () => {
    api.answer = (_request, url) => listAnswer(url, objects(7))
    const list = await listAll(ConfigMap, { namespace: 'a b' }, { limit: 3 })
    expect(list.items).toHaveLength(7)
    expect(list.metadata).toEqual({ resourceVersion: '100' })
    expect(api.asked[1]).toBe('GET /api/v1/namespaces/a%20b/configmaps?limit=3&continue=3')
  })

  it.each([
    ['null items', '{"metadata":{},"items":null}', 0],
    ['no items and no metadata', '{}', 0],
    ['null', 'null', 0],
    ['objects without metadata and without anything else', '{"items":[null,{},{"metadata":{"name":"a"}}]}', 1],
  ])('survives %s', async (_name, body, count) => {
    api.answer = () => new Response(body)
    const list = await listChunk(ConfigMap)
    expect(list.items).toHaveLength(count)
    expect(list.metadata).toEqual({})
  })
})
