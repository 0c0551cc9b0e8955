/** Time that goes faster than the real one, the same for the cluster and for every page. Milliseconds. */
export interface FastTime {
  speed: number
  /** The real moment at which both times were the same. */
  since: number
}

export const fastNow = ({ speed, since }: FastTime, real = Date.now()): number => since + (real - since) * speed

/** What a page under test is told by the suite, as `window.soak`. */
export interface PageControls {
  /** Which try of the person's a write belongs to: a new one with every press of a button. */
  attempt: number
  /** Sets the clock on the wall, as somebody does by hand. Timers know nothing of it. */
  setClock(aheadMs: number): void
  /** The machine sleeps: all that was due by then is due at once. */
  sleep(ms: number): void
  show(visible: boolean): void
}

/**
 * Put into every page before its own code: its clock and timers go faster, its visibility is ours to tell, and each fetch says which
 * page made it, and each write which one it is. It is sent as text and sees nothing of this module.
 */
export function controlPage({ speed, since }: FastTime): void {
  const RealDate = Date
  const [realNow, realPerformance] = [Date.now, performance.now.bind(performance)]
  const [setReal, clearReal] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)]
  const [setRealInterval] = [window.setInterval.bind(window)]
  const began = realPerformance()
  let slept = 0
  let ahead = 0
  const steady = () => began + (realPerformance() - began) * speed + slept
  const wall = () => Math.round(since + (realNow() - since) * speed + slept + ahead)

  const FastDate = function (this: unknown, ...given: unknown[]) {
    if (!new.target) return new RealDate(wall()).toString()
    const made = given.length === 0 ? new RealDate(wall()) : Reflect.construct(RealDate, given)
    return Object.setPrototypeOf(made, new.target.prototype)
  }
  Object.setPrototypeOf(FastDate, RealDate)
  FastDate.prototype = RealDate.prototype
  Object.assign(FastDate, { now: wall })
  Object.assign(window, { Date: FastDate })
  Object.assign(performance, { now: steady })

  interface Timer {
    due: number
    fire(): void
    real: number
  }
  const timers = new Map<number, Timer>()
  const start = (id: number, timer: Timer) => {
    timer.real = setReal(
      () => {
        timers.delete(id)
        timer.fire()
      },
      Math.max(0, (timer.due - steady()) / speed),
    )
  }
  let last = 1_000_000
  Object.assign(window, {
    setTimeout(run: unknown, ms = 0, ...given: unknown[]) {
      const id = ++last
      const timer = { due: steady() + ms, real: 0, fire: () => typeof run === 'function' && run(...given) }
      timers.set(id, timer)
      start(id, timer)
      return id
    },
    clearTimeout(id: number) {
      const timer = timers.get(id)
      clearReal(timer ? timer.real : id)
      timers.delete(id)
    },
    setInterval: (run: () => void, ms = 0, ...given: unknown[]) => setRealInterval(run, ms / speed, ...given),
  })

  let visible = true
  Object.defineProperty(document, 'visibilityState', { get: () => (visible ? 'visible' : 'hidden') })
  Object.defineProperty(document, 'hidden', { get: () => !visible })
  const controls = {
    attempt: 0,
    setClock(aheadMs: number) {
      ahead = aheadMs
    },
    sleep(ms: number) {
      slept += ms
      for (const [id, timer] of timers) {
        clearReal(timer.real)
        start(id, timer)
      }
    },
    show(next: boolean) {
      visible = next
      document.dispatchEvent(new Event('visibilitychange'))
    },
  }
  Object.assign(window, { soak: controls })

  const realFetch = window.fetch.bind(window)
  const tab = `${realNow().toString(36)}${Math.random().toString(36).slice(2, 6)}`
  let writes = 0
  Object.assign(window, {
    fetch(asked: RequestInfo | URL, init: RequestInit = {}) {
      const headers = new Headers(init.headers ?? (asked instanceof Request ? asked.headers : undefined))
      headers.set('X-Soak-Tab', tab)
      if ((init.method ?? 'GET') !== 'GET') {
        headers.set('X-Soak-Write', `${tab}-${++writes}`)
        headers.set('X-Soak-Attempt', String(controls.attempt))
      }
      return realFetch(asked, { ...init, headers })
    },
  })
}
