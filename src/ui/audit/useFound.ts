import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiError, isAbort, type ApiError } from '../../k8s/ApiError.ts'
import type { LogClient } from '../../logs/logClient.ts'
import type { LogMethods } from '../../logs/logProtocol.ts'

/** What is asked of all lines, again when there are others. */
type Question = 'requests' | 'audit'

export interface Finding<Q extends Question> {
  /** Undefined until the first answer. While an answer to another question is awaited: the one before. */
  found: LogMethods[Q]['result'] | undefined
  /** Whether `found` is the answer to this question. */
  current: boolean
  /** How many more rows there are by now than `found` says, while new ones are kept back. */
  waiting: number
  error: ApiError | undefined
  /** Shows what is kept back. */
  refresh(): void
}

// Not more often than anybody reads, and not more than a fifth of the worker's time.
const leastRestMs = 1000
// Until there is anything people wait for it.
const emptyRestMs = 100
const restPerWork = 4

/**
 * Asks the worker, and again when lines have come: at most once a second. While `held`, what is shown stays and only counts go on.
 * `lines` changes with the lines: their number, let go ones included.
 */
export function useFound<Q extends Question>(
  client: LogClient,
  question: Q,
  argument: LogMethods[Q]['argument'],
  lines: number,
  held: boolean,
): Finding<Q> {
  const key = JSON.stringify(argument)
  const [answer, setAnswer] = useState<{ key: string; found: LogMethods[Q]['result'] }>()
  const [total, setTotal] = useState(0)
  const [failure, setFailure] = useState<{ key: string; error: ApiError }>()
  const asking = useRef<(now: boolean) => void>(undefined)
  const shown = useRef<string>(undefined)
  const isHeld = useRef(held)

  // The worker is outside React: it is asked when the question changes, and after that by the effect below.
  useEffect(() => {
    const end = new AbortController()
    const wanted = JSON.parse(key) as LogMethods[Q]['argument'] // written above
    let state: 'idle' | 'busy' | 'resting' = 'idle'
    let next: 'nothing' | 'again' | 'now' = 'nothing'
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (whole: boolean) => {
      state = 'busy'
      next = 'nothing'
      const began = performance.now()
      let least = leastRestMs
      const countOnly = !whole && isHeld.current && shown.current === key
      try {
        const asked = countOnly ? { ...wanted, limit: 0 } : wanted
        const found = await client.call(question, asked, { signal: end.signal })
        setTotal(found.total)
        if (found.total === 0) least = emptyRestMs
        setFailure(undefined)
        if (!countOnly) {
          shown.current = key
          setAnswer({ key, found })
        }
      } catch (error) {
        if (end.signal.aborted || isAbort(error)) return
        setFailure({ key, error: asApiError(error) })
      }
      if (end.signal.aborted) return
      state = 'resting'
      if (isWanted('now')) return void ask(true)
      timer = setTimeout(rested, Math.max(least, restPerWork * (performance.now() - began)))
    }
    const isWanted = (what: typeof next) => next === what
    const rested = () => {
      state = 'idle'
      if (!isWanted('nothing')) void ask(false)
    }
    asking.current = (now) => {
      if (state === 'idle' || (now && state === 'resting')) {
        clearTimeout(timer)
        void ask(now)
      } else if (next !== 'now') next = now ? 'now' : 'again'
    }
    void ask(true)
    return () => {
      end.abort()
      clearTimeout(timer)
      asking.current = undefined
    }
  }, [client, question, key])

  // Lines have come: that is the worker's to know.
  const seenLines = useRef(lines)
  useEffect(() => {
    if (seenLines.current === lines) return
    seenLines.current = lines
    asking.current?.(false)
  }, [lines])

  // What was kept back may come.
  useEffect(() => {
    const wasHeld = isHeld.current
    isHeld.current = held
    if (wasHeld && !held) asking.current?.(true)
  }, [held])

  return {
    found: answer?.found,
    current: answer?.key === key,
    waiting: answer?.key === key && held ? Math.max(0, total - answer.found.total) : 0,
    error: failure?.key === key ? failure.error : undefined,
    refresh: useCallback(() => asking.current?.(true), []),
  }
}
