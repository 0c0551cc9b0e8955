import type { Query, QueryClient } from '@tanstack/react-query'
import { backoffMs } from '../lib/pace.ts'
import { isTransient } from './ApiError.ts'

export interface KeepAskingOptions {
  /** After the first failure, and the longest pause between two. */
  baseMs?: number
  maxMs?: number
}

const failedBy = new WeakMap<Error, Query>()

/** The query that failed with this error: what it threw at a page says nothing of it. */
export const queryFailedBy = (error: unknown): Query | undefined =>
  error instanceof Error ? failedBy.get(error) : undefined

/**
 * Asks again for what failed for a passing reason, as long as it is on screen, with growing pauses: a page that met a failing
 * API comes back by itself. What is asked for again anyway needs none of it. Returns how to stop.
 */
export function keepAsking(client: QueryClient, { baseMs = 4000, maxMs = 60_000 }: KeepAskingOptions = {}): () => void {
  const failing = new Map<Query, { failures: number; timer: ReturnType<typeof setTimeout> | undefined }>()

  const forget = (query: Query) => {
    clearTimeout(failing.get(query)?.timer)
    failing.delete(query)
  }
  const ask = (query: Query) => {
    const entry = failing.get(query)
    if (!entry) return
    entry.timer = undefined
    if (!isFailing(query)) return forget(query)
    // Nobody sees a hidden page, and there may be fifty of them.
    if (globalThis.document?.visibilityState === 'hidden') return wait(query)
    void client.refetchQueries({ queryKey: query.queryKey, exact: true })
  }
  const wait = (query: Query) => {
    const entry = failing.get(query) ?? { failures: 0, timer: undefined }
    failing.set(query, entry)
    if (entry.timer !== undefined) return
    entry.failures++
    entry.timer = setTimeout(() => ask(query), backoffMs(entry.failures, { baseMs, maxMs }))
  }

  const unsubscribe = client.getQueryCache().subscribe((event) => {
    const { query } = event
    if (event.type === 'removed') return forget(query)
    if (event.type === 'updated' && event.action.type === 'success') return forget(query)
    if (event.type === 'updated' && event.action.type === 'error') failedBy.set(event.action.error, query)
    const mayBeNews = event.type === 'observerAdded' || (event.type === 'updated' && event.action.type === 'error')
    if (mayBeNews && isFailing(query) && !isAskedAnyway(query)) wait(query)
  })
  return () => {
    unsubscribe()
    for (const query of failing.keys()) forget(query)
  }
}

const isFailing = (query: Query) =>
  query.isActive() &&
  query.state.status === 'error' &&
  query.state.fetchStatus === 'idle' &&
  isTransient(query.state.error)

function isAskedAnyway({ meta, observers, state }: Query): boolean {
  // What is followed is loaded by who follows it. Once it is there, a watch that goes on tells nothing of a reading that failed.
  if (meta?.live?.type.watchable && state.data === undefined) return true
  return observers.some(({ options }) => Boolean(options.refetchInterval))
}
