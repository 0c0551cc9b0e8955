import { sleep } from './sleep.ts'

// Longer than the pause between two keys of somebody who types.
const restMs = 400

let lastKey = -Infinity
let listening = false

/** Waits until no key was pressed for a moment: what runs in the background is not felt then. */
export async function restFromTyping(signal: AbortSignal): Promise<void> {
  if (!listening && typeof document !== 'undefined') {
    listening = true
    document.addEventListener('keydown', () => (lastKey = performance.now()), { capture: true, passive: true })
  }
  for (;;) {
    const rest = lastKey + restMs - performance.now()
    if (rest <= 0) return
    await sleep(rest, signal)
  }
}
