import { authorized, isApiPath } from './handlers.ts'
import type { Cluster } from './server/cluster.ts'

/**
 * A `fetch` that a cluster answers without any network between: for tests of pages. An abort ends a request at any time, also
 * while its answer is read, and what is no answer is a TypeError, as with the browser's own.
 */
export function pageFetch(cluster: Pick<Cluster, 'handle'>, base: string, user: () => string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input instanceof Request ? input : new URL(input, base), init)
    const { signal } = request
    signal.throwIfAborted()
    if (!isApiPath(request.url, base)) throw new TypeError('Failed to fetch')
    const asked = await authorized(request, base, user, signal)
    signal.throwIfAborted()
    const response = await orAborted(cluster.handle(asked), signal)
    if (response.type === 'error') throw new TypeError('Failed to fetch')
    return response.body ? withBody(response, endedBy(response.body, signal)) : response
  }
}

async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
    // Of both only one is waited for.
    aborted.promise.catch(() => {})
    promise.catch(() => {})
  }
}

function withBody(response: Response, body: ReadableStream<Uint8Array<ArrayBuffer>>): Response {
  const { status, statusText, headers, url } = response
  const copy = new Response(body, { status, statusText, headers })
  return Object.defineProperty(copy, 'url', { value: url })
}

/** The same bytes, until the signal ends them. */
function endedBy(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  let abort = () => {}
  const over = () => signal.removeEventListener('abort', abort)
  return new ReadableStream({
    start(controller) {
      abort = () => {
        controller.error(signal.reason)
        reader.cancel(signal.reason).catch(() => {})
      }
      signal.addEventListener('abort', abort)
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (signal.aborted) return
        if (!done) return controller.enqueue(value)
        over()
        controller.close()
      } catch (error) {
        over()
        if (!signal.aborted) controller.error(error)
      }
    },
    cancel(reason) {
      over()
      return reader.cancel(reason)
    },
  })
}
