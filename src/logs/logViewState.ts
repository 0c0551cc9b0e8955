import type { LogChunk } from './logStoreChunk.ts'
import type { LogStore } from './logStore.ts'
import type { LogViewState } from './logProtocol.ts'

/** Lines of all chunks by what the view makes of them. */
export function countLines(chunks: Iterable<LogChunk>): Record<'noise' | 'filtered' | 'matches' | 'searched', number> {
  const counts = { noise: 0, filtered: 0, matches: 0, searched: 0 }
  for (const { noise, filtered, matching, searched } of chunks) {
    counts.noise += noise
    counts.filtered += filtered
    counts.matches += matching
    counts.searched += searched
  }
  return counts
}

/** What is held of all logs, and of each. */
export function describeStore({
  logs,
  lines,
  bytes,
  dropped,
}: LogStore): Pick<LogViewState, 'total' | 'bytes' | 'dropped' | 'oldest' | 'newest' | 'sources'> {
  let [oldest, newest] = [Infinity, -Infinity]
  const sources = [...logs.values()].map((log) => {
    const first = log.chunks[0]?.keys[0] ?? Infinity
    const last = log.lines > 0 ? (log.newest ?? -Infinity) : -Infinity
    oldest = Math.min(oldest, first)
    newest = Math.max(newest, last)
    return { source: log.id, lines: log.lines, bytes: log.bytes, ...finite({ oldest: first, newest: last }) }
  })
  return { total: lines, bytes, dropped, ...finite({ oldest, newest }), sources }
}

function finite({ oldest, newest }: { oldest: number; newest: number }): { oldest?: number; newest?: number } {
  return { ...(Number.isFinite(oldest) && { oldest }), ...(Number.isFinite(newest) && { newest }) }
}
