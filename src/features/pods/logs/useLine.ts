import { useEffect, useState } from 'react'
import { asApiError, isAbort, type ApiError } from '../../../k8s/ApiError.ts'
import type { LogClient } from '../../../logs/logClient.ts'
import type { LogMethods } from '../../../logs/logProtocol.ts'

export type WholeLine = NonNullable<LogMethods['line']['result']>

export type LineReading =
  { state: 'reading' } | { state: 'known'; whole: WholeLine } | { state: 'gone' } | { state: 'failed'; error: ApiError }

const reading: LineReading = { state: 'reading' }

/** A whole line with its fields. It may have been let go meanwhile. */
export function useLine(client: LogClient, line: number): LineReading {
  const [answer, setAnswer] = useState<{ line: number; read: LineReading }>()
  // The lines are in a worker.
  useEffect(() => {
    const abort = new AbortController()
    const read = async () => {
      try {
        const whole = await client.call('line', { line }, { signal: abort.signal })
        if (!abort.signal.aborted) setAnswer({ line, read: whole ? { state: 'known', whole } : { state: 'gone' } })
      } catch (error) {
        if (!abort.signal.aborted && !isAbort(error))
          setAnswer({ line, read: { state: 'failed', error: asApiError(error) } })
      }
    }
    void read()
    return () => abort.abort()
  }, [client, line])
  return answer?.line === line ? answer.read : reading
}
