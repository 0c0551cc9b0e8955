import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi, startUpstream, type Upstream } from './apiTesting.ts'
import { ask, imageTree, ownChange, signedIn, smallSite, startNginx, withoutNginx } from './nginxTesting.ts'
import type { Asking, Nginx } from './nginxTesting.ts'

const streams = '/apis/image.openshift.io/v1/namespaces/sandbox/imagestreams'
const json = { 'Content-Type': 'application/json' }

describe.skipIf(withoutNginx)('nginx in front of the API', () => {
  let api: Awaited<ReturnType<typeof startApi>>
  let metrics: Upstream
  let home: string
  let nginx: Nginx
  const get = (path: string, options?: Asking) => ask(nginx.port, path, { headers: signedIn(), ...options })

  beforeAll(async () => {
    api = await startApi()
    metrics = await startUpstream((_request, response) => response.end('{"status":"success","data":{}}'))
    home = await imageTree(smallSite)
    const prometheus = { PROMETHEUS_URL: metrics.url, PROMETHEUS_NAME: 'localhost', PROMETHEUS_CA: metrics.ca }
    nginx = await startNginx(home, { ...api.env, ...prometheus })
  })
  afterAll(async () => {
    await nginx.stop()
    api.close()
    metrics.close()
    rmSync(home, { recursive: true })
  })

  it('asks with the token of who is signed in, and passes on nothing else that speaks for somebody', async () => {
    api.seen.length = 0
    const answer = await get('/apis/user.openshift.io/v1/users/~', {
      headers: {
        ...signedIn('sre'),
        Authorization: 'Bearer admin',
        Cookie: '_oauth_proxy=session; mock-scenario=empty',
        'Impersonate-User': 'system:admin',
        'Impersonate-Group': 'system:masters',
        'X-Forwarded-User': 'admin',
        'X-Forwarded-Email': 'admin@example.com',
        'X-Forwarded-For': '10.0.0.1',
        'X-Remote-User': 'system:admin',
        'X-Remote-Group': 'system:masters',
        'X-HTTP-Method-Override': 'DELETE',
        Connection: 'Upgrade, X-Other',
        Upgrade: 'websocket',
        'X-Other': '1',
        TE: 'trailers',
        Accept: 'application/json',
        'User-Agent': 'a browser',
      },
    })
    expect(JSON.parse(answer.text)).toMatchObject({ kind: 'User', metadata: { name: 'sre' } })
    expect(api.seen.map(({ headers }) => headers)).toEqual([
      {
        host: expect.stringMatching(/^localhost:\d+$/),
        authorization: 'Bearer sre',
        accept: 'application/json',
        'user-agent': 'a browser',
      },
    ])
    expect(nginx.log()).not.toMatch(/Bearer|_oauth_proxy/)
  })

  it.each([
    ['no token', {}],
    ['an empty one', { 'X-Forwarded-Access-Token': '' }],
    ['one of another form', { 'X-Forwarded-Access-Token': 'a b' }],
    ['a header that only looks like it', { X_Forwarded_Access_Token: 'admin' }],
    ['a token of its own', { Authorization: 'Bearer admin' }],
  ])('lets nobody in with %s', async (_what, headers) => {
    api.seen.length = 0
    for (const path of ['/api/v1/namespaces', '/version', '/prometheus/api/v1/query?query=1']) {
      const { status, text, headers: sent } = await get(path, { headers })
      expect([status, sent['content-type'], JSON.parse(text)]).toEqual([
        401,
        'application/json',
        expect.objectContaining({ kind: 'Status', code: 401, reason: 'Unauthorized' }),
      ])
    }
    expect(api.seen).toEqual([])
  })

  it('keeps names as they were sent', async () => {
    api.seen.length = 0
    const path = `${streams.replace('imagestreams', 'imagestreamimages')}/web%40sha256%3A${'a'.repeat(64)}?labelSelector=a%3Db%2Cc%2Fd&x=%20+`
    await get(path)
    expect(api.seen[0]?.url).toBe(path)
  })

  it.each([
    '/api',
    '/apis',
    '/openapi/v2',
    '/healthz',
    '/livez/ping',
    '/readyz',
    '/.well-known/openid-configuration',
    '/version/',
    '/api/v1/',
    '/api/v1/namespaces/a/pods/b/exec',
    '/api/v1/namespaces/a/pods/b/exec?command=sh',
    '/api/v1/namespaces/a/pods/b/attach',
    '/api/v1/namespaces/a/pods/b/portforward',
    '/api/v1/namespaces/a/pods/b/proxy/',
    '/api/v1/namespaces/a/pods/b/ephemeralcontainers',
    '/api/v1/namespaces/a/services/b/proxy/metrics',
    '/api/v1/nodes/a/proxy/run/x',
    '/api/v1/namespaces/a/serviceaccounts/b/token',
    '/api/v1/namespaces/a/finalize',
    '/api/v1/namespaces/a/pods/b/log/',
    '/api/v1/namespaces/a/pods/b/log/x',
    '/api/v1/watch/namespaces/a/pods',
    '/api/v1/namespaces/a/pods/b/%65xec',
    '/api/v1/namespaces/a/pods/b%2Fexec',
    '/api/v1/namespaces/a/pods/b%2fexec',
    '//api/v1/pods',
    '/api/v1/namespaces/a/pods/b/exec/..',
    '/api/v1/namespaces/a/pods/b/exec/%2e%2E',
    '/api/v1/x/../namespaces/a/pods/b/log',
    '/api/v1/./pods',
    '/x/../api/v1/pods',
    '/x/%2e%2e/api/v1/pods',
    '/api//v1/pods',
    '/%61pi/v1/pods',
    '/api/v1/namespaces/a/pods/b%5Cexec',
    '/api/v1/pods/a%0Ab',
    '/apis/apps/v1/namespaces/a/deployments/b/scale',
    '/apis/oauth.openshift.io/v1/useroauthaccesstokens',
    '/apis/apps.evil/v1/x',
    '/apis/certificates.k8s.io/v1/certificatesigningrequests',
    '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    '/apis/user.openshift.io',
    '/apis/xapps/v1/deployments',
    '/apis/route_openshift_io/v1/routes',
    '/prometheus/api/v1/admin/tsdb/snapshot',
    '/prometheus/api/v1/write',
    '/prometheus/federate',
    '/prometheus/',
    '/prometheus/api/v1/query/',
    '/prometheus/../api/v1/pods',
  ])('does not pass %s on', async (path) => {
    const before = api.seen.length + metrics.seen.length
    for (const method of ['GET', 'POST']) {
      const { status, text } = await get(path, { method, headers: { ...signedIn(), ...ownChange } })
      expect([status, JSON.parse(text)]).toEqual([
        403,
        expect.objectContaining({ kind: 'Status', code: 403, reason: 'Forbidden' }),
      ])
    }
    expect(api.seen.length + metrics.seen.length).toBe(before)
  })

  it.each(['OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'MOVE', 'SEARCH'])('passes no %s on', async (method) => {
    api.seen.length = 0
    const { status } = await get('/api/v1/namespaces', { method, headers: { ...signedIn(), ...ownChange } })
    expect([status, api.seen]).toEqual([405, []])
  })

  const host = 'console.example.com'
  const foreign = 'https://evil.example.com'
  it.each<[boolean, boolean, string, Record<string, string>]>([
    [true, true, 'the console', ownChange],
    [
      true,
      true,
      'the console, in a browser that names only the origin',
      { 'X-Requested-With': 'registry-console', Origin: `https://${host}` },
    ],
    [true, true, 'a program', { 'X-Requested-With': 'registry-console' }],
    [true, false, 'a form of its own site', { 'Sec-Fetch-Site': 'same-origin', Origin: `https://${host}` }],
    [true, false, 'an address bar', { 'Sec-Fetch-Site': 'none' }],
    [true, false, 'an older program', {}],
    [false, false, 'another site', { 'Sec-Fetch-Site': 'cross-site', Origin: foreign }],
    [
      false,
      false,
      'another site that was let set the header',
      { ...ownChange, 'Sec-Fetch-Site': 'cross-site', Origin: foreign },
    ],
    [false, false, 'a sibling', { ...ownChange, 'Sec-Fetch-Site': 'same-site', Origin: 'https://other.example.com' }],
    [false, false, 'an older browser of another site', { 'X-Requested-With': 'registry-console', Origin: foreign }],
    [false, false, 'a page without an origin', { 'X-Requested-With': 'registry-console', Origin: 'null' }],
    [
      false,
      false,
      'a host that only begins alike',
      { 'X-Requested-With': 'registry-console', Origin: `https://${host}.evil.com` },
    ],
    [
      false,
      false,
      'a host that only ends alike',
      { 'X-Requested-With': 'registry-console', Origin: `https://evil${host}` },
    ],
    [
      false,
      false,
      'two in one',
      { 'X-Requested-With': `registry-console|same-origin||`, 'Sec-Fetch-Site': 'cross-site', Origin: foreign },
    ],
  ])('lets read: %s, lets change: %s, for %s', async (reads, changes, _who, headers) => {
    api.seen.length = 0
    const read = await get('/version', { headers: { ...signedIn(), Host: host, ...headers } })
    expect(read.status).toBe(reads ? 200 : 403)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const options = { method, headers: { ...signedIn(), ...json, Host: host, ...headers }, body: '{}' }
      const { status, text } = await get(`${streams}/missing-one`, options)
      // What the API says of it is the API's: it was asked.
      const refused =
        status === 403 && JSON.parse(text).message === 'The request does not come from a page of the console.'
      expect([refused, api.seen.some((asked) => asked.method === method)]).toEqual([!changes, changes])
    }
    expect(api.seen).toHaveLength((reads ? 1 : 0) + (changes ? 4 : 0))
  })

  it('changes the cluster for the console', async () => {
    const body = JSON.stringify({
      apiVersion: 'image.openshift.io/v1',
      kind: 'ImageStream',
      metadata: { name: 'by-nginx' },
    })
    const created = await get(streams, { method: 'POST', headers: { ...signedIn(), ...ownChange, ...json }, body })
    expect(created.status).toBe(201)
    const type = { 'Content-Type': 'application/merge-patch+json' }
    const patch = {
      method: 'PATCH',
      headers: { ...signedIn(), ...ownChange, ...type },
      body: '{"metadata":{"labels":{"a":"b"}}}',
    }
    expect((await get(`${streams}/by-nginx`, patch)).status).toBe(200)
    expect(api.cluster.store.get('image.openshift.io/imagestreams', 'sandbox', 'by-nginx')?.metadata.labels).toEqual({
      a: 'b',
    })
    const gone = await get(`${streams}/by-nginx`, { method: 'DELETE', headers: { ...signedIn(), ...ownChange } })
    expect(gone.status).toBe(200)
  })

  it('takes headers of 30 KB and bodies of 3 MB, and says what is too large', async () => {
    api.seen.length = 0
    const long = (size: number) => get('/version', { headers: { ...signedIn(), Cookie: `a=${'x'.repeat(size)}` } })
    expect((await long(30_000)).status).toBe(200)
    const headers = await long(40_000)
    expect([headers.status, JSON.parse(headers.text)]).toEqual([
      431,
      expect.objectContaining({ kind: 'Status', code: 431 }),
    ])
    expect((await get(`/version?${'x'.repeat(40_000)}`)).status).toBe(414)
    const post = (size: number) =>
      get(streams, {
        method: 'POST',
        headers: { ...signedIn(), ...ownChange, ...json },
        body: JSON.stringify({
          kind: 'ImageStream',
          metadata: { name: 'large', annotations: { a: 'x'.repeat(size) } },
        }),
      })
    const passed = await post(3_000_000)
    expect([passed.status, api.seen.length]).not.toContain(413)
    const body = await post(5_000_000)
    expect([body.status, JSON.parse(body.text)]).toEqual([413, expect.objectContaining({ kind: 'Status', code: 413 })])
    expect(api.seen.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it("hands the API's own compression on, and adds none", async () => {
    const path = '/apis/image.openshift.io/v1/images'
    const small = await get('/version', { headers: { ...signedIn(), 'Accept-Encoding': 'gzip' } })
    expect(small.headers).not.toHaveProperty('content-encoding')
    const large = await get(path, { headers: { ...signedIn(), 'Accept-Encoding': 'gzip' } })
    expect(large.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'no-store',
      'content-type': 'application/json',
    })
    expect((await get(path)).headers).not.toHaveProperty('content-encoding')
  })

  it('asks Prometheus below its own path, with the same token', async () => {
    metrics.seen.length = 0
    const { status, headers } = await get('/prometheus/api/v1/query?query=up%7Ba%3D%22b%22%7D', {
      headers: { ...signedIn('sre'), Cookie: 'a=b' },
    })
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    const [asked] = metrics.seen
    expect([asked?.url, asked?.headers.authorization, asked?.headers.cookie]).toEqual([
      '/api/v1/query?query=up%7Ba%3D%22b%22%7D',
      'Bearer sre',
      undefined,
    ])
    const posted = await get('/prometheus/api/v1/query', {
      method: 'POST',
      headers: { ...signedIn(), ...ownChange },
      body: 'query=up',
    })
    expect([posted.status, metrics.seen.length]).toEqual([405, 1])
  })
})
