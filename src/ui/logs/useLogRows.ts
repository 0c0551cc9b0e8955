import { useMemo } from 'react'
import type { LogClient } from '../../logs/logClient.ts'
import type { LogViewState } from '../../logs/logProtocol.ts'
import { createLogRowsCache, type LogRowsSource } from './logRows.ts'

/** The rows of what a worker holds, as a list shows them. */
export function useLogRows(client: LogClient, view: LogViewState): LogRowsSource {
  const cache = useMemo(() => createLogRowsCache(client), [client])
  const { version, rows, shown, longest } = view
  return useMemo(
    () => ({
      get count() {
        return Math.max(rows, cache.atLeast(version))
      },
      lines: shown,
      longest,
      get moved() {
        return cache.moved()
      },
      get: (index) => cache.get(version, index),
      want: (from, to, hold) => cache.want({ version, count: rows, from, to, hold }),
      subscribe: cache.subscribe,
      text: (from, to) => cache.text(from, to, from <= 0 && to >= rows),
    }),
    [cache, version, rows, shown, longest],
  )
}
