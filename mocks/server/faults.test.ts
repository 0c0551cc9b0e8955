import { expect, test } from 'vitest'
import type { WatchEvent, K8sObject } from '../../src/k8s/types.ts'
import { testCluster } from './testCluster.ts'

const STREAMS = '/apis/image.openshift.io/v1/namespaces/storefront/imagestreams'
const WEB = `${STREAMS}/web`
const post = (body: unknown) => ({ method: 'POST', body })
const MERGE = 'application/merge-patch+json'

const lines = async (response: Response) => (await response.text()).split('\n').filter(Boolean)
const events = async (response: Response): Promise<WatchEvent<K8sObject>[]> =>
  (await lines(response)).map((line) => JSON.parse(line))

test('a fault meets as many matching requests as it says, after those it lets pass', async () => {
  const { ask } = testCluster()
  await ask(
    '/__mock__/faults',
    post({ verb: 'list', plural: 'imagestreams', status: 429, retryAfter: 2, after: 1, times: 2 }),
  )
  const statuses = []
  for (let i = 0; i < 4; i++) statuses.push((await ask(STREAMS)).status)
  expect((await ask(WEB)).status).toBe(200)
  expect(statuses).toEqual([200, 429, 429, 200])
})

test('a fault can answer anything: a retry time, a page of a proxy, nothing at all', async () => {
  const { ask } = testCluster()
  await ask('/__mock__/faults', post({ status: 503, retryAfter: 3, reason: 'ServiceUnavailable', message: 'not now' }))
  const busy = await ask(STREAMS)
  expect(busy.headers.get('Retry-After')).toBe('3')
  expect(await busy.json()).toMatchObject({
    kind: 'Status',
    code: 503,
    message: 'not now',
    details: { retryAfterSeconds: 3 },
  })
  await ask('/__mock__/faults', post({ status: 500, body: '<html>', contentType: 'text/html' }))
  expect(await (await ask(STREAMS)).text()).toBe('<html>')
  await ask('/__mock__/faults', post({ status: 0 }))
  expect((await ask(STREAMS)).type).toBe('error')
})

test('an answer can be lost after its request was carried out, but not one that is refused anyway', async () => {
  const { ask } = testCluster()
  const lose = { verb: 'patch', plural: 'imagestreams', status: 0, afterwards: true, times: 2 }
  await ask('/__mock__/faults', post(lose))
  const patch = { method: 'PATCH', type: MERGE, body: { metadata: { labels: { lost: 'yes' } } } }
  expect((await ask(WEB, patch)).type).toBe('error')
  expect(await (await ask(WEB)).json()).toMatchObject({ metadata: { labels: { lost: 'yes' } } })
  expect((await ask(`${STREAMS}/none`, patch)).status).toBe(404)
})

test('a fault can say what is wrong with which field, and be of one group', async () => {
  const { ask } = testCluster()
  const causes = [{ field: 'spec.tags[0].from', reason: 'FieldValueRequired', message: 'Required value' }]
  await ask('/__mock__/faults', post({ group: 'image.openshift.io', plural: 'images', status: 422, causes }))
  expect((await ask('/apis/config.openshift.io/v1/images')).status).toBe(200)
  const refused = await ask('/apis/image.openshift.io/v1/images')
  expect(await refused.json()).toMatchObject({ code: 422, details: { causes } })
})

test('an answer can break off', async () => {
  const { ask } = testCluster()
  await ask('/__mock__/faults', post({ status: 200, cut: 100 }))
  const answer = await ask(STREAMS)
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow('connection lost')
})

test('down breaks watches and requests until it is up, or all faults end', async () => {
  const { ask } = testCluster()
  const watch = await ask(`${STREAMS}?watch=true`)
  await ask('/__mock__/down', post({ seconds: 60 }))
  await expect(watch.text()).rejects.toThrow('connection lost')
  expect((await ask(STREAMS)).type).toBe('error')
  await ask('/__mock__/down', post({ up: true }))
  expect((await ask(STREAMS)).status).toBe(200)
  await ask('/__mock__/down', post({}))
  await ask('/__mock__/faults', { method: 'DELETE' })
  expect((await ask(STREAMS)).status).toBe(200)
})

