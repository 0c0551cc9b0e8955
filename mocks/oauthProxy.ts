import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { request as requestOver, type IncomingMessage, type ServerResponse } from 'node:http'
import { cookieOf, escaped } from './oauthServer.ts'

export interface OAuthProxyOptions {
  /** The page of the OAuth server where people log in. */
  authorizeUrl: string
  /** The token for a code. */
  redeem(code: string, redirectUri: string): Promise<string | undefined> | string | undefined
  /** The name of who has a token, as users/~ tells it. */
  userOf(token: string): Promise<string> | string
  /** --bypass-auth-except-for: what needs a session; without any, all does. */
  protect?: readonly RegExp[]
  /** --proxy-prefix */
  prefix?: string
  /** --cookie-name */
  cookieName?: string
  /** --logout-url */
  logoutUrl?: string
  /** --cookie-secure: the proxy takes itself to be reached over https, too. */
  secure?: boolean
  /** --cookie-expire, in ms. */
  expireMs?: number
  /** --cookie-secret: the same in all replicas. */
  secret?: Buffer
}

type Next = () => void

interface ProxySession {
  token: string
  email: string
}

/**
 * openshift/oauth-proxy in small, as its source has it (oauthproxy.go at 2b9ee007): run with --provider=openshift,
 * --pass-access-token and --pass-basic-auth=false, without --skip-provider-button. What needs no session is passed on untouched, with
 * whatever headers the client has sent; without a session the answer is its own page, 403, at the same address.
 */
