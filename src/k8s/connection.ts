import { useSyncExternalStore } from 'react'

export interface Connection {
  state: 'live' | 'reconnecting' | 'offline'
  /** Some of what is shown is refreshed every few seconds only, because all streams are in use or the user may not watch. */
  polling: boolean
}

type Report = { state: 'live' } | { state: 'polling' } | { state: 'failing'; code: number; since: number }

const offlineAfterMs = 15_000
const reports = new Map<string, Report>()
const listeners = new Set<() => void>()
let snapshot: Connection = { state: 'live', polling: false }
let timer: ReturnType<typeof setTimeout> | undefined
/** Whether something has come from the API since the browser said that there is no network. */
let heard = false

/** Says how one followed query fares. The first of several failures in a row counts for how long it lasts. */
export function report(key: string, next: 'live' | 'polling' | { code: number }): void {
  if (typeof next === 'string') {
    answered()
    if (reports.get(key)?.state === next) return
    reports.set(key, { state: next })
  } else {
    const before = reports.get(key)
    const since = before?.state === 'failing' ? before.since : performance.now()
    reports.set(key, { state: 'failing', code: next.code, since })
  }
  update()
}

/** Says that a query is no longer followed. */
export function forget(key: string): void {
  if (reports.delete(key)) update()
}

/** Says that something came from the API. Browsers call a machine offline that has no network but reaches a cluster of its own. */
export function answered(): void {
  if (heard) return
  heard = true
  update()
}

function disconnected(): void {
  heard = false
  update()
}

function update(): void {
  const next = derive()
  clearTimeout(timer)
  if (next.state === 'reconnecting') timer = setTimeout(update, 1000)
  if (next.state === snapshot.state && next.polling === snapshot.polling) return
  snapshot = next
  for (const listener of listeners) listener()
}

function derive(): Connection {
  const all = [...reports.values()]
  const failing = all.filter((entry) => entry.state === 'failing')
  const polling = all.some((entry) => entry.state === 'polling')
  if (!heard && !(globalThis.navigator?.onLine ?? true)) return { state: 'offline', polling }
  if (failing.length === 0) return { state: 'live', polling }
  const since = performance.now() - offlineAfterMs
  const dead = failing.length === all.length && failing.every((entry) => entry.code === 0 && entry.since <= since)
  return { state: dead ? 'offline' : 'reconnecting', polling }
}

/** Subscribes to the state of the connection. Returns how to unsubscribe. */
export function subscribe(listener: () => void): () => void {
  if (listeners.size === 0 && typeof window !== 'undefined') {
    window.addEventListener('online', update)
    window.addEventListener('offline', disconnected)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || typeof window === 'undefined') return
    window.removeEventListener('online', update)
    window.removeEventListener('offline', disconnected)
  }
}

/** The state of the connection now: the same object until it changes. */
export function getSnapshot(): Connection {
  return snapshot
}

/** Whether what is shown is live, being reconnected, or cut off. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, getSnapshot)
}
