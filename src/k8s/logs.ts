import { lines } from '../lib/lines.ts'
import { ApiError, isAbort, networkError, unreadableError } from './ApiError.ts'
import { scopeQuery } from './path.ts'
import { request } from './request.ts'

export interface LogOptions {
  namespace: string
  pod: string
  /** Without: the only one. */
  container?: string | undefined
  follow?: boolean | undefined
  /** The container that ran before the present one. */
  previous?: boolean | undefined
  /** Each line begins with the moment when the kubelet took it. */
  timestamps?: boolean | undefined
  tailLines?: number | undefined
  sinceSeconds?: number | undefined
  /** RFC 3339. The server cuts it to whole seconds. */
  sinceTime?: string | undefined
  limitBytes?: number | undefined
  signal?: AbortSignal | undefined
  /** Called once the server has begun to answer; lines may be long in coming. */
  onOpen?: (() => void) | undefined
}

/** The lines of a container's log, as they arrive. Ends with the log, or quietly when aborted; throws an ApiError when it breaks. */
export async function* logLines(options: LogOptions): AsyncGenerator<string> {
  yield* readLog(options, (body, signal) => lines(body, { signal }))
}

/** The bytes of a container's log, as they arrive: each piece is the caller's. Ends and throws as logLines does. */
export async function* logBytes(options: LogOptions): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* readLog(options, pieces)
}

/** Whether there is no log yet because the container has not started. */
export function isNotStarted({ code, message }: ApiError): boolean {
  return (
    code === 400 && /waiting to start|is not available|does not have a host assigned|ContainerCreating/.test(message)
  )
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>>

async function* readLog<T>(
  { namespace, pod, signal, onOpen, ...options }: LogOptions,
  read: (body: Body, signal: AbortSignal | undefined) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const { container, tailLines, sinceSeconds, sinceTime, limitBytes } = options
  const flags = {
    follow: options.follow ? 'true' : undefined,
    previous: options.previous ? 'true' : undefined,
    timestamps: options.timestamps ? 'true' : undefined,
  }
  const base = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`
  const path = base + scopeQuery({}, { container, ...flags, tailLines, sinceSeconds, sinceTime, limitBytes })
  const asked = { url: path, method: 'GET' }
  try {
    const response = await request(path, { signal: signal ?? null, headers: { Accept: '*/*' }, streams: true })
    // A page of a proxy, say its login.
    if (/^text\/html\b/.test(response.headers.get('Content-Type') ?? ''))
      throw unreadableError(response.status, '<html', undefined, asked)
    onOpen?.()
    if (response.body) yield* read(response.body, signal)
  } catch (error) {
    if (signal ? signal.aborted : isAbort(error)) return
    // Whatever broke the stream: browsers and service workers have several words for it.
    throw error instanceof ApiError ? error : networkError(error, asked)
  }
}

async function* pieces(body: Body, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  // A stream that comes from a service worker does not always notice the abort of its own request.
  const cancel = () => void reader.cancel().catch(() => {})
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    if (signal?.aborted) return
    for (;;) {
      const { done, value } = await reader.read()
      if (done || signal?.aborted) return
      yield value
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    cancel()
  }
}
