/** Frames as a page draws them, from when this is called. */
export interface Frames {
  /** Milliseconds between one frame and the next. */
  times: number[]
  stop(): number[]
}

/** Notes how long each frame takes. `look` is called in each. */
export function watchFrames(look: (now: number) => void = () => {}): Frames {
  const times: number[] = []
  let before: number | undefined
  let going = true
  const frame = (now: number) => {
    if (!going) return
    if (before !== undefined) times.push(now - before)
    before = now
    look(performance.now())
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  return {
    times,
    stop() {
      going = false
      return times
    },
  }
}

/** The task after the next frame: what it draws is on the screen. */
export function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => resolve(performance.now()), { once: true })
      port1.start()
      port2.postMessage(null)
    })
  })
}

/** Waits, frame by frame, until something holds. */
export async function until(holds: () => boolean): Promise<number> {
  while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve))
  return painted()
}

/** Lets lines come at a steady rate, 50 times a second, and notes when each of them was shown. */
export async function live(
  seconds: number,
  linesPerSecond: number,
  add: (from: number, to: number) => void,
  lastShown: () => number,
): Promise<{ frames: number[]; lags: number[]; lines: number }> {
  const came: { last: number; at: number }[] = []
  const lags: number[] = []
  let seen = 0
  const frames = watchFrames((now) => {
    const last = lastShown()
    for (let next = came[seen]; next && next.last <= last; next = came[++seen]) lags.push(now - next.at)
  })
  const start = performance.now()
  const total = seconds * linesPerSecond
  let sent = 0
  while (sent < total) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    const now = performance.now()
    const due = Math.min(total, Math.floor(((now - start) / 1000) * linesPerSecond))
    if (due <= sent) continue
    add(sent, due)
    came.push({ last: due - 1, at: now })
    sent = due
  }
  const times = frames.stop()
  const patience = performance.now() + 20_000
  while (lastShown() < total - 1 && performance.now() < patience) await painted()
  const now = performance.now()
  for (; seen < came.length; seen++) lags.push(now - (came[seen]?.at ?? now))
  return { frames: times, lags, lines: total }
}
