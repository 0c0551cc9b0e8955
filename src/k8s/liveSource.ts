import type { Query, QueryClient } from '@tanstack/react-query'
import { t } from '../lib/t.ts'
import { ApiError } from './ApiError.ts'
import { appendChunk, applyEvents, isNewer, type ChangeEvent } from './applyEvent.ts'
import { isTokenRefused, loadChunks, loadFirst, loadWhole } from './loadChunks.ts'
import { resourcePath } from './path.ts'
import type { Live } from './queries.ts'
import { getJson } from './request.ts'
import type { K8sList, K8sObject, Scope } from './types.ts'

/** What is followed, a list or one object: how it is loaded, from which version it is watched, how events reach it. */
export interface LiveSource {
  scope: Scope
  /** Whether a watch can begin. */
  isLoaded: () => boolean
  /** Loads what is missing; with `again`, everything, replacing what is there only when it is whole. */
  load: (again: boolean, signal: AbortSignal) => Promise<void>
  version: () => string | undefined
  apply: (events: ChangeEvent<K8sObject>[]) => void
  /** Whether a short poll is a load of its own, cheaper than a watch. */
  pollsByLoading: boolean
}

// Rows are filtered and sorted anew each time a list grows, so it grows in few steps.
const foldEveryMs = 250

/** The source behind a list query. */
export function listSource(client: QueryClient, query: Query, live: Live & { kind: 'list' }): LiveSource {
  const list = () => client.getQueryData<K8sList<K8sObject>>(query.queryKey)
  const update = (change: (list: K8sList<K8sObject>) => K8sList<K8sObject>) => {
    const before = list()
    const after = before && change(before)
    if (after && (after !== before || query.state.status === 'error')) client.setQueryData(query.queryKey, after)
  }

  const loadRest = async (continueToken: string, signal: AbortSignal) => {
    let gathered: K8sList<K8sObject> | undefined
    let foldedAt = performance.now()
    const fold = () => {
      const chunk = gathered
      gathered = undefined
      foldedAt = performance.now()
      if (chunk) update((before) => appendChunk(before, chunk))
    }
    try {
      for await (const chunk of loadChunks(live, { signal, continueToken })) {
        if (!gathered) gathered = { ...chunk, items: [...chunk.items] }
        else {
          for (const object of chunk.items) gathered.items.push(object)
          gathered.metadata = chunk.metadata
        }
        if (performance.now() - foldedAt >= foldEveryMs) fold()
      }
    } finally {
      // What has arrived before a failure stays, with the token to go on from.
      fold()
    }
  }

  return {
    scope: live.scope,
    pollsByLoading: false,
    isLoaded: () => list()?.metadata.continue === undefined && list() !== undefined,
    async load(again, signal) {
      if (!list()) client.setQueryData(query.queryKey, await loadFirst(live, signal))
      else if (again) client.setQueryData(query.queryKey, await loadWhole(live, signal))
      const token = list()?.metadata.continue
      if (!token) return
      try {
        await loadRest(token, signal)
      } catch (error) {
        if (!isTokenRefused(error)) throw error
        client.setQueryData(query.queryKey, await loadWhole(live, signal))
      }
    },
    version: () => list()?.metadata.resourceVersion,
    apply(events) {
      const { project } = live
      const projected: ChangeEvent<K8sObject>[] = project
        ? events.map((event) => (event.type === 'BOOKMARK' ? event : { ...event, object: project(event.object) }))
        : events
      update((before) => applyEvents(before, projected))
    },
  }
}

/** The version each object query was last followed to: an object's own is often too old to watch from. */
const versions = new WeakMap<Query, string>()

/** The source behind the query of one object. */
export function objectSource(client: QueryClient, query: Query, live: Live & { kind: 'object' }): LiveSource {
  const path = resourcePath(live.type, live.scope, live.name)
  const object = () => client.getQueryData<K8sObject>(query.queryKey)

  const show = (next: K8sObject) => {
    const known = object()
    const gone = query.state.status === 'error'
    if (known && !gone && !isNewer(next.metadata, known.metadata)) return
    // Objects in watch events of some servers lack them; those of a GET have them.
    const { apiVersion, kind } = known ?? {}
    client.setQueryData(query.queryKey, { ...(apiVersion && { apiVersion }), ...(kind && { kind }), ...next })
  }
  const gone = (error: ApiError) => {
    const before = query.state.error
    if (before instanceof ApiError && before.code === 404) return
    query.setState({ status: 'error', error, errorUpdatedAt: Date.now() })
  }

  return {
    scope: { ...live.scope, fieldSelector: `metadata.name=${live.name}` },
    pollsByLoading: true,
    isLoaded: () => object() !== undefined,
    async load(_again, signal) {
      versions.delete(query)
      try {
        show(await getJson<K8sObject>(path, { signal }))
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 404 || !object()) throw error
        gone(error)
      }
    },
    version: () => versions.get(query),
    apply(events) {
      for (const event of events) {
        if (event.type === 'DELETED') gone(deletedError(path, live.name, live.type.plural, live.type.group))
        else if (event.type !== 'BOOKMARK' && event.object.metadata.name === live.name) show(event.object)
        const { resourceVersion } = event.object.metadata
        if (resourceVersion) versions.set(query, resourceVersion)
      }
    },
  }
}

function deletedError(url: string, name: string, kind: string, group: string): ApiError {
  const message = t('{{name}} has been deleted.', { name })
  return new ApiError({
    code: 404,
    reason: 'NotFound',
    message,
    url,
    method: 'WATCH',
    status: { kind: 'Status', code: 404, reason: 'NotFound', message, details: { name, kind, group } },
  })
}
