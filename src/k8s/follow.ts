import type { Query, QueryClient } from '@tanstack/react-query'
import { createBatch } from '../lib/batch.ts'
import { backoffMs, createPace } from '../lib/pace.ts'
import { sleep } from '../lib/sleep.ts'
import { asApiError, errorFromStatus, isTransient, type ApiError } from './ApiError.ts'
import { answered, forget, report } from './connection.ts'
import { listSource, objectSource, type LiveSource } from './liveSource.ts'
import type { Live } from './queries.ts'
import type { Slot, Streams } from './streams.ts'
import { untilAuthorized } from './unauthorized.ts'
import { watch } from './watch.ts'

export interface LiveTiming {
  /** How often a query without a stream is refreshed. */
  pollMs: number
  /** How often a query is refreshed whose kind the user may list but not watch. */
  listMs: number
  /** One request of a query in this time on average, when its watches do not last. */
  intervalMs: number
  maxBackoffMs: number
  /** How long the server is asked to keep a watch. */
  watchSeconds: number
  /** How long a new watch of one object may stay silent before it is checked that the object is still there. */
  confirmMs: number
}

export interface Following {
  client: QueryClient
  query: Query
  live: Live
  streams: Streams
  timing: LiveTiming
  /** Ends what is followed although nothing observes it any more; true when there was any. */
  evict: () => boolean
  /** Whether tabs that were left are just letting go of their streams. */
  streamsComeFree: () => boolean
}

/** A watch that ends sooner than this without a word has not worked. */
const tooSoonMs = 1000

