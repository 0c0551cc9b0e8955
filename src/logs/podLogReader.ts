import { asApiError, isTransient, type ApiError } from '../k8s/ApiError.ts'
import { isNotStarted } from '../k8s/logs.ts'
import type { Streams } from '../k8s/streams.ts'
import { untilAuthorized } from '../k8s/unauthorized.ts'
import { backoffMs } from '../lib/pace.ts'
import { sleep } from '../lib/sleep.ts'
import type { ContainerRun } from './logContainers.ts'
import type { LogFeed } from './logFeed.ts'
import { lastTimeIn } from './logSeam.ts'
import { hasMore, notThere, readLog, type LogTarget } from './readLog.ts'
import type { ReadTiming } from './readTiming.ts'

/**
 * How a log is read. `reading`: it has been asked for and nothing is known yet; `waiting`: its container does not run now; `live`: lines
 * come as they are written; `polled`: every few seconds; `paused`: once a minute, while nobody looks; `ended` and `gone` (its pod is
 * deleted): nothing more comes; `broken`: it could not be read, `error` says why, and is tried again where that helps; `forbidden`: the
 * user may not.
 */
export type SourceState =
  'reading' | 'waiting' | 'live' | 'polled' | 'ended' | 'gone' | 'broken' | 'forbidden' | 'paused'

export interface PodLogReader {
  get(): { state: SourceState; error?: ApiError }
  /** What the pod says of its container. */
  update(run: ContainerRun): void
  /** The pod has been deleted; `replaced`: its name is that of another by now, with another log. */
  setGone(replaced: boolean): void
  /** Nobody looks: no stream is held, and the log is read once a minute. */
  setAsleep(asleep: boolean): void
  /** Something has happened that may have cut connections silently, or brought them back. */
  nudge(): void
  /** Tries again now, whatever was refused. */
  retry(): void
  close(): void
}

interface ReaderOptions {
  target: LogTarget
  /** How far the container is at first. */
  run: ContainerRun
  follow: boolean
  feed: LogFeed
  streams: Streams
  /** Readings without a stream take turns here. */
  turn: <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>
  timing: ReadTiming
  onChange(): void
}

/** How many of the browser's streams are left to watches. */
const leftToWatches = 2
const maxSilentMs = 300_000
/** What was read before and is forbidden now is asked for again so often, in ms. */
const forbiddenMs = 60_000

interface Attempt {
  abort: AbortController
  streaming: boolean
  /** Why it was given up, if that is a failure. */
  failure?: ApiError
  /** When something was heard last, and how often there was nothing to hear. */
  heardAt: number
  checks: number
}

