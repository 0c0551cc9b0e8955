import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asApiError, type ApiError } from '../../../k8s/ApiError.ts'
import { isFinished } from '../../../k8s/resources/job.ts'
import { logLines } from '../../../k8s/logs.ts'
import { isPodFinished, terminationOf, type Pod } from '../../../k8s/resources/pod.ts'
import { prunerContainerOf, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { createLimiter } from '../../../lib/concurrency.ts'
import { parsePruneLog, type PruneLog } from '../../../lib/pruneLog.ts'
import type { PrunerRun, PrunerRuns } from './useRuns.ts'

/** What is known of a run from the end of its log. */
export type RunLog =
  /** Nothing to read yet, or not known whether there is. */
  | { kind: 'none' | 'reading' }
  | { kind: 'read'; log: PruneLog }
  /** The pod was deleted, and its log with it. */
  | { kind: 'gone' }
  /** Could not be read. `log`: what the container left behind at its end, where it did. */
  | { kind: 'unreadable'; error: ApiError; log: PruneLog | undefined }

/** A run in the table. */
export interface RunRow extends PrunerRun {
  pods: PrunerRuns['pods']
  /** What is known of its log by now. */
  knownLog(): RunLog
}

/** Summaries and errors are the last lines; logs can have hundreds of thousands. */
const endLines = 200

// A browser has few connections, and none of this is urgent.
const takeTurns = createLimiter(1)

/** The end of the log of a pod that has finished. It does not change any more. */
function logEndQuery(pod: Pod) {
  const { name, uid } = pod.metadata
  const container = prunerContainerOf(pod)
  return queryOptions({
    queryKey: ['k8s', 'logEnd', registryNamespace, name, uid] as const,
    queryFn: ({ signal }): Promise<PruneLog> =>
      takeTurns(async () => {
        const lines: string[] = []
        const options = { namespace: registryNamespace, pod: name, container, tailLines: endLines, signal }
        for await (const line of logLines(options)) lines.push(line)
        signal.throwIfAborted()
        return parsePruneLog(lines)
      }, signal),
    staleTime: Infinity,
  })
}

/** The runs as rows, which read their logs when they are shown. */
export function useRunRows({ runs, pods }: PrunerRuns): readonly RunRow[] {
  const client = useQueryClient()
  return useMemo(
    () =>
      runs.map((run) => {
        const state = () => run.pod && client.getQueryState(logEndQuery(run.pod).queryKey)
        return { ...run, pods, knownLog: () => logOf(run, pods, state()) }
      }),
    [runs, pods, client],
  )
}

/** What the end of a run's log says, read once the run has ended, one log after another, each once. */
export function useRunLog(row: RunRow): RunLog {
  const { pod, name } = row
  const query = logEndQuery(pod ?? { metadata: { name } })
  const result = useQuery({ ...query, enabled: pod !== undefined && isPodFinished(pod) })
  return logOf(row, row.pods, result)
}

function logOf(
  run: PrunerRun,
  pods: PrunerRuns['pods'],
  result?: { data: PruneLog | undefined; error: unknown },
): RunLog {
  const { pod, job } = run
  if (!pod) {
    if (pods === 'loading') return { kind: 'reading' }
    if (pods !== 'ready') return { kind: 'unreadable', error: pods.error, log: undefined }
    return { kind: isFinished(job) ? 'gone' : 'none' }
  }
  if (!isPodFinished(pod)) return { kind: 'none' }
  if (result?.data) return { kind: 'read', log: result.data }
  if (!result?.error) return { kind: 'reading' }
  return { kind: 'unreadable', error: asApiError(result.error), log: leftBehind(pod) }
}

/** What the container of a run left behind when it failed: the end of its log, at most 2 KiB (FallbackToLogsOnError). */
export function leftBehind(pod: Pod): PruneLog | undefined {
  const message = terminationOf(pod, prunerContainerOf(pod))?.message
  return message ? parsePruneLog(message.trimEnd().split('\n')) : undefined
}
