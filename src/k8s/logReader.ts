import { sleep } from '../lib/sleep.ts'
import { yieldToPage } from '../lib/yieldToPage.ts'
import { asApiError, type ApiError } from './ApiError.ts'
import { logLines, type LogOptions } from './logs.ts'

/** Lines of a log. They only become more: those of a moment stay as they are while more arrive. */
export interface LogLines {
  readonly count: number
  /** Characters of the longest line. */
  readonly longest: number
  at(index: number): string
}

/** What understands a log line by line. */
export interface LogParser<P> {
  feed(line: string): void
  result(): P
}

/**
 * A log as far as it has been read. `waiting`: its container has not started; `live`: more may come; `ended`: it is whole;
 * `broken`: the reading stopped, and `error` says why.
 */
export interface LogReading<P> {
  state: 'waiting' | 'live' | 'ended' | 'broken'
  lines: LogLines
  parsed: P
  error?: ApiError
}

export interface LogReader<P> {
  get(): LogReading<P>
  subscribe(listener: () => void): () => void
  /** Reads until the answer is called. */
  start(): () => void
  /** Reads the whole log anew. What was read stays until there is as much again. */
  retry(): void
}

/** How long a container may be waited for between two questions, in ms. */
const waitMs = 2000
/** How long lines are gathered before the page hears of them, in ms: what shows them looks at all lines each time. */
const gatherMs = (count: number) => 60 + count / 1000
/** How long lines may be taken in before the page gets a turn, in ms. */
const turnMs = 8

/** No lines. */
export const noLines: LogLines = { count: 0, longest: 0, at: () => '' }

/** Reads the log of a container and tells of it as it grows. A container that has not started yet is waited for. */
export function createLogReader<P>(options: Omit<LogOptions, 'signal'>, newParser: () => LogParser<P>): LogReader<P> {
  const listeners = new Set<() => void>()
  let abort: AbortController | undefined
  let reading: LogReading<P> = { state: 'live', lines: noLines, parsed: newParser().result() }

  const show = (next: LogReading<P>) => {
    reading = next
    for (const listener of listeners) listener()
  }

  const read = async (signal: AbortSignal) => {
    for (;;) {
      const gathered = gather(newParser())
      let gathering: ReturnType<typeof setTimeout> | undefined
      // Whoever reads on where a stream broke reads the same lines again: these stay until there are as many.
      const flush = () => {
        gathering = undefined
        if (gathered.count() >= reading.lines.count) show({ state: 'live', ...gathered.snapshot() })
      }
      try {
        let turn = performance.now()
        for await (const line of logLines({ ...options, signal })) {
          gathered.take(line)
          gathering ??= setTimeout(flush, gatherMs(gathered.count()))
          if (performance.now() - turn < turnMs) continue
          await yieldToPage()
          turn = performance.now()
        }
        if (!signal.aborted) show({ state: 'ended', ...gathered.snapshot() })
        return
      } catch (thrown) {
        if (signal.aborted) return
        const error = asApiError(thrown)
        const snapshot = gathered.count() >= reading.lines.count ? gathered.snapshot() : reading
        const state = isWaiting(error) ? 'waiting' : 'broken'
        show({ state, lines: snapshot.lines, parsed: snapshot.parsed, error })
        if (state === 'broken') return
      } finally {
        clearTimeout(gathering)
      }
      await sleep(waitMs, signal).catch(() => {})
      if (signal.aborted) return
    }
  }

  const start = () => {
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    void read(mine.signal)
    return () => mine.abort()
  }
  return {
    get: () => reading,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    retry() {
      // The error goes away at once: somebody just asked again.
      show({ state: 'live', lines: reading.lines, parsed: reading.parsed })
      start()
    },
  }
}

function gather<P>(parser: LogParser<P>) {
  const lines: string[] = []
  let longest = 0
  return {
    count: () => lines.length,
    take(line: string) {
      lines.push(line)
      parser.feed(line)
      if (line.length > longest) longest = line.length
    },
    snapshot: (): { lines: LogLines; parsed: P } => ({
      lines: { count: lines.length, longest, at: (index) => lines[index] ?? '' },
      parsed: parser.result(),
    }),
  }
}

/** Whether there is no log yet because the container has not started. */
function isWaiting({ code, message }: ApiError): boolean {
  return (
    code === 400 && /waiting to start|is not available|does not have a host assigned|ContainerCreating/.test(message)
  )
}
