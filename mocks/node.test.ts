import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get, request as requestOver, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securityHeaders } from '../scripts/dev/securityHeaders.ts'
import { serve } from './node.ts'
import { createCluster, type Cluster } from './server/cluster.ts'
import { Texts } from './server/read.ts'
import { Replay, type Recorded } from './server/replay.ts'
import { recordedState } from './server/testCluster.ts'

const STREAMS = 'apis/image.openshift.io/v1/namespaces/storefront/imagestreams'
const opened: { server: Server; clusters: Map<string, Cluster> }[] = []

/** A server with a cluster per cookie; answers its address. */
async function open(options: { dist?: string; basePath?: string; defaultUser?: string | null } = {}) {
  const { defaultUser = 'admin', ...site } = options
  const clusters = new Map<string, Cluster>()
  const clusterFor = (id = '') => {
    const cluster = clusters.get(id) ?? createCluster(recordedState, { defaultUser, texts: new Texts() })
    clusters.set(id, cluster)
    return cluster
  }
  const server = await serve({ port: 0, host: '127.0.0.1', clusterFor, ...site })
  opened.push({ server, clusters })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return { url: `http://127.0.0.1:${address.port}${site.basePath ?? '/'}`, clusters }
}

afterAll(() => {
  for (const { server, clusters } of opened) {
    for (const cluster of clusters.values()) cluster.close()
    server.closeAllConnections()
    server.close()
  }
})

/** A GET that shows what is on the wire: fetch would decode it. */
const raw = (url: string, headers: Record<string, string> = {}) =>
  new Promise<{ message: IncomingMessage; body: Buffer }>((resolve, reject) => {
    get(url, { headers }, (message) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }))
      message.on('error', reject)
    }).on('error', reject)
  })

describe('the API over HTTP', () => {
  test('loses an answer for good: what a browser sends again by itself is not carried out', async () => {
    const { url, clusters } = await open()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const send = (method: string, path: string, body = '') =>
      new Promise<number>((resolve) => {
        const headers = { 'Content-Type': 'application/merge-patch+json' }
        const sent = requestOver(`${url}${path}`, { method, agent, headers }, (message) => {
          message.resume()
          message.on('end', () => resolve(message.statusCode ?? 0))
        })
        sent.on('error', () => resolve(0))
        sent.end(body)
      })
    const patch = (label: string) => send('PATCH', `${STREAMS}/web`, `{"metadata":{"labels":{"sent":"${label}"}}}`)
    const label = () =>
      clusters.get('')?.store.get('image.openshift.io/imagestreams', 'storefront', 'web')?.metadata.labels
    expect(await send('GET', `${STREAMS}/web`)).toBe(200)
    clusters.get('')?.faults.add({ verb: 'patch', status: 0, afterwards: true })
    expect(await patch('first')).toBe(0)
    expect(label()).toMatchObject({ sent: 'first' })
    expect(await patch('again, on a new connection')).toBe(0)
    expect(label()).toMatchObject({ sent: 'first' })
    expect(await patch('later')).toBe(200)
    expect(label()).toMatchObject({ sent: 'later' })
    agent.destroy()
  })

  test('answers as recorded', async () => {
    const { url } = await open({ defaultUser: null })
    const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8'))
    const replay = new Replay((request) => fetch(request), { origin: url })
    const different: string[] = []
    // Those whose answers do not wait for controllers.
    const files = ['01-discovery-identity', '02-imagestreams-read', '03-imagestreams-write', '04-imports']
    for (const file of files) {
      const contents = read(`recordings/${file}.json`) as Recorded[] | { records: Recorded[] }
      for (const record of Array.isArray(contents) ? contents : contents.records) {
        const { differences } = await replay.play(record)
        if (differences.length) different.push(`${file}/${record.id}`)
      }
    }
    const listed = Object.keys(read('not-matched.json') as object)
    expect(different).toEqual(listed.filter((id) => files.some((file) => id.startsWith(`${file}/`))))
  })

  test('each cookie has a cluster of its own', async () => {
    const { url } = await open()
    const status = async (id: string) =>
      (await fetch(`${url}${STREAMS}/web`, { headers: { Cookie: `mock-cluster=${id}` } })).status
    await fetch(`${url}${STREAMS}/web`, { method: 'DELETE', headers: { Cookie: 'mock-cluster=one' } })
    expect([await status('one'), await status('two'), (await fetch(`${url}${STREAMS}/web`)).status]).toEqual([
      404, 200, 200,
    ])
  })

  test('big answers are compressed as the client accepts, small ones and watches are not', async () => {
    const { url } = await open()
    const { message, body } = await raw(`${url}${STREAMS}`, { 'Accept-Encoding': 'gzip, br' })
    expect(message.headers['content-encoding']).toBe('br')
    expect(JSON.parse(brotliDecompressSync(body).toString()).kind).toBe('ImageStreamList')
    expect((await raw(`${url}${STREAMS}`, { 'Accept-Encoding': 'gzip' })).message.headers['content-encoding']).toBe(
      'gzip',
    )
    expect((await raw(`${url}${STREAMS}`)).message.headers['content-encoding']).toBeUndefined()
    expect(
      (await raw(`${url}version`, { 'Accept-Encoding': 'br' })).message.headers['content-encoding'],
    ).toBeUndefined()
    expect(
      (await raw(`${url}${STREAMS}?watch=true&timeoutSeconds=1`, { 'Accept-Encoding': 'br' })).message.headers[
        'content-encoding'
      ],
    ).toBeUndefined()
  })

  test('a watch begins before its first event, sends each at once, and is forgotten when the client leaves', async () => {
    const { url, clusters } = await open()
    const version = (await (await fetch(`${url}${STREAMS}`)).json()).metadata.resourceVersion
    const abort = new AbortController()
    const watch = await fetch(`${url}${STREAMS}?watch=true&resourceVersion=${version}`, { signal: abort.signal })
    const reader = watch.body?.pipeThrough(new TextDecoderStream()).getReader()
    await fetch(`${url}${STREAMS}/web`, { method: 'DELETE' })
    expect((await reader?.read())?.value).toMatch(/^\{"type":"DELETED".*\}\n$/s)
    expect(clusters.get('')?.faults.stats().openWatches).toBe(1)
    abort.abort()
    await expect.poll(() => clusters.get('')?.faults.stats().openWatches).toBe(0)
  })

  test('broken answers break the connection', async () => {
    const { url } = await open()
    const fault = (body: object) => fetch(`${url}__mock__/faults`, { method: 'POST', body: JSON.stringify(body) })
    await fault({ status: 0, plural: 'imagestreams' })
    await expect(fetch(`${url}${STREAMS}`)).rejects.toThrow('fetch failed')
    await fault({ status: 200, cut: 200, plural: 'imagestreams' })
    await expect(fetch(`${url}${STREAMS}`).then((response) => response.text())).rejects.toThrow('terminated')
    expect((await fetch(`${url}${STREAMS}`)).status).toBe(200)
  })
})