/** Follows one query until the signal is aborted: loads what it lacks, watches it, resumes, lists again, backs off. Never throws. */
export async function follow(following: Following, signal: AbortSignal): Promise<void> {
  const { client, query, live } = following
  const source = live.kind === 'list' ? listSource(client, query, live) : objectSource(client, query, live)
  try {
    await run(following, source, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    forget(query.queryHash)
  }
}

async function run(following: Following, source: LiveSource, signal: AbortSignal): Promise<void> {
  const { query, timing } = following
  const key = query.queryHash
  const pace = createPace(timing.intervalMs, 2)
  const backoff = (failures: number, error?: ApiError) => {
    const ms = backoffMs(failures, { baseMs: timing.intervalMs, maxMs: timing.maxBackoffMs })
    const told = Math.min(error?.retryAfterSeconds ?? 0, 300) * 1000
    return sleepUnless(Math.max(ms, told), onOnline, signal)
  }
  let failures = 0
  let again = false
  let mayWatch = true
  // The query's own first fetch has just failed.
  if (query.state.data === undefined) {
    failures = 1
    report(key, { code: asApiError(query.state.error).code })
    await backoff(failures)
  }
  while (!signal.aborted) {
    let watching = false
    const attempt: Attempt = { startedAt: performance.now(), events: 0 }
    try {
      if (again || !source.isLoaded()) {
        if (failures > 1) await pace(signal)
        await source.load(again, signal)
        again = false
      }
      if (!mayWatch) {
        failures = 0
        report(key, 'polling')
        await sleep(timing.listMs, signal)
        again = true
        continue
      }
      const slot = await acquire(following, signal)
      if (!slot && failures === 0) report(key, 'polling')
      if (slot || !source.pollsByLoading) await pace(signal)
      watching = true
      attempt.startedAt = performance.now()
      if (slot) await watchOnce(following, source, slot, attempt, signal)
      else await pollOnce(following, source, attempt, signal)
      const worked =
        !slot || slot.wanted.aborted || attempt.events > 0 || performance.now() - attempt.startedAt >= tooSoonMs
      failures = worked ? 0 : failures + 1
      if (!slot) await sleepUnless(timing.pollMs, following.streams.onFreed, signal)
      else if (!worked) await backoff(failures)
    } catch (thrown) {
      if (signal.aborted) return
      const error = asApiError(thrown)
      if (error.code === 401) {
        failures++
        forget(key)
        await untilAuthorized(signal)
        // One kind alone may be refused, while the session is well.
        if (failures > 1) await backoff(failures - 1)
        continue
      }
      if (watching && (error.code === 403 || error.code === 405)) {
        mayWatch = false
        again = true
        continue
      }
      if (watching && performance.now() - attempt.startedAt >= 5 * tooSoonMs) failures = 0
      failures++
      if (watching && error.code === 410) {
        again = true
        if (failures === 1) continue
      }
      // A version that the server does not understand makes every watch fail; only a new list gets past it.
      if (watching && error.code !== 0 && failures % 3 === 0) again = true
      if (!watching && !isTransient(error)) {
        refuse(query, error)
        if (query.state.data === undefined) return
      }
      report(key, { code: error.code })
      await backoff(failures, error)
    }
  }
}

interface Attempt {
  startedAt: number
  events: number
}

async function watchOnce(
  { live, timing, query }: Following,
  source: LiveSource,
  slot: Slot,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  let confirm: ReturnType<typeof setTimeout> | undefined
  const resourceVersion = source.version()
  // Spread, so that the tabs of all users do not come back in the same second.
  const timeoutSeconds = Math.ceil(timing.watchSeconds * (0.9 + Math.random() / 10))
  const onOpen = () => {
    report(query.queryHash, 'live')
    // Without a version the server begins with the object as it is. When it does not, it may be gone since it was read.
    if (live.kind === 'object' && resourceVersion === undefined && query.state.status !== 'error') {
      confirm = setTimeout(() => {
        if (attempt.events === 0) source.load(true, signal).catch(() => {})
      }, timing.confirmMs)
    }
  }
  try {
    const either = AbortSignal.any([signal, slot.wanted])
    await receive(live, source, attempt, { resourceVersion, timeoutSeconds, signal: either, onOpen })
  } finally {
    clearTimeout(confirm)
    slot.release()
  }
}

async function pollOnce(
  { live, streams, query }: Following,
  source: LiveSource,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  const resourceVersion = source.version()
  if (source.pollsByLoading || resourceVersion === undefined) await source.load(true, signal)
  else {
    const options = { resourceVersion, timeoutSeconds: 1, marginSeconds: 5, signal }
    await streams.poll(() => receive(live, source, attempt, options), signal)
  }
  report(query.queryHash, 'polling')
}

async function receive(
  { type }: Live,
  source: LiveSource,
  attempt: Attempt,
  options: Parameters<typeof watch>[2],
): Promise<void> {
  const batch = createBatch(source.apply)
  try {
    for await (const event of watch(type, source.scope, options)) {
      answered()
      if (event.type === 'ERROR') throw errorFromStatus(event.object, { url: type.plural, method: 'WATCH' })
      // A bookmark alone is no sign that a watch works, nor that an object is there.
      if (event.type !== 'BOOKMARK') attempt.events++
      batch.push(event)
    }
  } finally {
    batch.flush()
  }
}

async function acquire(following: Following, signal: AbortSignal): Promise<Slot | undefined> {
  const { streams, evict, streamsComeFree } = following
  let slot = await streams.tryAcquire()
  while (!slot && streamsComeFree()) {
    await sleep(25, signal)
    slot = await streams.tryAcquire()
  }
  if (!slot && evict()) {
    await sleepUnless(500, streams.onFreed, signal)
    slot = await streams.tryAcquire()
  }
  if (signal.aborted) slot?.release()
  signal.throwIfAborted()
  return slot
}

/** A definite no to a list or object that was there before: its query says so and keeps what it has. */
function refuse(query: Query, error: ApiError): void {
  query.setState({ status: 'error', error, errorUpdatedAt: Date.now() })
}

/** Waits, or less when something happens before. */
async function sleepUnless(ms: number, on: (listener: () => void) => () => void, signal: AbortSignal): Promise<void> {
  const happened = new AbortController()
  const off = on(() => happened.abort())
  try {
    await sleep(ms, AbortSignal.any([signal, happened.signal]))
  } catch {
    signal.throwIfAborted()
  } finally {
    off()
  }
}

function onOnline(listener: () => void): () => void {
  if (typeof window === 'undefined') return () => {}
  window.addEventListener('online', listener)
  return () => window.removeEventListener('online', listener)
}
