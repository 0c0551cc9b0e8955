import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { asApiError, type ApiError } from '../k8s/ApiError.ts'
import { listOf, objectOf } from '../k8s/queries.ts'
import { Pod } from '../k8s/resources/pod.ts'
import type { LogClient } from './logClient.ts'
import type { LogViewState } from './logProtocol.ts'
import { createLogReading } from './logReading.ts'
import type { LogSessionOptions, LogSource } from './logSession.ts'

/** Whose logs are read: all pods that a selector finds now and later, or these. */
export type LogPods = { labelSelector: string } | { names: readonly string[] }

export interface ReadLogs {
  /** Who holds the lines. */
  client: LogClient
  /** Undefined until they are known. */
  pods: readonly Pod[] | undefined
  sources: readonly LogSource[]
  view: LogViewState
  /** Why the pods are not known, or not any more. A pod that was named is read all the same where it may not be seen. */
  podsError?: ApiError
  /** Tries again what failed, the pods as well. */
  retry(): void
}

/** A view of nothing. */
export const emptyView: LogViewState = {
  version: 0,
  rows: 0,
  shown: 0,
  noise: 0,
  filtered: 0,
  total: 0,
  bytes: 0,
  dropped: 0,
  longest: 0,
  matches: 0,
  searched: 1,
  sources: [],
}

/**
 * The logs of pods, read for as long as the component is shown: with other options, anew. One watch finds the pods, the same as
 * that of whoever shows them.
 */
export function useLogSession({ pods: wanted, ...options }: LogSessionOptions & { pods: LogPods }): ReadLogs {
  const { pods, podsError, again } = usePods(options.namespace, wanted)
  // Objects in the options are new at each turn.
  const key = JSON.stringify([options, wanted])
  const reading = useMemo(() => {
    // What was written a line above.
    const [given] = JSON.parse(key) as [LogSessionOptions]
    return createLogReading(given)
  }, [key])
  // What reads is connections and a worker.
  useEffect(() => reading.start(), [reading])
  // The same.
  useEffect(() => {
    if (pods) reading.setPods(pods)
  }, [reading, pods])
  const [told, setTold] = useState<{ by: unknown; view: LogViewState }>()
  // The worker tells what it holds.
  useEffect(() => reading.watch((view) => setTold({ by: reading, view })), [reading])
  const sources = useSyncExternalStore(reading.subscribe, reading.sources)
  const retry = useCallback(() => {
    again()
    reading.retry()
  }, [reading, again])
  const view = told?.by === reading ? told.view : emptyView
  return { client: reading.client, pods, sources, view, ...(podsError && { podsError }), retry }
}

/** The pods, once they are known. */
function usePods(namespace: string, wanted: LogPods) {
  const named = 'names' in wanted ? wanted.names.join('/') : undefined
  const only = 'names' in wanted && wanted.names.length === 1 ? wanted.names[0] : undefined
  const scope = { namespace, ...('labelSelector' in wanted && { labelSelector: wanted.labelSelector }) }
  const list = useQuery({ ...listOf(Pod, scope), enabled: only === undefined, retryOnMount: false })
  const object = objectOf(Pod, { namespace, name: only ?? '' })
  const one = useQuery({ ...object, enabled: only !== undefined, retryOnMount: false })
  const { error, refetch } = only === undefined ? list : one
  const podsError = error ? asApiError(error) : undefined
  const pods = useMemo((): readonly Pod[] | undefined => {
    const names = named?.split('/')
    // Whoever may not see pods may be allowed to read their logs.
    if (names && podsError?.code === 403) return names.map((name) => ({ metadata: { name, namespace } }))
    if (only === undefined) return list.data?.items.filter(({ metadata }) => names?.includes(metadata.name) ?? true)
    if (podsError?.code === 404) return []
    return one.data && [one.data]
  }, [namespace, named, only, podsError?.code, list.data, one.data])
  const again = useCallback(() => void refetch(), [refetch])
  return { pods, podsError, again }
}
