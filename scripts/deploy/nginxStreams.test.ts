import { once } from 'node:events'
import { rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { selfSigned } from '../../mocks/server/certificate.ts'
import { certificateFile, startApi, startUpstream } from './apiTesting.ts'
import { ask, imageTree, open, ownChange, signedIn, smallSite, startNginx, withoutNginx } from './nginxTesting.ts'
import type { Nginx } from './nginxTesting.ts'

const secrets = { apiVersion: 'v1', kind: 'ConfigMap' }
const maps = '/api/v1/namespaces/sandbox/configmaps'

/** The lines of an answer, as they come. */
async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

describe.skipIf(withoutNginx)('what is on its way through nginx', () => {
  let home: string
  beforeAll(async () => {
    home = await imageTree(smallSite)
  })
  afterAll(() => rmSync(home, { recursive: true }))

  async function inFrontOf(env: Record<string, string>): Promise<Nginx> {
    const nginx = await startNginx(home, env)
    onTestFinished(() => nginx.stop())
    return nginx
  }

  /** An API that a test plays by hand. */
  async function played() {
    const arrived: { asked: IncomingMessage; answer: ServerResponse }[] = []
    let tell = () => {}
    const api = await startUpstream((asked, answer) => {
      arrived.push({ asked, answer })
      tell()
    })
    onTestFinished(() => api.close())
    const next = async () => {
      while (!arrived.length) await new Promise<void>((resolve) => (tell = resolve))
      const one = arrived.shift()
      if (!one) throw new Error('nothing arrived')
      return one
    }
    return { ...api, next }
  }

  it('brings the events of a watch one by one', async () => {
    const api = await startApi()
    onTestFinished(() => api.close())
    const nginx = await inFrontOf(api.env)
    const headers = { ...signedIn(), 'Accept-Encoding': 'gzip, deflate, br' }
    const watch = await open(
      nginx.port,
      `${maps}?watch=true&resourceVersion=0&fieldSelector=metadata.name%3Dby-watch`,
      { headers },
    )
    onTestFinished(() => void watch.destroy())
    expect(watch.headers).not.toHaveProperty('content-encoding')
    const events = linesOf(watch)
    const change = (method: string, path: string, body?: object) =>
      ask(nginx.port, path, {
        method,
        headers: {
          ...signedIn(),
          ...ownChange,
          'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      })
    const told = async () => JSON.parse((await events.next()).value ?? '{}') as { type?: string }
    expect((await change('POST', maps, { ...secrets, metadata: { name: 'by-watch' } })).status).toBe(201)
    expect(await told()).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'by-watch' } } })
    expect((await change('PATCH', `${maps}/by-watch`, { data: { a: 'b' } })).status).toBe(200)
    expect(await told()).toMatchObject({ type: 'MODIFIED', object: { data: { a: 'b' } } })
    expect((await change('DELETE', `${maps}/by-watch`)).status).toBe(200)
    expect(await told()).toMatchObject({ type: 'DELETED' })
  })

  it('opens a log before its first line, brings each line as it is written, and hangs up when the page does', async () => {
    const api = await played()
    const nginx = await inFrontOf(api.env)
    const path = '/api/v1/namespaces/a/pods/b/log?follow=true&timestamps=true'
    const opening = open(nginx.port, path, { headers: { ...signedIn(), 'Accept-Encoding': 'gzip' } })
    const { asked, answer } = await api.next()
    expect([asked.url, asked.headers['accept-encoding']]).toEqual([path, 'gzip'])
    answer.writeHead(200, { 'Content-Type': 'text/plain' }).flushHeaders()
    const log = await opening
    expect([log.statusCode, log.headers['content-type']]).toEqual([200, 'text/plain'])
    const lines = linesOf(log)
    for (const line of ['one', 'a much longer line '.repeat(2000), 'three']) {
      answer.write(`${line}\n`)
      expect((await lines.next()).value).toBe(line)
    }
    const gone = once(answer, 'close')
    log.destroy()
    await gone
  })

  it('sends a body on while it is written', async () => {
    const api = await played()
    const nginx = await inFrontOf(api.env)
    const sent = request({
      host: '127.0.0.1',
      port: nginx.port,
      path: maps,
      method: 'POST',
      headers: { ...signedIn(), ...ownChange },
    })
    sent.write('{"kind":')
    const { asked, answer } = await api.next()
    const [first] = await once(asked, 'data')
    expect(String(first)).toBe('{"kind":')
    sent.end('"ConfigMap"}')
    await once(asked, 'end')
    answer.writeHead(201).end('{}')
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(201)
    response.resume()
  })

  it('reads over connections that are kept, and changes over new ones', async () => {
    const api = await startUpstream((_asked, answer) => answer.end('{}'))
    onTestFinished(() => api.close())
    const nginx = await inFrontOf({ ...api.env, WORKERS: '1' })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    for (let count = 0; count < 20; count++) await ask(nginx.port, '/api/v1/pods', { headers: signedIn(), agent })
    expect(new Set(api.seen.map(({ socket }) => socket)).size).toBe(1)
    api.seen.length = 0
    const headers = { ...signedIn(), ...ownChange }
    for (let count = 0; count < 5; count++)
      await ask(nginx.port, '/api/v1/pods', { method: 'POST', headers, body: '{}', agent })
    expect(new Set(api.seen.map(({ socket }) => socket)).size).toBe(5)
  })

  it('reads again when the kept connection turns out to be closed, and never sends a change twice', async () => {
    const api = await startUpstream((asked, answer) => {
      // The second request on any connection finds it closed.
      const count = uses.get(asked.socket) ?? 0
      uses.set(asked.socket, count + 1)
      if (asked.method !== 'GET' || count > 0) asked.socket.destroy()
      else answer.end('{}')
    })
    const uses = new Map<object, number>()
    onTestFinished(() => api.close())
    const nginx = await inFrontOf({ ...api.env, WORKERS: '1' })
    const read = () => ask(nginx.port, '/api/v1/pods', { headers: signedIn() })
    expect([(await read()).status, (await read()).status]).toEqual([200, 200])
    expect(api.seen).toHaveLength(3)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      api.seen.length = 0
      const { status, text } = await ask(nginx.port, '/api/v1/pods', {
        method,
        headers: { ...signedIn(), ...ownChange },
      })
      expect([status, JSON.parse(text).reason, api.seen.length]).toEqual([502, 'ProxyError', 1])
    }
  })

  it('lets nothing in an answer act in its name', async () => {
    const api = await startUpstream((_asked, answer) => {
      answer.setHeader('Set-Cookie', 'a=b')
      answer.setHeader('X-Accel-Redirect', '/config.json')
      answer.setHeader('Access-Control-Allow-Origin', '*')
      answer.setHeader('WWW-Authenticate', 'Basic realm="cluster"')
      answer.setHeader('Clear-Site-Data', '"cookies"')
      answer.setHeader('Refresh', '0; url=https://elsewhere.example.com')
      answer.setHeader('Cache-Control', 'public')
      answer.setHeader('Content-Security-Policy', "default-src 'unsafe-inline'")
      answer.setHeader('Warning', '299 - "deprecated"')
      answer.setHeader('Retry-After', '7')
      answer.writeHead(429, { 'Content-Type': 'application/json' }).end('{"kind":"Status"}')
    })
    onTestFinished(() => api.close())
    const nginx = await inFrontOf(api.env)
    const { status, headers, text } = await ask(nginx.port, '/version', { headers: signedIn() })
    expect([status, text]).toEqual([429, '{"kind":"Status"}'])
    expect(headers).toMatchObject({ 'cache-control': 'no-store', warning: '299 - "deprecated"', 'retry-after': '7' })
    expect(headers['content-security-policy']).not.toContain('unsafe-inline')
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-accel-redirect', 'clear-site-data', 'refresh'])
      expect(headers).not.toHaveProperty(name)
    // Browsers would ask for a name and a password.
    expect(headers).not.toHaveProperty('www-authenticate')
  })

  it.each<[string, () => Record<string, string>]>([
    ['a certificate of another authority', () => ({ API_CA: other() })],
    ['a certificate for another name', () => ({ API_NAME: 'kubernetes.default.svc' })],
    ['nobody there', () => ({ API_URL: 'https://127.0.0.1:9' })],
  ])('sends no token to an API with %s, and says so as the API would', async (_what, wrong) => {
    const api = await startUpstream((_asked, answer) => answer.end('{}'))
    onTestFinished(() => api.close())
    const env: Record<string, string> = { ...api.env, ...wrong() }
    const nginx = await inFrontOf({
      ...env,
      PROMETHEUS_URL: env['API_URL'] ?? '',
      PROMETHEUS_NAME: env['API_NAME'] ?? '',
      PROMETHEUS_CA: env['API_CA'] ?? '',
    })
    for (const path of ['/api/v1/pods', '/prometheus/api/v1/rules?type=alert']) {
      const { status, headers, text } = await ask(nginx.port, path, { headers: signedIn('secret') })
      expect([status, headers['content-type'], headers['x-registry-console-proxy']]).toEqual([
        502,
        'application/json',
        env['API_URL'],
      ])
      const answer: unknown = JSON.parse(text)
      expect(answer).toMatchObject({ kind: 'Status', code: 502, reason: 'ProxyError' })
      expect(answer).toMatchObject({
        message: expect.stringMatching(`^${String(env['API_URL'])} does not answer, or its certificate`),
      })
    }
    expect(api.seen).toEqual([])
    expect(nginx.log()).not.toContain('secret')
    expect((await ask(nginx.port, '/')).status).toBe(200)
  })

  const other = () => {
    const file = certificateFile(selfSigned().cert)
    onTestFinished(() => rmSync(file.replace(/\/[^/]*$/, ''), { recursive: true }))
    return file
  }

  it.each(['/console/', '/a/b.c/'])('lives below %s when it is told to', async (base) => {
    const api = await startUpstream((_asked, answer) => answer.end('{}'))
    onTestFinished(() => api.close())
    const nginx = await inFrontOf({
      ...api.env,
      BASE_PATH: base.slice(1, -1),
      FRAME_ANCESTORS: 'https://Portal.example.com:443/',
      SIGN_IN: '_oauth/start?rd={path}',
    })
    const get = (path: string, headers = {}) => ask(nginx.port, path, { headers: { accept: 'text/html', ...headers } })
    for (const path of [base, `${base}imagestreams/a/b`]) {
      const { status, text, headers } = await get(path)
      expect([status, text]).toEqual([200, expect.stringContaining(`<base href="${base}" />`)])
      expect(headers['content-security-policy']).toContain("frame-ancestors 'self' https://portal.example.com; ")
    }
    expect((await get(`${base}assets/app-1a2b3c4d.js`)).status).toBe(200)
    expect(JSON.parse((await get(`${base}config.json`)).text)).toMatchObject({ signIn: '_oauth/start?rd={path}' })
    const bare = await get(base.slice(0, -1))
    expect([bare.status, bare.headers.location]).toEqual([302, base])
    const asked = await get(`${base.slice(0, -1)}?project=a%26b`)
    expect([asked.status, asked.headers.location]).toEqual([302, `${base}?project=a%26b`])
    await get(`${base}api/v1/pods?limit=1`, signedIn())
    expect(api.seen.map(({ url }) => url)).toEqual(['/api/v1/pods?limit=1'])
    for (const path of ['/', '/assets/app-1a2b3c4d.js', '/api/v1/pods', '/config.json', '/a/bxc/', `/x${base}`])
      expect([path, (await get(path, signedIn())).status]).toEqual([path, 404])
    for (const path of [`${base}..${base}api/v1/pods`, `${base}../api/v1/pods`, `${base}%2e%2e/api/v1/pods`])
      await get(path, signedIn())
    expect((await get(`${base}api/v1/namespaces/a/pods/b/exec`, signedIn())).status).toBe(403)
    expect(api.seen).toHaveLength(1)
  })

  it('takes a token from the header Authorization only where the deployment says so', async () => {
    const api = await startUpstream((_asked, answer) => answer.end('{}'))
    onTestFinished(() => api.close())
    const nginx = await inFrontOf({ ...api.env, TOKEN_HEADER: 'Authorization' })
    const get = (headers: Record<string, string>) => ask(nginx.port, '/version', { headers })
    expect((await get({ Authorization: 'Bearer a.b-c_d' })).status).toBe(200)
    expect(api.seen[0]?.headers.authorization).toBe('Bearer a.b-c_d')
    for (const headers of [signedIn(), { Authorization: 'Basic YTpi' }, { Authorization: 'Bearer' }])
      expect((await get(headers)).status).toBe(401)
  })

  it('has no metrics where there is no Prometheus, and looks for its name when it is asked for', async () => {
    const api = await startUpstream((_asked, answer) => answer.end('{}'))
    onTestFinished(() => api.close())
    const without = await inFrontOf(api.env)
    const get = (nginx: Nginx) => ask(nginx.port, '/prometheus/api/v1/query?query=up', { headers: signedIn() })
    expect((await get(without)).status).toBe(404)
    const missing = await inFrontOf({
      ...api.env,
      PROMETHEUS_URL: 'https://thanos.invalid:9091',
      PROMETHEUS_CA: '/nowhere/ca.crt',
    })
    expect((await get(missing)).status).toBe(404)
    const unknown = await inFrontOf({
      ...api.env,
      PROMETHEUS_URL: 'https://thanos.invalid:9091',
      PROMETHEUS_CA: api.ca,
    })
    expect((await ask(unknown.port, '/version', { headers: signedIn() })).status).toBe(200)
  })
})
