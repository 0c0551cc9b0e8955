import type { Query, QueryClient } from '@tanstack/react-query'
import { isTransient } from './ApiError.ts'
import { keepAsking } from './keepAsking.ts'
import { follow, type LiveTiming } from './follow.ts'
import { createStreams, type Streams } from './streams.ts'

export interface KeepLiveOptions extends Partial<LiveTiming> {
  /** How long a watch outlives its last observer, so that going back and forth does not open it anew. */
  graceMs?: number
  /** How long a hidden page keeps its streams. */
  hiddenMs?: number
  streams?: Streams
}

interface Followed {
  abort: AbortController
  /** Set while nothing observes the query any more. */
  grace?: ReturnType<typeof setTimeout> | undefined
}

/** How long tabs that were left may take to let go of their streams, once another one is shown. */
const leavingMs = 500

/**
 * Keeps every observed query live: exactly one watch for each, from the version its list returned. Closes all streams while the
 * page is hidden, and resumes from the last versions. What cannot be followed is asked for again while it fails. Returns how to stop.
 */
export function keepLive(client: QueryClient, options: KeepLiveOptions = {}): () => void {
  const { graceMs = 2000, hiddenMs = 2000, streams = createStreams(), ...timing } = options
  const settings: LiveTiming = {
    pollMs: 5000,
    listMs: 10_000,
    // A little over a second, so that even the first seconds of a loop stay about one request a second.
    intervalMs: 1250,
    // Whoever waits for the API to come back does not wait long after it has.
    maxBackoffMs: 10_000,
    watchSeconds: 300,
    confirmMs: 2000,
    ...timing,
  }
  const followed = new Map<Query, Followed>()
  let asleep = false
  let awakeSince = -Infinity

  const stop = (query: Query) => {
    const entry = followed.get(query)
    if (!entry) return
    clearTimeout(entry.grace)
    followed.delete(query)
    entry.abort.abort()
  }
  const stopAll = () => [...followed.keys()].forEach(stop)
  const evict = () => {
    const idle = [...followed].filter(([, { grace }]) => grace !== undefined)
    for (const [query] of idle) stop(query)
    return idle.length > 0
  }
  const streamsComeFree = () => performance.now() - awakeSince < leavingMs
  const start = (query: Query) => {
    const live = query.meta?.live
    if (!live || asleep || followed.has(query) || !isFollowable(query) || !live.type.watchable) return
    const abort = new AbortController()
    followed.set(query, { abort })
    void follow({ client, query, live, streams, timing: settings, evict, streamsComeFree }, abort.signal)
  }
  const adjust = (query: Query) => {
    const entry = followed.get(query)
    if (query.isActive()) {
      if (!entry) return start(query)
      clearTimeout(entry.grace)
      entry.grace = undefined
    } else if (entry && entry.grace === undefined) {
      entry.grace = setTimeout(() => stop(query), graceMs)
    }
  }

  const unsubscribe = client.getQueryCache().subscribe((event) => {
    const { query } = event
    if (event.type === 'observerResultsUpdated' || !query.meta?.live) return
    if (event.type === 'removed') return stop(query)
    // A fetch has brought another state than the one that is followed.
    if (event.type === 'updated' && event.action.type === 'success' && !event.action.manual) stop(query)
    adjust(query)
  })
  const unwatchPage = onPageVisibility(hiddenMs, (visible) => {
    asleep = !visible
    if (asleep) return stopAll()
    awakeSince = performance.now()
    for (const query of client.getQueryCache().getAll()) if (query.meta?.live) adjust(query)
  })
  for (const query of client.getQueryCache().getAll()) if (query.meta?.live) adjust(query)

  const stopAsking = keepAsking(client)

  return () => {
    unsubscribe()
    unwatchPage()
    stopAll()
    stopAsking()
  }
}

/** Followed is what has data, and what failed so that it may succeed later. */
function isFollowable({ state }: Query): boolean {
  return state.data !== undefined || (state.fetchStatus === 'idle' && isTransient(state.error))
}

/**
 * Calls back when the page has been hidden for a while and when it is shown again. The while ends when another tab of the console is
 * shown: that one needs the few streams that a browser has.
 */
export function onPageVisibility(hiddenMs: number, change: (visible: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('registry-console-shown')
  const tell = channel?.postMessage.bind(channel)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asleep = false
  let otherShownAt = -Infinity
  const sleep = () => {
    clearTimeout(timer)
    if (!asleep) change(!(asleep = true))
  }
  const turn = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') {
      // Which of two tabs hears first that they changed places is left to chance.
      const wasLeft = performance.now() - otherShownAt < leavingMs
      timer = setTimeout(sleep, wasLeft ? 0 : hiddenMs)
    } else if (asleep) change(!(asleep = false))
  }
  const changed = () => {
    if (document.visibilityState === 'visible') tell?.('shown')
    turn()
  }
  document.addEventListener('visibilitychange', changed)
  channel?.addEventListener('message', () => {
    otherShownAt = performance.now()
    if (document.visibilityState === 'hidden') sleep()
  })
  turn()
  return () => {
    clearTimeout(timer)
    channel?.close()
    document.removeEventListener('visibilitychange', changed)
  }
}
