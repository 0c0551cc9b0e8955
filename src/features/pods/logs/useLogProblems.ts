import { useEffect, useState } from 'react'
import type { LogClient } from '../../../logs/logClient.ts'
import type { InLog } from '../../../logs/logProtocol.ts'
import type { LogProblem } from '../../../lib/registryDiagnosis.ts'
import { sleep } from '../../../lib/sleep.ts'

/** How long lines may come before they are looked at, in ms. */
const soonMs = 700
/** How long nothing is looked at after that, in ms, and how many times as long as it took. */
const restMs = 10_000
const restShare = 20

/** What the lines that are held tell of. Looked at anew while more come, but seldom. */
export function useLogProblems(client: LogClient, total: number): readonly InLog<LogProblem>[] {
  const [problems, setProblems] = useState<readonly InLog<LogProblem>[]>([])
  const isSome = total > 0
  // The lines are in a worker, and time is outside React.
  useEffect(() => {
    if (!isSome) return
    const abort = new AbortController()
    const { signal } = abort
    const look = async () => {
      await sleep(soonMs, signal)
      while (!signal.aborted) {
        const startedAt = performance.now()
        const found = await client.call('problems', {}, { signal })
        if (signal.aborted) return
        setProblems((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found))
        await sleep(Math.max(restMs, (performance.now() - startedAt) * restShare), signal)
      }
    }
    // Nobody asked for it: without an answer the lines speak for themselves.
    look().catch(() => {})
    return () => abort.abort()
  }, [client, isSome])
  return isSome ? problems : []
}