/** Reads the log of one container, and goes on for as long as there is something to come. */
export function createPodLogReader(options: ReaderOptions): PodLogReader {
  const { target, feed, streams, turn, timing, onChange } = options
  let reading: { state: SourceState; error?: ApiError } = { state: 'reading' }
  let { run } = options
  let firstRestarts = run.restarts
  let gone = false
  let asleep = false
  /** The newest line that has passed, in µs. */
  let seen: number | undefined
  let whole: AbortController | undefined
  let attempt: Attempt | undefined
  let nap: AbortController | undefined
  let releasedAt = -Infinity

  const show = (state: SourceState, error?: ApiError) => {
    if (reading.state === state && reading.error === error) return
    reading = { state, ...(error && { error }) }
    onChange()
  }
  const isDown = () => run.state === 'waiting' || run.state === 'stopped'
  const isLast = () => !options.follow || target.previous || gone || run.state === 'over'

  const readOnce = async (last: boolean, signal: AbortSignal): Promise<'end' | 'cut'> => {
    const slot = last || asleep ? undefined : await streams.tryAcquire({ leave: leftToWatches })
    const mine: Attempt = {
      abort: new AbortController(),
      streaming: slot !== undefined,
      heardAt: Date.now(),
      checks: 0,
    }
    attempt = mine
    const good = slot || last ? 'live' : asleep ? 'paused' : 'polled'
    const either = AbortSignal.any([signal, mine.abort.signal, ...(slot ? [slot.wanted] : [])])
    const onOpen = () => {
      if (!isDown() && !gone && !either.aborted) show(good)
    }
    // The answer to a request that follows a silent log does not begin.
    const opening = slot && reading.state !== 'broken' && setTimeout(onOpen, timing.againMs)
    const looking = slot && setInterval(() => void look(mine), timing.silentMs / 6)
    const onBytes = (bytes: Uint8Array) => {
      Object.assign(mine, { heardAt: Date.now(), checks: 0 })
      const time = lastTimeIn(bytes)
      if (time === undefined || (seen !== undefined && time <= seen)) return
      seen = time
      if (!gone) show(good)
    }
    const restarted = (run.restarts ?? 0) > (firstRestarts ?? run.restarts ?? 0)
    const read = () =>
      readLog(target, feed, {
        follow: slot !== undefined,
        restarted,
        signal: either,
        onOpen,
        onBytes,
        seamMs: timing.seamMs,
      })
    try {
      await (slot ? read() : turn(read, either))
      return 'end'
    } catch (error) {
      if (mine.failure && !signal.aborted) throw mine.failure
      if (!either.aborted) throw error
      return 'cut'
    } finally {
      if (opening) clearTimeout(opening)
      clearInterval(looking)
      if (slot) {
        slot.release()
        releasedAt = performance.now()
      }
      if (attempt === mine) attempt = undefined
    }
  }

  /** Whether a silent stream still lives: asks for what has been written since. */
  const look = async (mine: Attempt, patience = Math.min(timing.silentMs * 2 ** mine.checks, maxSilentMs)) => {
    if (Date.now() - mine.heardAt < patience) return
    mine.heardAt = Date.now()
    mine.checks++
    const before = seen
    try {
      // What has come there and not here shows that nothing comes here any more.
      if ((await hasMore(target, before, mine.abort.signal)) && seen === before) mine.abort.abort()
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.code !== 0) return
      mine.failure = error
      mine.abort.abort()
    }
  }

  const rest = async (ms: number, signal: AbortSignal) => {
    nap = new AbortController()
    await sleep(ms, AbortSignal.any([signal, nap.signal])).catch(() => {})
  }

  const end = async (signal: AbortSignal) => {
    if (feed.begun()) await feed.finish(signal)
    show(gone ? 'gone' : 'ended')
  }

  /** What to do about an error: how long to wait, in ms, or undefined when nothing helps. */
  const handle = async (error: ApiError, failures: number, signal: AbortSignal): Promise<number | undefined> => {
    if (gone || (error.code === 404 && error.status)) {
      gone = true
      await end(signal)
      return undefined
    }
    if (isNotStarted(error)) {
      show('waiting', error)
      return options.follow ? Math.min(timing.waitMs * 2 ** (failures - 1), timing.maxAgainMs) : undefined
    }
    if (error.code === 403) {
      show('forbidden', error)
      return feed.begun() && !isLast() ? forbiddenMs : undefined
    }
    const again = (isTransient(error) || [401, 404].includes(error.code)) && !(error.reason === notThere && isLast())
    if (failures > 0 || !again) show('broken', error)
    if (!again) return undefined
    if (error.code === 401) await untilAuthorized(signal)
    // Whoever waits for the API to come back does not wait long after it has.
    const longest = error.code === 0 ? { maxMs: timing.maxAgainMs } : {}
    const own = failures === 0 ? timing.againMs : backoffMs(failures, { baseMs: timing.waitMs, ...longest })
    return Math.max(Math.min(error.retryAfterSeconds ?? 0, 300) * 1000, own)
  }

  const loop = async (signal: AbortSignal) => {
    let [failures, quiet] = [0, 0]
    while (!signal.aborted) {
      // A log goes with its pod.
      if (gone) return await end(signal)
      if (run.state === 'waiting' && options.follow) {
        // The pod tells when it starts. Should nobody hear of it, a question now and then does.
        show('waiting', reading.state === 'waiting' ? reading.error : undefined)
        await rest(timing.maxAgainMs, signal)
        if (signal.aborted || gone) continue
      }
      const [last, before, at] = [isLast(), seen, performance.now()]
      let ms: number | undefined
      try {
        // Its own stream may be the one that is to be had.
        await sleep(Math.max(0, releasedAt + timing.closingMs - at), signal)
        const how = await readOnce(last, signal)
        signal.throwIfAborted()
        if (how === 'end' && last) return await end(signal)
        const took = performance.now() - at
        failures = 0
        quiet = how === 'cut' || seen !== before || took >= timing.tooSoonMs ? 0 : quiet + 1
        if (isDown()) show('waiting')
        if (how === 'cut') ms = 0
        else if (asleep) ms = timing.asleepMs
        else if (reading.state === 'polled')
          ms = run.state === 'terminating' ? timing.hurryMs : Math.max(timing.pollMs, took * 3)
        else ms = Math.min(timing.againMs * 2 ** quiet, timing.maxAgainMs)
      } catch (thrown) {
        if (signal.aborted) return
        const worked = reading.state === 'live' && performance.now() - at >= timing.tooSoonMs
        failures = worked ? 0 : failures + 1
        ms = await handle(asApiError(thrown), failures, signal)
        if (ms === undefined) return
      }
      if (ms > 0) await rest(ms, signal)
    }
  }

  const start = () => {
    whole?.abort()
    const mine = new AbortController()
    whole = mine
    loop(mine.signal)
      .catch((error: unknown) => {
        if (!mine.signal.aborted) show('broken', asApiError(error))
      })
      .finally(() => {
        if (whole === mine) whole = undefined
      })
  }
  const wake = () => nap?.abort()
  /** Lets the stream of a container that has ended end by itself, and ends it when nothing comes any more. */
  const letEnd = (mine = attempt) => {
    if (!mine?.streaming) return
    setTimeout(() => {
      if (attempt !== mine) return
      if (Date.now() - mine.heardAt < timing.graceMs) letEnd(mine)
      else mine.abort.abort()
    }, timing.graceMs)
  }
  /** Another instance runs: this stream is its own, or has ended without a word. */
  const lookSoon = (mine = attempt) => {
    if (mine?.streaming) setTimeout(() => attempt === mine && void look(mine, 0), timing.graceMs)
  }

  start()
  return {
    get: () => reading,
    update(next) {
      const [before, wasGone] = [run, gone]
      run = next
      gone = false
      firstRestarts ??= next.restarts
      const restarted = (next.restarts ?? 0) > (before.restarts ?? next.restarts ?? 0)
      if (restarted) lookSoon()
      if (next.state === 'over' && before.state !== 'over') letEnd()
      if (wasGone && !whole) start()
      else if (restarted || next.state !== before.state) wake()
    },
    setGone(replaced) {
      if (gone) return
      gone = true
      if (replaced) {
        whole?.abort()
        end(new AbortController().signal).catch(() => {})
      } else if (whole) {
        letEnd()
        wake()
      } else show('gone', reading.error)
    },
    setAsleep(next) {
      if (asleep === next) return
      asleep = next
      if (asleep && attempt?.streaming) attempt.abort.abort()
      wake()
    },
    nudge() {
      if (attempt?.streaming) void look(attempt, timing.tooSoonMs)
      else wake()
    },
    retry() {
      gone = false
      start()
    },
    close: () => whole?.abort(),
  }
}
