import type { LogClient } from '../../../logs/logClient.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import type { LogSource } from '../../../logs/logSession.ts'
import type { LogsQuery } from '../logs/logsQuery.ts'

/** What the views of the logs besides the lines are given. */
export interface LogsViewProps {
  client: LogClient
  view: LogViewState
  sources: readonly LogSource[]
  query: LogsQuery
}

/** What changes with the lines that are held. */
export const linesOf = ({ total, dropped }: LogViewState): number => total + dropped

/** Whether there may be something once the lines that have come are looked at. `found`: the last answer. */
export function isAwaited(
  { total }: LogViewState,
  sources: readonly LogSource[],
  found: { total: number; lines: number } | undefined,
): boolean {
  if (total === 0)
    return sources.length === 0 || sources.some(({ state }) => state === 'reading' || state === 'waiting')
  // Lines come all the time: what few more there are by now may as well be of nothing.
  return !found || (found.total === 0 && found.lines < total / 2)
}
