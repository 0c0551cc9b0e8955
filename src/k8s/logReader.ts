import { sleep } from '../lib/sleep.ts'
import { yieldToPage } from '../lib/yieldToPage.ts'
import { asApiError, isTransient, type ApiError } from './ApiError.ts'
import { isNotStarted, logLines, type LogOptions } from './logs.ts'
import { createStreams } from './streams.ts'
import { untilAuthorized } from './unauthorized.ts'

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
  /** Its container has ended: what there is now is all. */
  finish(): void
}

/** How long a container may be waited for between two questions, in ms. */
const waitMs = 2000
/** How long a log that is followed without a stream of its own is left alone, in ms, and how many times the time its reading took. */
const pollMs = 3000
const pollShare = 10
/** A stream that breaks sooner than this has not worked, in ms. Proxies cut those that are silent for half a minute. */
const tooSoonMs = 5000
/** How long to wait after a stream broke, in ms: longer each time it breaks at once. */
const againMs = (failures: number) => (failures === 0 ? 500 : Math.min(5000 * 2 ** (failures - 1), 30_000))
/** How long lines are gathered before the page hears of them, in ms: what shows them looks at all lines each time. */
const gatherMs = (count: number) => 60 + count / 1000
/** How long lines may be taken in before the page gets a turn, in ms. */
const turnMs = 8

/** No lines. */
export const noLines: LogLines = { count: 0, longest: 0, at: () => '' }

/**
 * Reads the log of a container and tells of it as it grows. A container that has not started yet is waited for. Following takes
 * one of the few streams that all tabs share; without one the log is read again and again. A followed log that breaks is taken
 * up again by itself.
 */
export function createLogReader<P>(
  options: Omit<LogOptions, 'signal' | 'onOpen'>,
  newParser: () => LogParser<P>,
  streams = createStreams(),
): LogReader<P> {
  const listeners = new Set<() => void>()
  let abort: AbortController | undefined
  const finished = new AbortController()
  let reading: LogReading<P> = { state: 'live', lines: noLines, parsed: newParser().result() }

  const show = (next: LogReading<P>) => {
    reading = next
    for (const listener of listeners) listener()
  }
  const onOpen = () => {
    if (reading.state !== 'live') show({ state: 'live', lines: reading.lines, parsed: reading.parsed })
  }

  /** Reads once from the beginning: as long as lines come with `follow`, else what there is. */
  const readOnce = async (follow: boolean, signal: AbortSignal) => {
    const gathered = gather(newParser())
    let gathering: ReturnType<typeof setTimeout> | undefined
    // Whoever reads on where a stream broke reads the same lines again: these stay until there are as many.
    const snapshot = () => (gathered.count() >= reading.lines.count ? gathered.snapshot() : reading)
    const flush = () => {
      gathering = undefined
      if (gathered.count() >= reading.lines.count) show({ state: 'live', ...gathered.snapshot() })
    }
    try {
      let turn = performance.now()
      for await (const line of logLines({ ...options, follow, signal, onOpen })) {
        gathered.take(line)
        gathering ??= setTimeout(flush, gatherMs(gathered.count()))
        if (performance.now() - turn < turnMs) continue
        await yieldToPage()
        turn = performance.now()
      }
      return gathered.snapshot()
    } catch (error) {
      return { error: asApiError(error), ...snapshot() }
    } finally {
      clearTimeout(gathering)
    }
  }

  const read = async (signal: AbortSignal) => {
    let failures = 0
    while (!signal.aborted) {
      const isLast = !options.follow || finished.signal.aborted
      const slot = isLast ? undefined : await streams.tryAcquire()
      const startedAt = performance.now()
      const { error, lines, parsed }: { error?: ApiError } & Pick<LogReading<P>, 'lines' | 'parsed'> = await readOnce(
        slot !== undefined,
        slot ? AbortSignal.any([signal, slot.wanted]) : signal,
      ).finally(() => slot?.release())
      if (signal.aborted) return
      const took = performance.now() - startedAt
      if (!error && (isLast || (slot && !slot.wanted.aborted))) return show({ state: 'ended', lines, parsed })
      let wait = Math.max(pollMs, took * pollShare)
      if (!error) {
        failures = 0
        if (lines.count >= reading.lines.count) show({ state: 'live', lines, parsed })
      } else if (isNotStarted(error)) {
        show({ state: 'waiting', lines, parsed, error })
        wait = waitMs
      } else {
        failures = slot && took >= tooSoonMs ? 0 : failures + 1
        if (failures > 0) show({ state: 'broken', lines, parsed, error })
        if (error.code === 401) await untilAuthorized(signal).catch(() => {})
        else if (!options.follow || !isTransient(error)) return
        wait = againMs(failures)
      }
      // Once the container has ended nothing is left to wait for.
      const either = finished.signal.aborted ? signal : AbortSignal.any([signal, finished.signal])
      await sleep(wait, either).catch(() => {})
    }
  }

  const start = () => {
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    void read(mine.signal)
    // Whatever reads by then: somebody may have asked again.
    return () => abort?.abort()
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
    finish: () => finished.abort(),
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
