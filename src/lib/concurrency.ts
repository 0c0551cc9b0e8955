/** Runs at most so many tasks at once; the others wait their turn, in order. */
export function createLimiter(limit: number): <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []

  const turn = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', giveUp)
        running++
        resolve()
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(start), 1)
        reject(signal?.reason)
      }
      if (signal?.aborted) return reject(signal.reason)
      if (running < limit) return start()
      waiting.push(start)
      signal?.addEventListener('abort', giveUp, { once: true })
    })

  return async (task, signal) => {
    await turn(signal)
    try {
      return await task()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
