import { ApiError } from '../k8s/ApiError.ts'
import { logBytes, type LogOptions } from '../k8s/logs.ts'
import type { LogFeed } from './logFeed.ts'
import { createSeam, lastTimeIn, wholeSecond } from './logSeam.ts'

/** Which log is read, from where on. */
export interface LogTarget {
  namespace: string
  pod: string
  /** Empty: the only one there is. */
  container: string
  /** The instance before the present one. */
  previous: boolean
  since: { seconds: number } | { time: string } | undefined
  /** Lines; undefined: all. */
  tail: number | undefined
  /** When this was first wanted, as Date.now() says it: what is `since` so many seconds grows from then on. */
  wantedAt: number
}

export interface ReadOptions {
  follow: boolean
  /** Whether the container was started anew since its log was first asked for. */
  restarted: boolean
  signal: AbortSignal
  onOpen(): void
  /** Hears of all bytes, before they are given away. */
  onBytes(bytes: Uint8Array<ArrayBuffer>): void
  /** How long the newest line held may be in coming when a log is read on, in ms. */
  seamMs: number
}

/**
 * Reads a log once, from its newest line held on, and feeds it: to its end, or with `follow` until the stream ends. When that line
 * does not come again the container was started anew, and first the rest of the instance before is read: pods say so later than their
 * logs. Throws an ApiError, or the reason of the signal.
 */
export async function readLog(target: LogTarget, feed: LogFeed, options: ReadOptions): Promise<void> {
  const { follow, signal, onOpen, onBytes, seamMs } = options
  const closed = new AbortController()
  const both = AbortSignal.any([signal, closed.signal])
  let newest = feed.begun() ? await feed.resume(signal) : undefined
  if (newest === undefined && options.restarted && !target.previous)
    newest = await readPrevious(target, firstQuery(target), feed, { ...options, signal: both })
  let seam = newest === undefined || target.previous ? undefined : createSeam(newest)
  const query = newest === undefined ? firstQuery(target) : { sinceTime: wholeSecond(newest) }
  const held: Uint8Array<ArrayBuffer>[] = []
  const join = async () => {
    seam = undefined
    for (const bytes of held.splice(0)) await feed.push(bytes, signal)
  }
  /** Reads what is missing here. Says whether there was any: then what comes here may be the same, and is asked for anew. */
  const mend = async () => {
    const now = await readPrevious(target, query, feed, { ...options, signal: both })
    if (now === newest) await join()
    return now !== newest
  }
  const pieces = logBytes({ ...requestOf(target), previous: target.previous, follow, ...query, signal: both, onOpen })
  let isFirst = true
  try {
    for (;;) {
      const next = pieces.next()
      // A new instance that has not said anything yet: not even the answer begins before its first line.
      if (seam && follow && !(await settlesWithin(next, seamMs)) && (await mend())) break
      const { done, value } = await next
      signal.throwIfAborted()
      if (done && (!seam || !(await mend()))) return
      if (done) break
      if (isFirst) throwFailure(value)
      isFirst = false
      onBytes(value)
      if (seam) {
        held.push(value)
        const found = seam(value)
        if (found === 'gap' && (await mend())) break
        if (found === 'held') await join()
      } else await feed.push(value, signal)
    }
  } finally {
    closed.abort()
  }
  await readLog(target, feed, { ...options, restarted: false })
}

/** Whether a log has lines after this one (µs), or any of those that are wanted. */
export async function hasMore(target: LogTarget, seen: number | undefined, signal: AbortSignal): Promise<boolean> {
  const query = seen === undefined ? { ...firstQuery(target), tailLines: 1 } : { sinceTime: wholeSecond(seen) }
  for await (const bytes of logBytes({ ...requestOf(target), ...query, signal })) {
    const time = lastTimeIn(bytes)
    if (time !== undefined && (seen === undefined || time > seen)) return true
  }
  return false
}

/** What of a log is asked for at first. */
function firstQuery({ since, tail, wantedAt }: LogTarget): Partial<LogOptions> {
  const passed = Math.max(0, Math.ceil((Date.now() - wantedAt) / 1000))
  return {
    tailLines: tail,
    ...(since && ('time' in since ? { sinceTime: since.time } : { sinceSeconds: since.seconds + passed })),
  }
}

/** The parts of a request that are the same for all of a log's. */
function requestOf({ namespace, pod, container }: LogTarget): LogOptions {
  return { namespace, pod, container: container || undefined, timestamps: true }
}

/** Feeds what the instance before has written that is not held yet. Returns the newest line held then. */
async function readPrevious(
  target: LogTarget,
  query: Partial<LogOptions>,
  feed: LogFeed,
  { signal, onBytes }: ReadOptions,
): Promise<number | undefined> {
  let isFirst = true
  try {
    for await (const bytes of logBytes({ ...requestOf(target), ...query, previous: true, signal })) {
      if (isFirst) throwFailure(bytes)
      isFirst = false
      onBytes(bytes)
      await feed.push(bytes, signal)
    }
  } catch (error) {
    signal.throwIfAborted()
    // There is none, or its node does not have it any more.
    const isNone = error instanceof ApiError && (error.code === 400 || error.reason === notThere)
    if (!isNone) throw error
  }
  signal.throwIfAborted()
  if (!feed.begun()) return undefined
  await feed.finish(signal)
  return feed.resume(signal)
}

/** The reason of an error that says that a node has not got a log, or not any more. */
export const notThere = 'LogNotThere'

/** Throws what a kubelet says in place of a log that it cannot get, with 200. */
function throwFailure(bytes: Uint8Array): void {
  const begin = new TextDecoder().decode(bytes.subarray(0, 500))
  if (!/^(unable to retrieve container logs for|failed to try resolving symlinks|rpc error: )/.test(begin)) return
  throw new ApiError({ code: 500, reason: notThere, message: begin.trim(), url: '', method: 'GET' })
}

function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    const settled = () => {
      clearTimeout(timer)
      resolve(true)
    }
    promise.then(settled, settled)
  })
}
