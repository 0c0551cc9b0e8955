/** How a log is read in time; all in ms. */
export interface ReadTiming {
  /** Between two readings without a stream; in a pod that is being deleted; while nobody looks. */
  pollMs: number
  hurryMs: number
  asleepMs: number
  /** Until a stream that has worked is taken up again; doubled each time it ends at once, up to the maximum. */
  againMs: number
  maxAgainMs: number
  /** How long a stream that was given back may be in closing. */
  closingMs: number
  /** Between two questions for a container that has not started. */
  waitMs: number
  /** A stream that breaks sooner has not worked. */
  tooSoonMs: number
  seamMs: number
  /** A stream that is silent for so long is looked after: longer each time it has nothing to say. */
  silentMs: number
  /** How long a stream may go on when its container has ended. */
  graceMs: number
}

/** As people have it; tests are in more of a hurry. */
export const readTiming: ReadTiming = {
  pollMs: 3000,
  hurryMs: 1000,
  asleepMs: 60_000,
  againMs: 500,
  maxAgainMs: 10_000,
  closingMs: 100,
  waitMs: 2000,
  tooSoonMs: 5000,
  seamMs: 2000,
  silentMs: 60_000,
  graceMs: 5000,
}
