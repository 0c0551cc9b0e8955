import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface ProxyTarget {
  /** Address requests go to, with or without a path of its own. */
  url: string
  /** Bearer token. It is added here and never reaches the browser. */
  token?: string | undefined
  /** Accept certificates nobody vouches for. */
  insecure?: boolean
  /** Path prefixes to send there: `/apis` matches itself and everything below. */
  prefixes: string[]
  /** A prefix to take off before sending. */
  strip?: string
  /** How to bring the address to life, for the page to show when it does not answer. */
  hint: string
}

/** Marks the answers of the proxy itself, as opposed to the cluster's. Its value is the address that did not answer. */
export const proxyHeader = 'x-registry-console-proxy'

// Everything else stays here: cookies and credentials of the page are none of the cluster's business.
const forwarded = ['accept', 'accept-encoding', 'content-type', 'content-length', 'if-none-match', 'user-agent']
// They describe one connection, and the next one is another.
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** How long a connection may take to come about, in ms: where a VPN is off, packets get lost without a word. */
const connectMs = 10_000

/**
 * A connect middleware that passes API requests on, unbuffered, and everything else to `next`. `base` is the path the console is served
 * under; `patience` how long a connection may take, in ms.
 */
export function apiProxy(targets: ProxyTarget[], base = '/', patience = connectMs) {
  return (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void): void => {
    const url = incoming.url ?? '/'
    const path = url.startsWith(base) ? `/${url.slice(base.length)}` : url
    const target = targets.find(({ prefixes }) => prefixes.some((prefix) => isBelow(path, prefix)))
    if (!target) next()
    // With a token in the proxy, another site's page must not be able to use it.
    else if (isForeign(incoming)) answer(outgoing, target, 403, 'Forbidden', 'The request comes from another site.')
    else pass(incoming, outgoing, target, path, patience)
  }
}

const isBelow = (path: string, prefix: string) => path.startsWith(prefix) && /^([/?]|$)/.test(path.slice(prefix.length))

function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'cross-site' || site === 'same-site'
  // Browsers say nothing of sites over plain HTTP to other machines. Pages of others cannot set this header unasked.
  return origin !== undefined && !headers['x-requested-with'] && origin.replace(/^https?:\/\//, '') !== host
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: ProxyTarget,
  path: string,
  patience: number,
): void {
  const address = new URL(target.url)
  const rest = target.strip && isBelow(path, target.strip) ? path.slice(target.strip.length) : path
  const headers: Record<string, string | string[]> = { host: address.host }
  for (const name of forwarded) {
    const value = incoming.headers[name]
    if (value !== undefined) headers[name] = value
  }
  if (target.token) headers['authorization'] = `Bearer ${target.token}`

  const send = address.protocol === 'https:' ? httpsRequest : httpRequest
  const upstream = send(
    {
      protocol: address.protocol,
      hostname: address.hostname.replace(/^\[|\]$/g, ''),
      port: address.port,
      method: incoming.method,
      path: address.pathname.replace(/\/$/, '') + (rest.startsWith('/') ? rest : `/${rest}`),
      headers,
      rejectUnauthorized: !target.insecure,
    },
    (response) => {
      const kept = Object.entries(response.headers).filter(([name]) => !hopByHop.has(name))
      outgoing.writeHead(response.statusCode ?? 502, Object.fromEntries(kept))
      // A watch says nothing for a while: the page must learn at once that it is open.
      outgoing.flushHeaders()
      response.pipe(outgoing)
      response.on('error', () => outgoing.destroy())
    },
  )
  upstream.once('socket', (socket) => {
    if (!socket.connecting) return
    const late = () => upstream.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(late, patience)
    socket.once(address.protocol === 'https:' ? 'secureConnect' : 'connect', () => clearTimeout(timer))
    upstream.once('close', () => clearTimeout(timer))
  })
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
    else answer(outgoing, target, 502, 'ProxyError', messageOf(target, error))
  })
  outgoing.on('close', () => upstream.destroy())
  incoming.pipe(upstream)
}

function messageOf({ url, hint }: ProxyTarget, error: NodeJS.ErrnoException): string {
  const cause = error.code ?? error.message
  if (url.startsWith('https:') && /^EPROTO$|WRONG_VERSION_NUMBER/.test(cause))
    return `${url} answers, and not in HTTPS (${cause}). Its address may have to begin with http://.`
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(cause)
  const advice = certificate ? 'Set API_INSECURE=1 to accept its certificate.' : hint
  return `${url} does not answer (${cause}). ${advice}`
}

function answer(outgoing: ServerResponse, target: ProxyTarget, code: number, reason: string, message: string): void {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  outgoing.writeHead(code, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    [proxyHeader]: target.url,
  })
  outgoing.end(JSON.stringify(status))
}
