import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { createLogReader, type LogParser, type LogReading } from './logReader.ts'

export interface LogOf {
  namespace: string
  pod: string
  container: string
  /** Stays connected for lines to come; without it the log is read as it is now. */
  follow: boolean
  /** Whether the container has ended, as far as its pod says: a followed log is not waited for any longer then. */
  ended?: boolean
}

/**
 * The log of a container, read while the component is shown. `newParser` is a module
 * constant. A later pod of the same name has another log: give the component the pod's uid as its key.
 */
export function useLog<P>(
  { namespace, pod, container, follow, ended = false }: LogOf,
  newParser: () => LogParser<P>,
): LogReading<P> & { retry: () => void } {
  const reader = useMemo(
    () => createLogReader({ namespace, pod, container, follow }, newParser),
    [namespace, pod, container, follow, newParser],
  )
  // The log comes over the network.
  useEffect(() => reader.start(), [reader])
  // The same: nothing more comes from it.
  useEffect(() => {
    if (ended) reader.finish()
  }, [reader, ended])
  const reading = useSyncExternalStore(reader.subscribe, reader.get)
  const retry = useCallback(() => reader.retry(), [reader])
  return { ...reading, retry }
}
