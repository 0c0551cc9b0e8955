const listeners = new Set<() => void>()
let reportedAt: number | undefined

/** Calls back once when the API stops knowing who asks (401): however many requests fail of it. Returns how to unsubscribe. */
export function onUnauthorized(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Reports a 401. Only the first is passed on, until a later request has been answered. */
export function reportUnauthorized(now = performance.now()): void {
  if (reportedAt !== undefined) return
  reportedAt = now
  for (const listener of listeners) listener()
}

/** Says that a request begun at this time was let in, so that the next 401 is news again. */
export function reportAuthorized(startedAt: number): void {
  if (reportedAt !== undefined && startedAt > reportedAt) reportedAt = undefined
}

/** Whether a 401 was the last word on who asks: answers to requests that began before it change nothing. */
export function isUnauthorizedNow(): boolean {
  return reportedAt !== undefined
}
