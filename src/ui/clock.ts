const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const tickMs = 5000

/** Calls back every few seconds, for all relative times of the page by one timer. Returns how to unsubscribe. */
export function subscribeToClock(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
