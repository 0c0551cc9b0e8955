import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setApiRoot } from './apiRoot.ts'
import type { K8sObject, ResourceType } from './types.ts'
import { confirmSession } from './unauthorized.ts'

/** An API server made by hand, for one test: it answers as it is told and remembers what it was asked. */
export interface TestApi {
  answer: (request: Request, url: URL) => Response | Promise<Response>
  /** Method and path with query of every request, in order. */
  asked: string[]
  requests: Request[]
  /** Not listening at all, as when the cluster is gone. */
  down: boolean
  close: () => void
}

/** Starts an API server on a free port and points the client at it. */
export async function startTestApi(): Promise<TestApi> {
  const api: TestApi = {
    answer: () => notFound(),
    asked: [],
    requests: [],
    down: false,
    close() {
      server.closeAllConnections()
      server.close()
      setApiRoot(undefined)
      // Files share the session: whoever was signed out here would be in the next one.
      confirmSession(() => Promise.resolve())()
    },
  }
  const server = createServer((incoming, outgoing) => void answer(api, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  setApiRoot(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
  return api
}

async function answer(api: TestApi, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (api.down) return void incoming.socket.destroy()
  const { method = 'GET', url: path = '/' } = incoming
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const request = new Request(`http://api.test${path}`, {
    method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, [value].flat().join()]),
    signal: gone.signal,
    ...(method !== 'GET' && { body: Buffer.concat(await incoming.toArray()).toString() }),
  })
  api.asked.push(`${method} ${path}`)
  api.requests.push(request)
  const response = await api.answer(request.clone(), new URL(request.url))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.flushHeaders()
  if (!response.body) return void outgoing.end()
  const reader = response.body.getReader()
  outgoing.on('close', () => void reader.cancel().catch(() => {}))
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) outgoing.write(read.value)
    outgoing.end()
  } catch {
    outgoing.destroy()
  }
}

/** A Status answer as the API server makes it. */
export function status(code: number, reason: string, message: string, more: object = {}): Response {
  return Response.json(
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code, ...more },
    { status: code },
  )
}

const notFound = () => new Response('404 page not found\n', { status: 404, headers: { 'Content-Type': 'text/plain' } })

export const ConfigMap: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  watchable: true,
}

/** A small object whose uid is its name. */
export function object(name: string, resourceVersion = '1', more: Partial<K8sObject['metadata']> = {}): K8sObject {
  return { metadata: { name, namespace: 'demo', uid: name, resourceVersion, ...more } }
}

/** A watch under the test's control. */
export interface TestStream {
  response: Response
  send: (...events: object[]) => void
  raw: (text: string | Uint8Array) => void
  end: () => void
  fail: () => void
  /** Whether the client has let go of it. */
  closed: boolean
}

/** An open stream of bytes. */
export function stream(): TestStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const made: TestStream = {
    response: new Response(
      new ReadableStream<Uint8Array>({
        start: (started) => void (controller = started),
        cancel: () => void (made.closed = true),
      }),
      { headers: { 'Content-Type': 'application/json' } },
    ),
    send: (...events) => made.raw(events.map((event) => JSON.stringify(event) + '\n').join('')),
    raw: (text) => controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    end: () => {
      if (!made.closed) controller?.close()
      made.closed = true
    },
    fail: () => {
      made.closed = true
      controller?.error(new TypeError('connection reset'))
    },
    closed: false,
  }
  return made
}

/** Answers a list request from these objects with limit and continue, as of one version; the token is the next place. */
export function listAnswer(url: URL, objects: K8sObject[], resourceVersion = '100'): Response {
  const limit = Number(url.searchParams.get('limit') ?? objects.length)
  const from = Number(url.searchParams.get('continue') ?? 0)
  const items = objects.slice(from, from + limit)
  const left = objects.length - from - items.length
  const metadata = {
    resourceVersion,
    ...(left > 0 && { continue: `${from + items.length}`, remainingItemCount: left }),
  }
  return Response.json({ kind: 'List', apiVersion: 'v1', metadata, items })
}

/** Waits until a condition holds, asked every few milliseconds. */
export async function until(condition: () => boolean, what = condition.toString()): Promise<void> {
  for (const start = performance.now(); !condition();) {
    if (performance.now() - start > 15_000) throw new Error(`Waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
