import { sleep } from './sleep.ts'

/** Waits as long as it takes to keep to one turn per `intervalMs` on average, with `burst` at once after a rest. */
export function createPace(intervalMs: number, burst: number): (signal: AbortSignal) => Promise<void> {
  let turns = burst
  let at = performance.now()
  return async (signal) => {
    const now = performance.now()
    turns = Math.min(burst, turns + (now - at) / intervalMs) - 1
    at = now
    if (turns < 0) await sleep(-turns * intervalMs, signal)
  }
}

/** How long to wait after so many failures in a row: doubling from `baseMs`, at most `maxMs`, spread by up to a half so that clients do not come back together. */
export function backoffMs(failures: number, { baseMs = 1000, maxMs = 30_000, random = Math.random } = {}): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.max(0, failures - 1))
  return full * (0.5 + random() / 2)
}
