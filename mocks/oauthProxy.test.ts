import {
  createServer,
  request as requestOver,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OAuthProxyOptions } from './oauthProxy.ts'
import { startSignIn } from './signIn.ts'

const closing: (() => void)[] = []
afterAll(() => closing.forEach((close) => close()))

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** Somebody's browser: it keeps cookies, and goes where it is sent only when told. */
function browser() {
  const cookies = new Map<string, string>()
  const go = (url: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
      const headers = { Accept: 'text/html', ...(cookie && { Cookie: cookie }), ...init.headers }
      const sent = requestOver(url, { method: init.method ?? 'GET', headers }, (message) => {
        let text = ''
        message.setEncoding('utf8').on('data', (part: string) => (text += part))
        message.on('end', () => {
          for (const each of message.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
            if (value) cookies.set(name, value)
            else cookies.delete(name)
          }
          resolve({ status: message.statusCode ?? 0, headers: message.headers, text })
        })
      })
      sent.on('error', reject).end(init.body)
    })
  return { cookies, go }
}

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
}

/** The proxy in front of a server that says with which headers a request has reached it. */
async function site(options: Partial<OAuthProxyOptions> = {}) {
  const signIn = await startSignIn(options)
  closing.push(signIn.close)
  const url = await listen((request, response) =>
    signIn.guard(request, response, () => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(request.headers))
    }),
  )
  const logIn = async (user: ReturnType<typeof browser>, back: string, name = 'dev') => {
    const start = await user.go(`${url}/_oauth/start?rd=${encodeURIComponent(back)}`)
    const page = await user.go(start.headers.location ?? '')
    const picked =
      page.status === 302
        ? page
        : await user.go(start.headers.location ?? '', {
            method: 'POST',
            body: new URLSearchParams({ user: name }).toString(),
          })
    return user.go(picked.headers.location ?? '')
  }
  return { url, logIn }
}

const api = '/apis/image.openshift.io/v1/imagestreams'

let url = ''
let logIn: Awaited<ReturnType<typeof site>>['logIn']
beforeAll(async () => {
  ;({ url, logIn } = await site())
})

describe('without a session', () => {
  test('what reaches the cluster is answered by the page of the proxy, and no cookie is set', async () => {
    const { go, cookies } = browser()
    const { status, headers, text } = await go(`${url}${api}?limit=5&x="`)
    expect([status, headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
    expect(text).toContain('<form method="GET" action="/_oauth/start">')
    expect(text).toContain(`<input type="hidden" name="rd" value="${api}?limit=5&amp;x=%22">`)
    expect([...cookies]).toEqual([])
  })

  test.each(['/', '/imagestreams/openshift/oauth-proxy', '/config.json', '/assets/a.js', '/apisx', '/x/api/v1'])(
    '%s is passed on',
    async (path) => expect((await browser().go(url + path)).status).toBe(200),
  )

  test('headers of a client pass where no session is needed, as they are', async () => {
    const { text } = await browser().go(url, { headers: { 'X-Forwarded-Access-Token': 'forged' } })
    expect(JSON.parse(text)).toMatchObject({ 'x-forwarded-access-token': 'forged' })
  })

  test('every path that has the prefix anywhere needs a session: so is its source', async () => {
    const own = await site({ prefix: '/oauth' })
    expect((await browser().go(`${own.url}/imagestreams/openshift/oauth-proxy`)).status).toBe(403)
    expect((await browser().go(`${own.url}/imagestreams`)).status).toBe(200)
  })

  test('whether there is a session can be asked for alone', async () => {
    const user = browser()
    expect((await user.go(`${url}/_oauth/auth`)).status).toBe(401)
    await logIn(user, '/')
    expect((await user.go(`${url}/_oauth/auth`)).status).toBe(202)
  })
})

describe('signing in', () => {
  test.each([
    ['/imagestreams?q=a:b#c', '/imagestreams?q=a:b#c'],
    ['//evil.example.com', '/'],
    ['https://evil.example.com', '/'],
    ['', '/'],
  ])('leads back to %s: %s', async (back, location) => {
    const { status, headers } = await logIn(browser(), back)
    expect([status, headers.location]).toEqual([302, location])
  })

  test('hands the token to the server behind it and to nobody else', async () => {
    const user = browser()
    await logIn(user, '/')
    const { text, headers } = await user.go(url + api, { headers: { 'X-Forwarded-Access-Token': 'forged' } })
    // The server's own words.
    const reached = JSON.parse(text) as Record<string, string>
    expect(reached['x-forwarded-access-token']).toMatch(/^sha256~dev-/)
    expect(reached).toMatchObject({ 'x-forwarded-user': 'dev', 'x-forwarded-email': 'dev@cluster.local' })
    const seen = JSON.stringify([headers, [...user.cookies]])
    expect(seen).not.toContain(reached['x-forwarded-access-token'])
    expect([...user.cookies.keys()].filter((name) => name !== 'ssn')).toEqual(['_oauth_proxy'])
  })

  test('of two that have begun in one browser only the last comes back', async () => {
    const user = browser()
    const first = await user.go(`${url}/_oauth/start?rd=%2Fa`)
    await user.go(`${url}/_oauth/start?rd=%2Fb`)
    const picked = await user.go(first.headers.location ?? '', { method: 'POST', body: 'user=dev' })
    const { status, text } = await user.go(picked.headers.location ?? '')
    expect([status, text.includes('csrf failed')]).toEqual([403, true])
  })

  test('a cookie of another host, or one that was changed, is none', async () => {
    const user = browser()
    await logIn(user, '/')
    expect((await user.go(url + api, { headers: { Host: 'other.example.com' } })).status).toBe(403)
    const value = user.cookies.get('_oauth_proxy') ?? ''
    user.cookies.set(
      '_oauth_proxy',
      value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    )
    expect((await user.go(url + api)).status).toBe(403)
    expect(user.cookies.has('_oauth_proxy')).toBe(false)
  })

  test('a session ends after a while, whatever the token', async () => {
    const own = await site({ expireMs: -60_000 })
    const user = browser()
    await own.logIn(user, '/')
    expect((await user.go(own.url + api)).status).toBe(403)
  })
})

test('signing out takes the cookie, and the OAuth server still knows who it was', async () => {
  const user = browser()
  await logIn(user, '/', 'sre')
  const { status, headers } = await user.go(`${url}/_oauth/sign_out`)
  expect([status, headers.location, user.cookies.has('_oauth_proxy')]).toEqual([302, '/', false])
  expect((await user.go(url + api)).status).toBe(403)
  await logIn(user, '/', 'dev')
  expect((await user.go(url + api)).text).toContain('sha256~sre-')
})
