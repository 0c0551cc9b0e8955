import { setupServer } from 'msw/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { handlers } from '../../../../mocks/handlers.ts'
import { createCluster } from '../../../../mocks/server/cluster.ts'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { createQueryClient } from '../../../k8s/queryClient.ts'
import { summariesOf } from './imageSummaries.ts'
import type { ImageSummary } from './imageSummary.ts'
import { eventually } from '../../../lib/eventually.ts'

async function start(user: 'admin' | 'dev') {
  const cluster = createCluster(await scenarios.recorded())
  let open = 0
  let most = 0
  const handle = async (request: Request) => {
    most = Math.max(most, ++open)
    try {
      return await cluster.handle(request)
    } finally {
      open--
    }
  }
  const server = setupServer(...handlers({ ...cluster, handle }, document.baseURI, () => user))
  server.listen({ onUnhandledFrame: 'error' })
  const client = createQueryClient()
  onTestFinished(() => {
    client.clear()
    cluster.close()
    server.close()
  })
  const images = cluster.store.list('image.openshift.io/images').map(({ metadata }) => metadata.name)
  const store = summariesOf(client)
  const read = async (digest: string, stream = 'api'): Promise<ImageSummary> => {
    await store.read({ namespace: 'payments', stream, digest }, new AbortController().signal)
    const value = store.get(digest)
    if (!value || value instanceof Error) throw value
    return value
  }
  return { cluster, images, read, store, counts: () => cluster.faults.stats().counts, most: () => most }
}

const pushed = 'sha256:07825b2f138f4d4ff1b4cc7dbb394cf1b3e210553e1b61c835ae022cdfeec086'
const alsoPushed = 'sha256:13b1c70dc6730bbf97afcc4cb6ee43a584f365cb8f44b401e93d7fa57dd89bcc'
const list = 'sha256:e0b36eb00e376e419253cb9e10cf60212883587c5fabc83c0a15f9965fae008b'
const nothing = `sha256:${'0'.repeat(64)}`

describe('summaries of images', () => {
  test('are read six at a time, each once', async () => {
    const { cluster, images, read, counts, most } = await start('admin')
    cluster.faults.latency = 5
    await Promise.all(images.slice(0, 40).map((digest) => read(digest)))
    expect(most()).toBe(6)
    const before = counts()['get images']
    await Promise.all(images.slice(0, 40).map((digest) => read(digest)))
    expect(counts()['get images']).toBe(before)
  })

  test('of one platform', async () => {
    const { read } = await start('admin')
    expect(await read(pushed)).toEqual({
      digest: pushed,
      found: true,
      size: 303_417,
      layers: 3,
      platforms: ['amd64'],
      created: expect.any(String),
    })
  })

  test('of a manifest list: the distinct layers of all its platforms', async () => {
    const { read } = await start('admin')
    const summary = await read(list, 'multi')
    expect(summary).toMatchObject({ found: true, platforms: ['linux/amd64', 'linux/arm64'] })
    expect(summary.children?.map(({ platform, found }) => [platform, found])).toEqual([
      ['linux/amd64', true],
      ['linux/arm64', true],
    ])
    const sum = summary.children?.reduce((size, child) => size + (child.size ?? 0), 0) ?? 0
    expect(summary.size).toBeGreaterThan(0)
    expect(summary.size).toBeLessThan(sum)
  })

  test('that failed for a passing reason are read again while they are looked at', async () => {
    const { cluster, store } = await start('admin')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const image = { namespace: 'payments', stream: 'api', digest: pushed }
    cluster.faults.add({ plural: 'images', status: 500, body: '<html>', times: 3 })
    onTestFinished(store.subscribe(image, () => {}, 0))
    await eventually(() => expect(store.get(pushed)).toBeInstanceOf(Error))
    await vi.advanceTimersByTimeAsync(120_000)
    await eventually(() => expect(store.get(pushed)).toMatchObject({ found: true }))
  })

  test('of an image that was deleted', async () => {
    const { read } = await start('admin')
    expect(await read(nothing)).toEqual({ digest: nothing, found: false, layers: 0, platforms: [] })
  })

  test('come from the stream for who may not read images, who asks for those only once', async () => {
    const { read, counts } = await start('dev')
    const [first] = await Promise.all([read(pushed), read(alsoPushed)])
    expect(first.size).toBe(303_417)
    expect(await read(list, 'multi')).toMatchObject({ found: true, platforms: ['linux/amd64', 'linux/arm64'] })
    expect(counts()).toMatchObject({ 'get images': 1, 'get imagestreamimages': 5 })
  })

  test('a failure is not remembered', async () => {
    const { cluster, read } = await start('admin')
    cluster.faults.add({ verb: 'get', plural: 'images', status: 500 })
    await expect(read(pushed)).rejects.toMatchObject({ code: 500 })
    expect((await read(pushed)).size).toBe(303_417)
  })

  test('nobody waiting any more ends the read; who waits again gets it', async () => {
    const { cluster, store, counts } = await start('admin')
    cluster.faults.latency = 50
    const image = { namespace: 'payments', stream: 'api', digest: pushed }
    store.subscribe(image, () => {})()
    store.subscribe(image, () => {}, 0)()
    const value = await new Promise((resolve) => store.subscribe(image, () => resolve(store.get(pushed)), 0))
    expect(value).toMatchObject({ size: 303_417 })
    expect(counts()['get images']).toBeLessThanOrEqual(2)
  })
})
