import { ApiError, asApiError } from './ApiError.ts'

/** What messages pass through: a worker, the inside of one, or one end of a MessageChannel. */
export interface Port {
  postMessage(message: unknown, options?: { transfer?: Transferable[] }): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** What a served method may do besides answering. */
export interface Call {
  /** Aborted when the caller has given up. */
  signal: AbortSignal
  /** Tells the caller how far it is. What is in `transfer` is given away, not copied. */
  report(progress: unknown, transfer?: Transferable[]): void
}

type Method = (argument: never, call: Call) => unknown

type Request = { id: number; method: string; argument: unknown } | { id: number; abort: true }

type Answer = { id: number } & ({ result: unknown } | { error: SentError } | { progress: unknown })

interface SentError {
  api?: ConstructorParameters<typeof ApiError>[0]
  name: string
  message: string
}

/** Answers the calls that arrive at a port with these methods. Errors of the API keep all they say. */
export function serveRemote(port: Port, methods: Readonly<Record<string, Method>>): void {
  const running = new Map<number, AbortController>()
  const answer = (message: Answer, transfer: Transferable[] = []) => port.postMessage(message, { transfer })
  const run = async (id: number, name: string, argument: unknown) => {
    const abort = new AbortController()
    running.set(id, abort)
    try {
      // Its caller has the type of what it takes.
      const method = methods[name] as ((argument: unknown, call: Call) => unknown) | undefined
      if (!method) throw new Error(`no method ${name}`)
      const result = await method(argument, {
        signal: abort.signal,
        report: (progress, transfer) => answer({ id, progress }, transfer),
      })
      answer({ id, result })
    } catch (error) {
      answer({ id, error: toSent(error) })
    } finally {
      running.delete(id)
    }
  }
  port.addEventListener('message', ({ data }: MessageEvent<Request>) => {
    if ('abort' in data) running.get(data.id)?.abort()
    else void run(data.id, data.method, data.argument)
  })
}

export interface CallOptions {
  signal?: AbortSignal | undefined
  onProgress?(progress: unknown): void
  /** Parts of the argument that are given away, not copied. */
  transfer?: Transferable[]
}

export type RemoteCall = (method: string, argument?: unknown, options?: CallOptions) => Promise<unknown>

interface Pending {
  resolve(result: unknown): void
  reject(error: unknown): void
  onProgress: CallOptions['onProgress'] | undefined
}

/** Calls the methods that somebody serves at the other end of a port. */
export function callRemote(port: Port): RemoteCall {
  const pending = new Map<number, Pending>()
  let last = 0
  let isHeard = false
  /** Why nobody will ever answer. */
  let failure: ApiError | undefined
  port.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    isHeard = true
    const call = pending.get(data.id)
    if (!call) return
    if ('progress' in data) return call.onProgress?.(data.progress)
    pending.delete(data.id)
    if ('error' in data) call.reject(fromSent(data.error))
    else call.resolve(data.result)
  })
  // A worker whose code cannot be loaded, or that runs out of memory.
  if (typeof Worker !== 'undefined' && port instanceof Worker) {
    port.addEventListener('error', (event) => {
      event.preventDefault()
      const error = asApiError(new Error(event.message || 'worker failed'))
      // What its code throws, it survives.
      if (!isHeard || !event.message) failure = error
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    })
  }
  return (method, argument, { signal, onProgress, transfer = [] } = {}) => {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (failure) return Promise.reject(failure)
    const id = ++last
    return new Promise((resolve, reject) => {
      const abort = () => {
        pending.delete(id)
        port.postMessage({ id, abort: true } satisfies Request)
        reject(signal?.reason)
      }
      const done = (settle: (value: unknown) => void) => (value: unknown) => {
        signal?.removeEventListener('abort', abort)
        settle(value)
      }
      pending.set(id, { resolve: done(resolve), reject: done(reject), onProgress })
      signal?.addEventListener('abort', abort, { once: true })
      port.postMessage({ id, method, argument } satisfies Request, { transfer })
    })
  }
}

function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message } = error
  if (!(error instanceof ApiError)) return { name, message }
  const { code, reason, url, method, status, retryAfterSeconds } = error
  return {
    name,
    message,
    api: { code, reason, message, url, method, status, ...(retryAfterSeconds && { retryAfterSeconds }) },
  }
}

function fromSent({ api, name, message }: SentError): Error {
  if (api) return new ApiError(api)
  return name === 'AbortError' ? new DOMException(message, name) : asApiError(new Error(message))
}
