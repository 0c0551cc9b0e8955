import { createLogClient, type LogClient } from './logClient.ts'
import type { LogViewState, SourceId } from './logProtocol.ts'
import { createLogSession, type LogSession, type LogSessionOptions, type LogSource } from './logSession.ts'
import type { Pod } from '../k8s/resources/pod.ts'

/** A client and the session that fills it, which begin and end together, again and again if need be. */
export interface LogReading {
  /** One for good; who holds the lines is there when somebody asks, and goes with `start`. */
  client: LogClient
  /** Reads until the answer is called. */
  start(): () => void
  setPods(pods: readonly Pod[]): void
  sources(): readonly LogSource[]
  subscribe(listener: () => void): () => void
  /** Tells of what is held whenever it changes. Returns how to stop. */
  watch(listener: (view: LogViewState) => void): () => void
  retry(source?: SourceId): void
}

const none: readonly LogSource[] = []
/** How long lines are held for somebody who asked but does not read, in ms. */
const unusedMs = 5000

/** A reading that has not begun. */
export function createLogReading(options: LogSessionOptions, createClient = createLogClient): LogReading {
  const listeners = new Set<() => void>()
  let holder: LogClient | undefined
  let session: LogSession | undefined
  let pods: readonly Pod[] | undefined

  const close = () => {
    holder?.close()
    holder = undefined
  }
  const open = (): LogClient => {
    // A part of a page may ask before the page reads, or when it has stopped.
    if (!holder && !session) setTimeout(() => session ?? close(), unusedMs)
    return (holder ??= createClient())
  }
  const changed = () => listeners.forEach((listener) => listener())
  const client: LogClient = {
    call: (method, argument, callOptions) => open().call(method, argument, callOptions),
    close,
  }

  return {
    client,
    start() {
      const mine = createLogSession(options, client)
      session = mine
      const unsubscribe = mine.subscribe(changed)
      if (pods) mine.setPods(pods)
      return () => {
        unsubscribe()
        mine.close()
        if (session !== mine) return
        session = undefined
        close()
        changed()
      }
    },
    setPods(next) {
      pods = next
      session?.setPods(next)
    },
    sources: () => session?.sources() ?? none,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watch(listener) {
      const abort = new AbortController()
      client.call('watch', undefined, { signal: abort.signal, onProgress: listener }).catch(() => {})
      return () => abort.abort()
    },
    retry: (source) => session?.retry(source),
  }
}
