/** Runs something after so many milliseconds; the answer takes it back. */
export type Later = (run: () => void, milliseconds: number) => () => void

interface Task {
  at: number
  run: () => void
}

// Timers of browsers and of Node count their milliseconds in 31 bits.
const LONGEST_TIMER = 2 ** 31 - 1

/** The time of one cluster: goes with the real one, and can be sent ahead. A still one only ever goes when it is sent. */
export class Clock {
  readonly #real: () => Date
  readonly #still: boolean
  #ahead = 0
  /** While tasks run, it is their time. */
  #within: number | undefined
  readonly #tasks = new Set<Task>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(real: () => Date = () => new Date(), still = false) {
    this.#real = real
    this.#still = still
  }

  /** A clock that shows one time until it is sent ahead. */
  static still(at: string | number = Date.now()): Clock {
    const start = new Date(at)
    return new Clock(() => start, true)
  }

  readonly now = (): Date => new Date(this.#within ?? this.#real().getTime() + this.#ahead)

  readonly later: Later = (run, milliseconds) => {
    const task = { at: this.now().getTime() + milliseconds, run }
    this.#tasks.add(task)
    this.#wind()
    return () => {
      this.#tasks.delete(task)
      this.#wind()
    }
  }

  /** Sends the clock ahead. What falls due on the way happens, in order, each at its own time. */
  advance(milliseconds: number): void {
    const until = this.now().getTime() + milliseconds
    this.#run(until)
    this.#ahead += milliseconds
    this.#wind()
  }

  #run(until: number): void {
    for (let next = this.#next(); next && next.at <= until; next = this.#next()) {
      this.#tasks.delete(next)
      this.#within = Math.max(next.at, this.now().getTime())
      try {
        next.run()
      } finally {
        this.#within = undefined
      }
    }
  }

  #next(): Task | undefined {
    let first: Task | undefined
    for (const task of this.#tasks) if (!first || task.at < first.at) first = task
    return first
  }

  /** Sets the one timer to the task that is due first. */
  #wind(): void {
    if (this.#still || this.#within !== undefined) return
    clearTimeout(this.#timer)
    const next = this.#next()
    if (!next) return
    const wait = Math.min(Math.max(0, next.at - this.now().getTime()), LONGEST_TIMER)
    this.#timer = setTimeout(() => {
      this.#run(this.now().getTime())
      this.#wind()
    }, wait)
  }
}
