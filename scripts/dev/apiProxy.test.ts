import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { selfSigned } from '../../mocks/server/certificate.ts'
import { apiProxy, proxyHeader, type ProxyTarget } from './apiProxy.ts'
import { targetsFrom } from './targets.ts'

const servers: Server[] = []

async function listen(listener: RequestListener, { tls = false } = {}): Promise<string> {
  const server: Server = tls ? createSecureServer(selfSigned(), listener) : createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this form.
  return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function proxyTo(targets: ProxyTarget[], base = '/', patience?: number): Promise<string> {
  const proxy = apiProxy(targets, base, patience)
  return listen((request, response) => proxy(request, response, () => response.writeHead(418).end('page')))
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

describe('apiProxy', () => {
  it('sends the API there with its own host and token, without what the browser holds', async () => {
    const seen: IncomingMessage[] = []
    const api = await listen((request, response) => (seen.push(request), response.end('{}')))
    const proxy = await proxyTo(targetsFrom({ API_URL: api, API_TOKEN: 'secret' }))
    const headers = { authorization: 'Bearer mine', cookie: 'session=1', accept: 'application/json' }
    const response = await fetch(`${proxy}/apis/image.openshift.io/v1/imagestreams?limit=5`, { headers })
    expect(response.status).toBe(200)
    expect(seen[0]?.url).toBe('/apis/image.openshift.io/v1/imagestreams?limit=5')
    expect(seen[0]?.headers).toMatchObject({
      host: new URL(api).host,
      authorization: 'Bearer secret',
      accept: 'application/json',
    })
    expect(seen[0]?.headers).not.toHaveProperty('cookie')
    expect(JSON.stringify([...response.headers])).not.toContain('secret')
  })

  it('passes nothing on without a token of its own', async () => {
    let authorization: string | undefined = 'not asked'
    const api = await listen((request, response) => ((authorization = request.headers.authorization), response.end()))
    const proxy = await proxyTo(targetsFrom({ API_URL: api }))
    await fetch(`${proxy}/version`, { headers: { authorization: 'Bearer mine' } })
    expect(authorization).toBeUndefined()
  })

  it('leaves pages to the next in line', async () => {
    const proxy = await proxyTo(targetsFrom({ API_URL: 'http://127.0.0.1:9' }))
    for (const path of ['/', '/imagestreams/demo/api', '/apidocs', '/src/api/x.ts'])
      expect((await fetch(proxy + path)).status).toBe(418)
  })

  it('finds the API below a base path, and keeps a path of the address', async () => {
    let url: string | undefined
    const api = await listen((request, response) => ((url = request.url), response.end()))
    const proxy = await proxyTo(targetsFrom({ API_URL: `${api}/k8s/clusters/c1/` }), '/console/')
    await fetch(`${proxy}/console/apis/apps/v1`)
    expect(url).toBe('/k8s/clusters/c1/apis/apps/v1')
  })

  it('sends bodies', async () => {
    const api = await listen((request, response) => request.pipe(response))
    const proxy = await proxyTo(targetsFrom({ API_URL: api }))
    const response = await fetch(`${proxy}/apis/x`, { method: 'PATCH', body: '{"a":1}' })
    expect(await response.text()).toBe('{"a":1}')
  })

  it('passes a watch on line by line, and hangs up when the page does', async () => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>()
    let write = (_line: string) => {}
    const api = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.flushHeaders()
      write = (line) => response.write(line)
      response.on('close', () => close())
    })
    const proxy = await proxyTo(targetsFrom({ API_URL: api }))
    const abort = new AbortController()
    const response = await fetch(`${proxy}/apis/x?watch=1`, { signal: abort.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    write('{"type":"ADDED"}\n')
    expect((await reader?.read())?.value).toBe('{"type":"ADDED"}\n')
    write('{"type":"DELETED"}\n')
    expect((await reader?.read())?.value).toBe('{"type":"DELETED"}\n')
    abort.abort()
    await closed
  })

  it('says which address does not answer and how to start oc proxy', async () => {
    const gone = await listen(() => {})
    servers.at(-1)?.close()
    const proxy = await proxyTo(targetsFrom({ API_URL: gone }))
    const response = await fetch(`${proxy}/apis`)
    expect(response.status).toBe(502)
    expect(response.headers.get(proxyHeader)).toBe(gone)
    const status: unknown = await response.json()
    expect(status).toMatchObject({ kind: 'Status', code: 502, reason: 'ProxyError' })
    expect(status).toMatchObject({ message: expect.stringContaining(gone) })
    expect(status).toMatchObject({ message: expect.stringContaining(`oc proxy --port=${new URL(gone).port}`) })
  })

  it('refuses a certificate nobody vouches for and says how to accept it; does so when told', async () => {
    const api = await listen((_request, response) => response.end('{}'), { tls: true })
    const careful = await proxyTo(targetsFrom({ API_URL: api, API_TOKEN: 'secret' }))
    const refused = await fetch(`${careful}/apis`)
    expect(refused.status).toBe(502)
    expect(await refused.text()).toContain('Set API_INSECURE=1 to accept its certificate.')
    const proxy = await proxyTo(targetsFrom({ API_URL: api, API_TOKEN: 'secret', API_INSECURE: '1' }))
    expect((await fetch(`${proxy}/apis`)).status).toBe(200)
  })

  it('says that an address of HTTPS answers in HTTP', async () => {
    const api = (await listen((_request, response) => response.end('{}'))).replace('http:', 'https:')
    const refused = await fetch(`${await proxyTo(targetsFrom({ API_URL: api }))}/apis`)
    expect(refused.status).toBe(502)
    expect(await refused.text()).toMatch(/not in HTTPS .*http:\/\/\./)
  })

  it('does not wait for a connection for ever', async () => {
    const silent = createTcpServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    // A server that listens on a port has an address of this form.
    const { port } = silent.address() as AddressInfo
    const proxy = await proxyTo(targetsFrom({ API_URL: `https://127.0.0.1:${port}` }), '/', 50)
    const refused = await fetch(`${proxy}/apis`)
    expect([refused.status, await refused.text()]).toEqual([
      502,
      expect.stringContaining('does not answer (ETIMEDOUT)'),
    ])
  })

  it('waits for an answer on a connection that came about', async () => {
    const slow: RequestListener = (_request, response) => void setTimeout(() => response.end('{}'), 1300)
    const codes = [false, true].map(async (tls) => {
      const targets = targetsFrom({ API_URL: await listen(slow, { tls }), API_INSECURE: '1' })
      return (await fetch(`${await proxyTo(targets, '/', 1000)}/apis`)).status
    })
    expect(await Promise.all(codes)).toEqual([200, 200])
  })

  it('tears the answer when the API does', async () => {
    const api = await listen((_request, response) => {
      response.writeHead(200)
      response.write('{"items":[')
      setTimeout(() => response.destroy(), 20)
    })
    const proxy = await proxyTo(targetsFrom({ API_URL: api }))
    await expect(fetch(`${proxy}/apis/x`).then((response) => response.text())).rejects.toThrow(
      /terminated|aborted|other side/,
    )
  })

  it.each<[number, Record<string, string>]>([
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [200, { 'sec-fetch-site': 'same-origin' }],
    [403, { origin: 'http://elsewhere.example.com' }],
    [403, { origin: 'null' }],
    [200, { origin: 'http://elsewhere.example.com', 'x-requested-with': 'registry-console' }],
    [200, {}],
  ])('answers %i to a page that sends %j', async (code, headers) => {
    const api = await listen((_request, response) => response.end())
    const proxy = await proxyTo(targetsFrom({ API_URL: api, API_TOKEN: 'secret' }))
    expect((await fetch(`${proxy}/apis`, { method: 'POST', headers })).status).toBe(code)
  })

  it('takes pages of its own', async () => {
    const api = await listen((_request, response) => response.end())
    const proxy = await proxyTo(targetsFrom({ API_URL: api, API_TOKEN: 'secret' }))
    expect((await fetch(`${proxy}/apis`, { method: 'POST', headers: { origin: proxy } })).status).toBe(200)
  })
})

describe('targetsFrom', () => {
  it('has no targets without addresses', () => {
    expect(targetsFrom({})).toEqual([])
  })

  it('sends metrics elsewhere, with their own token and without their prefix', async () => {
    const seen: IncomingMessage[] = []
    const prometheus = await listen((request, response) => (seen.push(request), response.end()))
    const proxy = await proxyTo(
      targetsFrom({ API_URL: 'http://127.0.0.1:9', API_TOKEN: 'a', PROMETHEUS_URL: prometheus, PROMETHEUS_TOKEN: 'b' }),
    )
    await fetch(`${proxy}/prometheus/api/v1/query?query=up`)
    expect(seen[0]?.url).toBe('/api/v1/query?query=up')
    expect(seen[0]?.headers.authorization).toBe('Bearer b')
  })

  it.each(['localhost:8001', 'ftp://x', 'nonsense'])('refuses API_URL=%s', (address) => {
    expect(() => targetsFrom({ API_URL: address })).toThrow('API_URL is')
  })

  it('takes a token with the end of its line, and refuses what is none without repeating it', () => {
    expect(targetsFrom({ API_URL: 'https://api:6443', API_TOKEN: 'sha256~abc\r\n' })[0]?.token).toBe('sha256~abc')
    for (const API_TOKEN of ['Bearer abc', 'abc\nabc', 'abc\u201d'])
      expect(() => targetsFrom({ API_URL: 'https://api:6443', API_TOKEN })).toThrow(/^API_TOKEN has (?!.*abc)/)
  })

  it.each([
    ['1', true],
    ['0', false],
    ['', false],
  ])('takes API_INSECURE=%s as %s', (value, insecure) => {
    expect(targetsFrom({ API_URL: 'https://api:6443', API_INSECURE: value })[0]?.insecure).toBe(insecure)
  })
})
