import { networkError, type ApiError } from './ApiError.ts'

// API servers give up after a minute: what takes longer comes over a connection that is dead, and holds one of the browser's six.
const answerMs = 65_000

/** How long an answer may take, until it has been read whole. */
export interface Deadline {
  /** Aborted with the caller's own, or when time is up. */
  signal: AbortSignal
  /** Set once time is up: what the failure was. */
  late: () => ApiError | undefined
  /** The answer is there, or nobody waits for it any more. */
  met: () => void
}

/** Begins a deadline, within the caller's own signal. */
export function startDeadline(
  signal: AbortSignal | null | undefined,
  asked: { url: string; method: string },
): Deadline {
  const over = new AbortController()
  let late: ApiError | undefined
  const abort = () => over.abort(signal?.reason)
  const met = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  const timer = setTimeout(() => {
    met()
    late = networkError(undefined, asked)
    over.abort(late)
  }, answerMs)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  return { signal: over.signal, late: () => late, met }
}
