import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { securityHeaders } from '../dev/securityHeaders.ts'
import { startUpstream, type Upstream } from './apiTesting.ts'
import { ask, imageTree, smallSite, startNginx, uid, withoutNginx, type Asking, type Nginx } from './nginxTesting.ts'

const html = { headers: { accept: 'text/html,application/xhtml+xml' } }
const accepting = (encoding: string) => ({ headers: { 'accept-encoding': encoding } })
const script = '/assets/app-1a2b3c4d.js'

const hasIPv6 = existsSync('/proc/net/if_inet6') && readFileSync('/proc/net/if_inet6', 'utf8') !== ''

if (withoutNginx) console.warn(withoutNginx)

describe.skipIf(withoutNginx)('nginx as it is shipped', () => {
  let api: Upstream
  let home: string
  let nginx: Nginx
  let plain: Buffer
  const get = (path: string, options?: Asking) => ask(nginx.port, path, options)

  beforeAll(async () => {
    api = await startUpstream((_request, response) => response.end('{}'))
    home = await imageTree(smallSite)
    nginx = await startNginx(home, api.env)
    plain = readFileSync(join(home, 'site', script))
  })
  afterAll(async () => {
    await nginx.stop()
    api.close()
    rmSync(home, { recursive: true })
  })

  it.skipIf(uid === undefined)('runs as a number without an account, and writes below one folder alone', async () => {
    await get('/')
    for (const pid of nginx.pids) expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toContain(`Uid:\t${uid}\t${uid}`)
    const written = (dir: string): string[] => {
      const entries = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((entry) => join(dir, entry))
      return entries.filter((entry) => statSync(entry, { throwIfNoEntry: false })?.uid === uid)
    }
    expect(written(nginx.tmp)).toContain(join(nginx.tmp, 'run/nginx.conf'))
    for (const dir of [home, '/var/lib/nginx', '/var/log', '/run', '/etc/nginx']) expect(written(dir)).toEqual([])
  })

  it.each(['/', '/index.html', '/imagestreams/demo/web', '/imagestreams/demo/web.js', '/imagestreams/a/b/tags/v1.gz'])(
    'gives the page for %s, never out of a cache',
    async (path) => {
      const { status, headers, text } = await get(path, html)
      expect([status, text]).toEqual([200, readFileSync(join(home, 'site/index.html'), 'utf8')])
      expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
      // Two versions may have pages of the same size and age.
      expect(headers).not.toHaveProperty('etag')
      expect(
        gunzipSync((await get(path, { headers: { ...html.headers, 'accept-encoding': 'gzip' } })).body).toString(),
      ).toBe(text)
    },
  )

  it.each([
    '/assets/gone-1a2b3c4d.js',
    '/assets/',
    `${script}.br`,
    `${script}.gz`,
    '/favicon.svg.br',
    '/nginx.conf.template',
  ])('has no file %s', async (path) => {
    const { status, headers, text } = await get(path, path.startsWith('/assets/') ? html : {})
    expect([status, text, headers['cache-control']]).toEqual([404, 'not found\n', 'no-store'])
    expect(headers['content-type']).toBe('text/plain')
  })

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, br;q=0.8', 'br', brotliDecompressSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['gzip, br;q=0.0', 'gzip', gunzipSync],
    ['gzip', 'gzip', gunzipSync],
    ['brotli', undefined, undefined],
    ['', undefined, undefined],
  ] as const)('sends a script to who accepts %j as %s', async (accepted, encoding, decode) => {
    const { status, headers, body } = await get(script, accepting(accepted))
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding'])
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((decode ? decode(body) : body).equals(plain)).toBe(true)
    const file = join(home, 'site', `${script}${encoding ? `.${encoding === 'br' ? 'br' : 'gz'}` : ''}`)
    expect(body.length).toBe(statSync(file).size)
  })

  it.each([
    ['/assets/app-1a2b3c4d.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/font-1a2b3c4d.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ['/config.json', 'application/json', 'no-store'],
  ])('says of %s that it is %s and how long it is good', async (path, type, cache) => {
    for (const encoding of ['', 'gzip', 'br'])
      expect((await get(path, accepting(encoding))).headers).toMatchObject({
        'content-type': type,
        'cache-control': cache,
      })
  })

  it('tells who has a file already', async () => {
    const { headers } = await get('/favicon.svg')
    const again = await get('/favicon.svg', { headers: { 'if-none-match': headers.etag ?? '' } })
    expect([again.status, again.headers['cache-control'], again.body.length]).toEqual([304, 'no-cache', 0])
    const config = await get('/config.json', { headers: { 'if-modified-since': headers['last-modified'] ?? '' } })
    expect(config.status).toBe(200)
  })

  it.each(['/', '/page', script, '/config.json', '/api/v1', '/prometheus/api/v1/query', '/assets/gone.js'])(
    'sends with %s the headers that the development servers send, once each',
    async (path) => {
      const { headers } = await get(path, html)
      for (const [name, value] of Object.entries(securityHeaders())) expect(headers[name.toLowerCase()]).toBe(value)
      expect(headers.server).toBe('nginx')
      expect(headers).not.toHaveProperty('x-frame-options')
    },
  )

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    'refuses %s for files and pages',
    async (method) => {
      for (const path of ['/', '/index.html', script, '/config.json', '/imagestreams'])
        expect((await get(path, { method, ...html })).status).toBe(405)
    },
  )

  it('answers HEAD as GET, without a body', async () => {
    for (const path of ['/', script, '/config.json']) {
      const [head, whole] = [await get(path, { method: 'HEAD' }), await get(path)]
      expect([head.status, head.body.length]).toEqual([200, 0])
      expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    }
  })

  it('listens on this machine alone, and for probes on all addresses', async () => {
    const listening = (port: number, file: string) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => state === '0A' && Number.parseInt(local?.split(':')[1] ?? '', 16) === port)
        .map(([, local]) => local?.split(':')[0])
    expect(new Set(listening(nginx.port, '/proc/net/tcp'))).toEqual(new Set(['0100007F']))
    expect(new Set(listening(nginx.statusPort, '/proc/net/tcp'))).toEqual(new Set(['00000000']))
    const loopback = '00000000000000000000000001000000'
    expect(new Set(listening(nginx.port, '/proc/net/tcp6'))).toEqual(new Set(hasIPv6 ? [loopback] : []))
  })

  it.skipIf(!hasIPv6)('speaks IPv6 as well', async () => {
    expect((await ask(nginx.port, '/', { host: '::1' })).status).toBe(200)
    expect((await ask(nginx.statusPort, '/healthz', { host: '::1' })).text).toBe('ok\n')
  })

  it('tells probes that it lives and Prometheus how many speak with it, and nothing else', async () => {
    expect(await ask(nginx.statusPort, '/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
    const { headers, text } = await ask(nginx.statusPort, '/metrics')
    expect(headers['content-type']).toBe('text/plain; version=0.0.4')
    const samples = text.split('\n').filter((line) => line && !line.startsWith('#'))
    expect(samples.map((line) => line.replace(/\d+$/, 'N'))).toEqual(
      ['active', 'reading', 'writing', 'waiting'].map((name) => `nginx_connections_${name} N`),
    )
    for (const path of ['/', '/api/v1', '/version', script])
      expect((await ask(nginx.statusPort, path)).status).toBe(404)
  })

  it('ends at once when it is told to', async () => {
    const other = await startNginx(home, { ...api.env, WORKERS: '1', ACCESS_LOG: 'off' })
    expect(other.pids).toHaveLength(2)
    await ask(other.port, '/')
    expect(other.log()).toBe('')
    await other.stop()
    await expect(ask(other.port, '/')).rejects.toThrow('ECONNREFUSED')
  })
})
