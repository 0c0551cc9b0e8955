import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { constants, createBrotliCompress, createGzip, type BrotliCompress, type Gzip } from 'node:zlib'
import type { Cluster } from './server/cluster.ts'
import { isLost } from './server/faults.ts'
import { staticFiles, type StaticFiles } from './static.ts'

export interface ServeOptions {
  port: number
  host?: string
  /** The cluster of a `mock-cluster` cookie, and of a `mock-scenario` cookie; undefined: the common one. */
  clusterFor(id: string | undefined, scenario: string | undefined): Cluster | Promise<Cluster>
  /** A folder with the built console. */
  dist?: string
  /** Whose pages may show the console in a frame, in the words of that directive; default: its own. */
  frameAncestors?: string | undefined
  /** Where the console lives, such as '/console/'. */
  basePath?: string
  /** Key and certificate in PEM: answers over HTTPS. */
  tls?: { key: string; cert: string } | undefined
  /** Sees every request first, and answers it or passes it on: a real server in place of a part of the cluster. */
  before?: ((request: IncomingMessage, response: ServerResponse, next: () => void) => void) | undefined
}

const API = /^\/(api|apis|version|openapi|prometheus|healthz|livez|readyz|\.well-known|__mock__)(\/|$)/

const cookie = (request: IncomingMessage, name: string) =>
  new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]

/** Serves clusters, and the console if it is built, over HTTP. Resolves once it listens. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { port, host, clusterFor, dist, basePath = '/', tls, before, frameAncestors } = options
  const files = dist ? await staticFiles(dist, { basePath, frameAncestors }) : undefined
  const own = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, { clusterFor, files, basePath }).catch((error: unknown) => {
      process.stderr.write(`${request.method ?? ''} ${request.url ?? ''}: ${String(error)}\n`)
      response.destroy()
    })
  }
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    before ? before(request, response, () => own(request, response)) : own(request, response)
  const server: Server = tls ? createSecureServer(tls, listener) : createServer(listener)
  server.keepAliveTimeout = 65_000
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: { clusterFor: ServeOptions['clusterFor']; files: StaticFiles | undefined; basePath: string },
) {
  const prefix = site.basePath.slice(0, -1)
  const target = request.url ?? '/'
  if (prefix && !target.startsWith(`${prefix}/`) && target !== prefix)
    return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found\n')
  const path = target.slice(prefix.length) || '/'
  if (site.files && !API.test(path.split('?')[0] ?? '')) return site.files(request, response, path)
  if (isRepeated(request)) return void request.socket.destroy()
  const cluster = await site.clusterFor(cookie(request, 'mock-cluster'), cookie(request, 'mock-scenario'))
  const abort = new AbortController()
  response.on('close', () => abort.abort())
  const answered = await cluster.handle(await toRequest(request, path, abort.signal))
  await send(answered, request, response)
}

const served = new WeakMap<object, number>()
const RESENT_WITHIN = 1000
/** When a request on a used connection went unanswered, by what it asked. */
const unanswered = new Map<string, number>()
const asked = ({ method = '', url = '', headers }: IncomingMessage) => `${method} ${url} ${headers.cookie ?? ''}`

/**
 * Chromium sends a request once more when the connection it used before ends without an answer, whatever its method.
 * A lost answer would not be one then: the second request goes unanswered too, and is not carried out.
 */
function isRepeated(request: IncomingMessage): boolean {
  const count = (served.get(request.socket) ?? 0) + 1
  served.set(request.socket, count)
  const since = unanswered.get(asked(request))
  if (since === undefined) return false
  unanswered.delete(asked(request))
  return count === 1 && Date.now() - since < RESENT_WITHIN
}

/** Hop-by-hop headers say nothing about the request itself, and some are refused by Headers. */
const HOP = new Set(['connection', 'host', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'expect'])

async function toRequest(request: IncomingMessage, path: string, signal: AbortSignal): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !HOP.has(name)) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const { method = 'GET' } = request
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = chunks.length && method !== 'GET' && method !== 'HEAD' ? Buffer.concat(chunks) : null
  return new Request(`http://${request.headers.host ?? 'localhost'}${path}`, { method, headers, body, signal })
}

const WORTH_COMPRESSING = 1400

/** Writes an answer as it comes: streams line by line, big answers compressed, broken ones broken. */
async function send(answered: Response, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (answered.type === 'error') {
    if (isLost(answered) && (served.get(request.socket) ?? 0) > 1) unanswered.set(asked(request), Date.now())
    return void request.socket.destroy()
  }
  const headers = Object.fromEntries(answered.headers)
  const target = request.url ?? ''
  const streams = /[?&](watch|follow)=(true|1)/.test(target) || /\/log(\?|$)/.test(target)
  const reader = answered.body?.getReader()
  try {
    if (streams) {
      response.socket?.setNoDelay(true)
      response.writeHead(answered.status, headers).flushHeaders()
    }
    const first = streams ? undefined : await reader?.read()
    const encoder = first?.value && first.value.length >= WORTH_COMPRESSING ? compressor(request) : undefined
    if (!streams) {
      const whole = encoder ? { 'Content-Encoding': encoder.name, Vary: 'Accept-Encoding' } : {}
      response.writeHead(answered.status, { ...headers, ...whole })
    }
    const out = encoder?.stream ?? response
    if (encoder) encoder.stream.pipe(response)
    if (request.method !== 'HEAD')
      for (let next = first ?? (await reader?.read()); next && !next.done; next = await reader?.read())
        if (!out.write(next.value)) await drained(out, response)
    out.end()
  } catch {
    // The answer broke off, or the client went: either way the connection ends here.
    response.destroy()
  } finally {
    if (response.destroyed) await reader?.cancel().catch(() => {})
  }
}

const drained = (out: NodeJS.EventEmitter, response: ServerResponse) =>
  new Promise<void>((resolve, reject) => {
    const gone = () => reject(new Error('the client is gone'))
    out.once('drain', () => {
      response.off('close', gone)
      resolve()
    })
    response.once('close', gone)
  })

/** Fast rather than small, as the API server itself compresses. */
function compressor({ headers }: IncomingMessage): { name: string; stream: BrotliCompress | Gzip } | undefined {
  const accepted = headers['accept-encoding'] ?? ''
  if (/\bbr\b/.test(accepted))
    return { name: 'br', stream: createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }) }
  if (/\bgzip\b/.test(accepted)) return { name: 'gzip', stream: createGzip({ level: 1 }) }
  return undefined
}
