import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogClient } from '../../../logs/logClient.ts'

interface Match {
  /** Of which search: another one has other matches. */
  search: string
  row: number
  line: number
  /** Its place among all matches, from 0. */
  index: number
  /** How often somebody went to a match: the same one may be gone to again. */
  turn: number
  /** Whether all lines had been searched. */
  whole: boolean
}

export interface Matches {
  /** The match that was gone to last. */
  current: Match | undefined
  go(direction: 1 | -1): Promise<void>
}

/** Goes from match to match, around the ends. `search`: what is looked for in which lines. `sight`: where to begin. `whole`: all lines are searched. */
export function useMatches(client: LogClient, search: string, sight: { from: number }, whole: boolean): Matches {
  const [match, setMatch] = useState<Match>()
  const current = match?.search === search ? match : undefined
  const turns = useRef(0)
  const go = useCallback(
    async (direction: 1 | -1) => {
      const turn = ++turns.current
      const find = (row: number, way: 1 | -1) => client.call('match', { row, direction: way })
      // Lines may have come before it, or gone.
      const at = current && ((await client.call('rowOf', { line: current.line })) ?? current.row)
      // The first is the nearest to where one looks, the others go around.
      const found =
        at === undefined
          ? ((await find(sight.from - 1, 1)) ?? (await find(sight.from, -1)))
          : ((await find(at, direction)) ?? (await find(direction === 1 ? -1 : Number.MAX_SAFE_INTEGER, direction)))
      if (!found || turn !== turns.current) return
      const { rows } = await client.call('rows', { from: found.row, to: found.row + 1 })
      const [row] = rows
      if (row && turn === turns.current) setMatch({ ...found, line: row.line, search, turn, whole })
    },
    [client, current, search, sight, whole],
  )
  const stale = whole && current && !current.whole ? current : undefined
  // The lines are in a worker: now that all are searched, a match has more before it.
  useEffect(() => {
    if (!stale) return
    const abort = new AbortController()
    const { signal } = abort
    const count = async () => {
      const row = await client.call('rowOf', { line: stale.line }, { signal })
      const found = row === undefined ? row : await client.call('match', { row: row - 1, direction: 1 }, { signal })
      if (found && !signal.aborted) setMatch({ ...stale, index: found.index, whole: true })
    }
    count().catch(() => {})
    return () => abort.abort()
  }, [client, stale])
  return { current, go }
}