test.each([
  ['close', []],
  ['error-frame', ['"code":500']],
  ['gone', ['"code":410']],
  ['garbage', ['<html>']],
])('dropping watches by %s', async (mode, last) => {
  const { cluster, ask } = testCluster()
  const version = cluster.store.revision('image.openshift.io/imagestreams')
  const watch = await ask(`${STREAMS}?watch=true&resourceVersion=${version}`)
  await ask('/__mock__/drop-watches', post({ mode }))
  expect(await lines(watch)).toEqual(last.map((part) => expect.stringContaining(part)))
})

test('watches can be dropped as they open', async () => {
  const { ask } = testCluster()
  await ask('/__mock__/drop-watches', post({ mode: 'gone', times: 1 }))
  expect((await events(await ask(`${STREAMS}?watch=true`))).at(-1)).toMatchObject({
    type: 'ERROR',
    object: { code: 410 },
  })
  const open = await ask(`${STREAMS}?watch=true&timeoutSeconds=1`)
  expect((await events(open)).map(({ type }) => type)).not.toContain('ERROR')
})

test('a watch from before a compaction gets 410', async () => {
  const { cluster, ask } = testCluster()
  const version = cluster.store.revision('image.openshift.io/imagestreams')
  await ask(WEB, { method: 'PATCH', type: MERGE, body: { metadata: { labels: { a: 'b' } } } })
  await ask('/__mock__/compact', post({}))
  const message = `too old resource version: ${version} (${version + 1})`
  expect(await events(await ask(`${STREAMS}?watch=true&resourceVersion=${version}`))).toMatchObject([
    { type: 'ERROR', object: { code: 410, reason: 'Expired', message } },
  ])
})

test('a watch with a selector sees objects enter and leave', async () => {
  const { cluster, ask } = testCluster()
  const version = cluster.store.revision('image.openshift.io/imagestreams')
  const label = (value: string | null) =>
    ask(WEB, { method: 'PATCH', type: MERGE, body: { metadata: { labels: { a: value } } } })
  const watch = await ask(`${STREAMS}?watch=true&resourceVersion=${version}&labelSelector=a%3Db`)
  await label('b')
  await label('c')
  await label('b')
  await ask(WEB, { method: 'DELETE' })
  await ask('/__mock__/drop-watches', post({ mode: 'close' }))
  const seen = await events(watch)
  expect(seen.map(({ type, object }) => `${type} ${object.metadata?.resourceVersion}`)).toEqual(
    ['ADDED', 'DELETED', 'ADDED', 'DELETED'].map((type, i) => `${type} ${version + i + 1}`),
  )
})

test('requests and open watches are counted', async () => {
  const { ask, read } = testCluster()
  const abort = new AbortController()
  await ask(`${STREAMS}?watch=true`, { signal: abort.signal })
  await ask(STREAMS)
  await ask(WEB)
  expect(await read('/__mock__/stats')).toMatchObject({
    counts: { 'watch imagestreams': 1, 'list imagestreams': 1, 'get imagestreams': 1 },
    openWatches: 1,
    requests: [
      { verb: 'watch', at: expect.any(Number) },
      { verb: 'list' },
      { verb: 'get', name: 'web', namespace: 'storefront' },
    ],
  })
  abort.abort()
  expect(await read('/__mock__/stats')).toMatchObject({ openWatches: 0, mostOpenWatches: 1 })
})

test('latency delays requests, and ends', async () => {
  const { ask } = testCluster()
  await ask('/__mock__/latency', post({ ms: 50 }))
  const begun = performance.now()
  await ask(STREAMS)
  expect(performance.now() - begun).toBeGreaterThanOrEqual(45)
})
