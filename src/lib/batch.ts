export interface Batch<T> {
  push: (value: T) => void
  /** Hands over at once what has been gathered. */
  flush: () => void
}

/** Gathers values and hands them over together: soon after a rest, at most every `intervalMs` while they keep coming. */
export function createBatch<T>(handOver: (values: T[]) => void, intervalMs = 100): Batch<T> {
  let values: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = -Infinity
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (values.length === 0) return
    const all = values
    values = []
    last = performance.now()
    handOver(all)
  }
  return {
    push(value) {
      values.push(value)
      timer ??= setTimeout(flush, Math.max(0, last + intervalMs - performance.now()))
    },
    flush,
  }
}
