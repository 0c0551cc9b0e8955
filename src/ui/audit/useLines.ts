import { useEffect, useState } from 'react'
import { isAbort } from '../../k8s/ApiError.ts'
import type { LogClient } from '../../logs/logClient.ts'
import type { LogMethods } from '../../logs/logProtocol.ts'

export type WholeLine = NonNullable<LogMethods['line']['result']>

/** Whole lines with their fields; those that were let go are missing. Undefined while they are read. */
export function useLines(client: LogClient, lines: readonly number[]): readonly WholeLine[] | undefined {
  const key = lines.join(' ')
  const [answer, setAnswer] = useState<{ key: string; found: readonly WholeLine[] }>()
  // The lines are in a worker.
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const read = async () => {
      const numbers = key === '' ? [] : key.split(' ').map(Number)
      const found = await Promise.all(numbers.map((line) => client.call('line', { line }, { signal }).catch(orNothing)))
      if (!signal.aborted) setAnswer({ key, found: found.filter((line) => line !== undefined) })
    }
    void read()
    return () => abort.abort()
  }, [client, key])
  return answer?.key === key ? answer.found : undefined
}

function orNothing(error: unknown): undefined {
  if (!isAbort(error)) return undefined
}
