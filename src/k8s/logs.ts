import { lines } from '../lib/lines.ts'
import { ApiError, isAbort, networkError } from './ApiError.ts'
import { scopeQuery } from './path.ts'
import { request } from './request.ts'

export interface LogOptions {
  namespace: string
  pod: string
  container?: string | undefined
  follow?: boolean
  previous?: boolean
  timestamps?: boolean
  tailLines?: number | undefined
  sinceSeconds?: number | undefined
  limitBytes?: number | undefined
  signal?: AbortSignal | undefined
  /** Called once the server has begun to answer; lines may be long in coming. */
  onOpen?: (() => void) | undefined
}

/** The lines of a container's log, as they arrive. Ends with the log, or quietly when aborted; throws an ApiError when it breaks. */
export async function* logLines({ namespace, pod, signal, ...options }: LogOptions): AsyncGenerator<string> {
  const { container, tailLines, sinceSeconds, limitBytes } = options
  const flags = {
    follow: options.follow ? 'true' : undefined,
    previous: options.previous ? 'true' : undefined,
    timestamps: options.timestamps ? 'true' : undefined,
  }
  const base = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`
  const path = base + scopeQuery({}, { container, ...flags, tailLines, sinceSeconds, limitBytes })
  try {
    const response = await request(path, { signal: signal ?? null, headers: { Accept: '*/*' } })
    options.onOpen?.()
    if (response.body) yield* lines(response.body, { signal })
  } catch (error) {
    if (signal ? signal.aborted : isAbort(error)) return
    // Whatever broke the stream: browsers and service workers have several words for it.
    throw error instanceof ApiError ? error : networkError(error, { url: path, method: 'GET' })
  }
}
