import { apiUrl } from './apiRoot.ts'

interface Early {
  answer: Promise<Response>
  abort: (reason: unknown) => void
}

const asked = new Map<string, Early>()

/** How everything is asked for. The API redirects nowhere: what would is a proxy that wants a sign-in. */
export const readAs = {
  headers: { Accept: 'application/json' },
  credentials: 'same-origin',
  redirect: 'manual',
} as const satisfies RequestInit

/** Asks for a path before the code that will read the answer is there: the first request for it gets this answer. */
export function askEarly(path: string): void {
  const url = apiUrl(path)
  const over = new AbortController()
  const answer = fetch(url, { ...readAs, signal: over.signal })
  // Who takes it handles its failure; nobody may.
  answer.catch(() => {})
  asked.set(url, { answer, abort: (reason) => over.abort(reason) })
}

/**
 * The answer to a GET that was asked for early, each given once. The signal ends it: one that never comes would make the next
 * request for the same address wait, as browsers ask for each one at a time.
 */
export function takeEarly(url: string, signal: AbortSignal | null): Promise<Response> | undefined {
  const early = asked.get(url)
  asked.delete(url)
  if (early && signal?.aborted) early.abort(signal.reason)
  else if (early) signal?.addEventListener('abort', () => early.abort(signal.reason), { once: true })
  return early?.answer
}
