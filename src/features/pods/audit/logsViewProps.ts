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

/** Whether lines are still to come before anything can be said. */
export function isAwaited({ total }: LogViewState, sources: readonly LogSource[]): boolean {
  return total === 0 && (sources.length === 0 || sources.some(({ state }) => state === 'waiting'))
}
