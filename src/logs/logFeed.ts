import { asApiError } from '../k8s/ApiError.ts'
import type { LogClient } from './logClient.ts'
import type { SourceId } from './logProtocol.ts'

/** How the bytes of one log reach those who hold its lines. All of it rejects when the signal is aborted. */
export interface LogFeed {
  /** Gives bytes away. Resolves once there is room for more. */
  push(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void>
  /** The log is read on from the newest line held, in µs; lines held already may come again. */
  resume(signal: AbortSignal): Promise<number | undefined>
  /** Nothing follows: what has no line end yet is a line too. */
  finish(signal: AbortSignal): Promise<void>
  /** Whether anything was given. */
  begun(): boolean
}

interface FeedOptions {
  /** How many bytes may be on their way before reading waits. */
  maxPending?: number
  /** Smaller pieces are joined, bytes, and wait so long for the next one, in ms. */
  joinBelow?: number
  joinMs?: number
}

/** Feeds of many logs that share the way to one client. */
export function createLogFeeds(
  client: Pick<LogClient, 'call'>,
  { maxPending = 8 * 2 ** 20, joinBelow = 32 * 1024, joinMs = 25 }: FeedOptions = {},
): (source: SourceId) => LogFeed {
  let pending = 0
  let failure: unknown
  const waiting = new Set<() => void>()
  const settle = () => {
    if (pending > maxPending / 2 && failure === undefined) return
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  const send = (source: SourceId, bytes: Uint8Array<ArrayBuffer>) => {
    const { length } = bytes
    // A part of a larger buffer cannot be given away.
    const own = length === bytes.buffer.byteLength ? bytes : bytes.slice()
    pending += length
    client
      .call('append', { source, bytes: own }, { transfer: [own.buffer] })
      .catch((error: unknown) => void (failure ??= error))
      .finally(() => {
        pending -= length
        settle()
      })
  }

  return (source) => {
    let gathered: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let begun = false
    const flush = () => {
      clearTimeout(timer)
      timer = undefined
      const [first] = gathered
      if (!first) return
      const bytes = gathered.length === 1 ? first : joined(gathered, size)
      gathered = []
      size = 0
      send(source, bytes)
    }
    return {
      begun: () => begun,
      async push(bytes, signal) {
        signal.throwIfAborted()
        if (failure !== undefined) throw asApiError(failure)
        begun = true
        gathered.push(bytes)
        size += bytes.length
        if (size >= joinBelow) flush()
        else timer ??= setTimeout(flush, joinMs)
        if (pending > maxPending) await orAborted(new Promise<void>((resolve) => void waiting.add(resolve)), signal)
      },
      async resume(signal) {
        signal.throwIfAborted()
        flush()
        return (await orAborted(client.call('resume', { source }), signal)).newest
      },
      async finish(signal) {
        signal.throwIfAborted()
        flush()
        await orAborted(client.call('finish', { source }), signal)
      },
    }
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** A promise that may never settle, as the call of a worker that was ended, given up with its signal. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