describe('the console over HTTP', () => {
  let dist: string
  beforeAll(() => {
    dist = mkdtempSync(join(tmpdir(), 'dist-'))
    mkdirSync(join(dist, 'assets'))
    writeFileSync(join(dist, 'index.html'), '<!doctype html><base href="/"><title>console</title>')
    writeFileSync(join(dist, 'config.json'), '{}')
    writeFileSync(join(dist, 'assets/app-1.js'), 'export {}\n'.repeat(100))
  })
  afterAll(() => rmSync(dist, { recursive: true }))
  const html = { Accept: 'text/html,application/xhtml+xml' }

  test('every page is the console, a missing file is missing', async () => {
    const { url } = await open({ dist })
    const page = await fetch(`${url}imagestreams/payments/api/tags/1.0.0?page=2`, { headers: html })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>console</title>')])
    expect((await fetch(`${url}assets/gone.js`, { headers: html })).status).toBe(404)
    expect((await fetch(`${url}gone.png`)).status).toBe(404)
    expect((await fetch(`${url}..%2f..%2fetc/passwd`)).status).toBe(404)
    expect((await fetch(`${url}%E0%A4%A`)).status).toBe(404)
    expect((await fetch(`${url}${STREAMS}`, { headers: html })).headers.get('Content-Type')).toBe('application/json')
  })

  test('files say how long they may be kept, and come compressed', async () => {
    const { url } = await open({ dist })
    const cache = async (path: string) => (await fetch(`${url}${path}`)).headers.get('Cache-Control')
    expect(await Promise.all(['', 'config.json', 'assets/app-1.js'].map(cache))).toEqual([
      'no-cache',
      'no-store',
      'public, max-age=31536000, immutable',
    ])
    const { message, body } = await raw(`${url}assets/app-1.js`, { 'Accept-Encoding': 'br' })
    expect(message.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(brotliDecompressSync(body).toString()).toContain('export {}')
  })

  test('pages may run nothing but the console itself', async () => {
    const { url } = await open({ dist })
    const { headers } = await fetch(url, { headers: html })
    expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(new Headers(securityHeaders())))
  })

  test('below a base path, pages and API are there and only there', async () => {
    const { url } = await open({ dist, basePath: '/console/' })
    expect(await (await fetch(`${url}imagestreams`, { headers: html })).text()).toContain('<base href="/console/"')
    expect((await fetch(`${url}${STREAMS}`)).status).toBe(200)
    expect((await fetch(`${url}assets/app-1.js`)).status).toBe(200)
    const outside = new URL('/', url).href
    expect((await fetch(`${outside}${STREAMS}`)).status).toBe(404)
    expect((await fetch(`${outside}console`, { headers: html })).status).toBe(200)
  })
})