export function createOAuthProxy(options: OAuthProxyOptions) {
  const { prefix = '/oauth', cookieName = '_oauth_proxy', secure = true, secret = randomBytes(32) } = options
  const { expireMs = 168 * 3_600_000 } = options
  const csrfName = `${cookieName}_csrf`
  // Its source puts the star after the last letter, and no anchor before the first: "/oaut" anywhere needs a session.
  const protectedPaths = options.protect && [...options.protect, new RegExp(`${prefix}*`)]

  const sign = (host: string, ...parts: string[]) =>
    createHmac('sha1', secret.toString('base64url') + host)
      .update(parts.join(''))
      .digest('base64url')

  const seal = (host: string, session: ProxySession, now: number) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', secret, nonce)
    const encrypted = Buffer.concat([cipher.update(JSON.stringify(session)), cipher.final()])
    const value = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')
    const at = String(Math.floor(now / 1000))
    return `${value}|${at}|${sign(host, cookieName, value, at)}`
  }

  const sessionOf = (request: IncomingMessage): ProxySession | undefined => {
    const [value = '', at = '', signature = ''] = (cookieOf(request, cookieName) ?? '').split('|')
    const expected = sign(request.headers.host ?? '', cookieName, value, at)
    if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected)))
      return undefined
    if (Number(at) * 1000 < Date.now() - expireMs) return undefined
    const sealed = Buffer.from(value, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(12, 28))
    // Only what was signed here gets this far.
    return JSON.parse(decipher.update(sealed.subarray(28), undefined, 'utf8') + decipher.final('utf8')) as ProxySession
  }

  const setCookie = (request: IncomingMessage, response: ServerResponse, name: string, value: string, ms: number) => {
    const domain = (request.headers.host ?? '').replace(/:\d+$/, '')
    const expires = new Date(Date.now() + ms).toUTCString()
    const cookie = `${name}=${value}; Path=/; Domain=${domain}; Expires=${expires}; HttpOnly${secure ? '; Secure' : ''}`
    response.appendHeader('Set-Cookie', cookie)
  }
  const clearCookie = (request: IncomingMessage, response: ServerResponse, name: string) =>
    setCookie(request, response, name, '', -3_600_000)

  const redirectUri = (request: IncomingMessage) =>
    `${secure ? 'https' : 'http'}://${request.headers.host ?? ''}${prefix}/callback`

  const page = (response: ServerResponse, code: number, html: string) =>
    void response.writeHead(code, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)
  const errorPage = (response: ServerResponse, code: number, title: string, message: string) =>
    page(response, code, errorHtml(`${code} ${title}`, message, prefix))
  const redirect = (response: ServerResponse, location: string) =>
    void response.writeHead(302, { Location: location }).end()

  const signInPage = (request: IncomingMessage, response: ServerResponse, code: number) => {
    clearCookie(request, response, cookieName)
    const asked = request.headers['x-auth-request-redirect'] ?? request.url ?? '/'
    const back = asked === `${prefix}/sign_in` ? '/' : String(asked)
    page(response, code, signInHtml(back, prefix))
  }

  const start = (request: IncomingMessage, response: ServerResponse, { searchParams }: URL) => {
    const nonce = randomBytes(16).toString('hex')
    setCookie(request, response, csrfName, nonce, expireMs)
    const location = new URL(options.authorizeUrl)
    const asked = { redirect_uri: redirectUri(request), approval_prompt: 'force', scope: 'user:full' }
    const state = `${nonce}:${inside(searchParams.get('rd'))}`
    for (const [key, value] of Object.entries({
      ...asked,
      client_id: 'registry-console',
      response_type: 'code',
      state,
    }))
      location.searchParams.set(key, value)
    redirect(response, location.href)
  }

  const callback = async (request: IncomingMessage, response: ServerResponse, { searchParams }: URL) => {
    const refused = searchParams.get('error')
    if (refused) return errorPage(response, 403, 'Permission Denied', refused)
    const token = await options.redeem(searchParams.get('code') ?? '', redirectUri(request))
    if (!token) return errorPage(response, 500, 'Internal Error', 'Internal Error')
    const state = searchParams.get('state') ?? ''
    const at = state.indexOf(':')
    if (at < 0) return errorPage(response, 500, 'Internal Error', 'Invalid State')
    const csrf = cookieOf(request, csrfName)
    if (csrf === undefined) return errorPage(response, 403, 'Permission Denied', 'http: named cookie not present')
    clearCookie(request, response, csrfName)
    if (csrf !== state.slice(0, at)) return errorPage(response, 403, 'Permission Denied', 'csrf failed')
    const user = await options.userOf(token)
    const email = user.includes('@') ? user : `${user}@cluster.local`
    const sealed = seal(request.headers.host ?? '', { token, email }, Date.now())
    setCookie(request, response, cookieName, sealed, expireMs)
    redirect(response, inside(state.slice(at + 1)))
  }

  const proxy = (request: IncomingMessage, response: ServerResponse, next: Next) => {
    const session = sessionOf(request)
    if (!session) return signInPage(request, response, 403)
    const { headers } = request
    headers['x-forwarded-user'] = session.email.replace(/@.*/, '')
    headers['x-forwarded-email'] = session.email
    headers['x-forwarded-access-token'] = session.token
    response.setHeader('GAP-Auth', session.email)
    next()
  }

  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const url = new URL(request.url ?? '/', 'http://proxy')
    const { pathname } = url
    const own = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : ''
    if (pathname === '/robots.txt') return void response.end('User-agent: *\nDisallow: /')
    if (own === '/healthz') return void response.end('OK')
    if (protectedPaths?.every((pattern) => !pattern.test(pathname))) return next()
    switch (own) {
      case '/sign_in':
        return signInPage(request, response, 200)
      case '/sign_out':
        clearCookie(request, response, cookieName)
        return redirect(response, options.logoutUrl ?? '/')
      case '/start':
        return start(request, response, url)
      case '/callback':
        return void callback(request, response, url).catch(() => errorPage(response, 500, 'Internal Error', ''))
      case '/auth':
        return void (sessionOf(request) ? response.writeHead(202) : response.writeHead(401)).end()
      default:
        return proxy(request, response, next)
    }
  }
}

/** Where to come back to: within the host, or its front page. */
const inside = (back: string | null) => (back?.startsWith('/') && !back.startsWith('//') ? back : '/')

/** What a request is passed on to, as it is: a web server that listens at an address. */
export function passTo(address: string): (request: IncomingMessage, response: ServerResponse) => void {
  const { hostname, port } = new URL(address)
  return (request, response) => {
    const { method, url: path, headers } = request
    const passed = requestOver({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    passed.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  }
}

const signInHtml = (back: string, prefix: string) => `
<!DOCTYPE html>
<html lang="en" charset="utf-8">
<head><title>Log In</title></head>
<body>
<form method="GET" action="${escaped(prefix)}/start">
<input type="hidden" name="rd" value="${escaped(back)}">
<button type="submit" class="btn btn-primary btn-lg">Log in with OpenShift</button><br/>
</form>
</body></html>
`

const errorHtml = (title: string, message: string, prefix: string) => `
<!DOCTYPE html>
<html lang="en" charset="utf-8">
<head><title>${escaped(title)}</title></head>
<body><h1>${escaped(title)}</h1><p>${escaped(message)}</p>
<p><a href="${escaped(prefix)}/sign_in">Log In</a></p></body></html>
`
