/** What a registry is busy with. Everything it counts follows from these. */
export type Activity = 'pull' | 'push' | 'scrape' | 'incident' | 'full'

const DAY = 86_400
const DAY_WAVE = (2 * Math.PI) / DAY
/** The quietest time, in seconds after midnight. */
const NIGHT = 3 * 3600
export const SCRAPE_SECONDS = 30
const INCIDENT = { every: 67 * 3600, lasts: 14 * 60 }

interface Wave {
  amplitude: number
  /** Radians per second. */
  speed: number
  phase: number
}

/** Nearly nothing at night and most at three in the afternoon; 1 on average. */
const daily: Wave[] = [
  { amplitude: 1, speed: 0, phase: 0 },
  { amplitude: -4 / 3, speed: DAY_WAVE, phase: -DAY_WAVE * NIGHT },
  { amplitude: 1 / 3, speed: 2 * DAY_WAVE, phase: -2 * DAY_WAVE * NIGHT },
]

/** Two waves, one carried by the other, as a sum of waves: only those have a plain integral. */
const product = (waves: readonly Wave[], by: Wave): Wave[] =>
  waves.flatMap((wave) => [
    wave,
    {
      ...wave,
      amplitude: (wave.amplitude * by.amplitude) / 2,
      speed: by.speed + wave.speed,
      phase: by.phase + wave.phase,
    },
    {
      ...wave,
      amplitude: (wave.amplitude * by.amplitude) / 2,
      speed: by.speed - wave.speed,
      phase: by.phase - wave.phase,
    },
  ])

const minutes = (count: number, phase: number): Wave => ({
  amplitude: 0.3,
  speed: (2 * Math.PI) / (count * 60),
  phase,
})

const integral = (waves: readonly Wave[], seconds: number) =>
  waves.reduce(
    (sum, { amplitude, speed, phase }) =>
      sum +
      (speed === 0 ? amplitude * Math.cos(phase) * seconds : (amplitude / speed) * Math.sin(speed * seconds + phase)),
    0,
  )

/** How many events per second a pod has on average. */
const MEAN = { pull: 0.4, push: 0.035 }

/** How busy a registry is at a time in seconds: 1 on average, nearly 0 at night. */
export const busyAt = (seconds: number) =>
  daily.reduce((sum, { amplitude, speed, phase }) => sum + amplitude * Math.cos(speed * seconds + phase), 0)

/** How many events of each activity there have been until a time in seconds, for a pod that has some number: only differences mean something. */
export function eventsOf(pod: number): Record<Activity, (seconds: number) => number> {
  const pulls = product(daily, minutes(47, pod * 2.1))
  const pushes = product(daily, minutes(83, 1 + pod * 1.3))
  return {
    pull: (seconds) => MEAN.pull * integral(pulls, seconds),
    push: (seconds) => MEAN.push * integral(pushes, seconds),
    scrape: (seconds) => seconds / SCRAPE_SECONDS,
    incident: (seconds) =>
      Math.floor(seconds / INCIDENT.every) * INCIDENT.lasts + Math.min(seconds % INCIDENT.every, INCIDENT.lasts),
    full: (seconds) => seconds,
  }
}
