import type { Feed } from '../server/logs.ts'
import { kubeletTime, type LogLine } from '../server/written.ts'
import { clientOf, prober, scraper } from './clients.ts'
import { startLines } from './lifecycle.ts'
import { Random } from './random.ts'
import { RegistryWriter } from './registryWriter.ts'
import * as say from './sequences.ts'
import { visitOf, type Failing, type Visit } from './visits.ts'
import type { World } from './world.ts'

export interface TrafficOptions {
  pod: string
  /** Milliseconds: when the container was started, and when the cluster was. What comes is the same for the same distance to that. */
  started: number
  base: number
  /** Milliseconds before which nothing is kept: logs are rotated. */
  oldest: number
  /** Whether time goes on after `base`. */
  live: boolean
  world(): World
  /** Whether a push that the history of a tag tells of went to this pod. */
  mine(digest: string): boolean
  /** What uploads fail with at present, if they do. */
  failureNow(): Failing | undefined
  /** What else the registry was asked between two times. */
  others(from: number, to: number): LogLine[]
}

/** Milliseconds of lines that are kept: the kubelet rotates logs. */
export const KEPT = 6 * 3_600_000
const SLOT = 10_000
/** No client takes longer. */
const LONGEST = 60_000
/** Sequences of requests in each slot, before and after a cluster was started. */
const [QUIET, BUSY] = [0.12, 1.3]
const READY_AFTER = 3000

// All times have nine digits after the second.
const byTime = (a: LogLine, b: LogLine) => (a.time < b.time ? -1 : 1)

const timeOf = (milliseconds: number) => kubeletTime(new Date(milliseconds).toISOString())

/** What a pod of the registry writes by itself, as a function of time: probes, metrics, and clients that come by chance, the same ones each time. */
export function trafficOf(options: TrafficOptions): Feed {
  const { pod, started, base, oldest, live } = options
  const slots = new Map<number, LogLine[]>()
  const slot = (number: number): LogLine[] => {
    const known = slots.get(number)
    if (known) return known
    const lines = slotLines(options, number)
    slots.set(number, lines)
    const first = slots.keys().next().value
    if (slots.size > 10 && first !== undefined) slots.delete(first)
    return lines
  }
  const serves = Math.max(started + READY_AFTER, oldest)
  return (from, until) => {
    const to = live ? until : Math.min(until, base)
    // After a long time nobody looked, what is rotated away is not made.
    const since = Math.max(from, to - KEPT)
    const within = (after: number) => {
      const [first, last] = [timeOf(after), timeOf(to)]
      return ({ time }: LogLine) => time > first && time <= last
    }
    const inTime = within(since)
    const served = within(Math.max(since, serves))
    const lines: LogLine[] = started >= oldest ? startLines(started).filter(inTime) : []
    const first = Math.floor((Math.max(since, serves) - LONGEST - base) / SLOT)
    for (let number = first; number <= Math.floor((to - base) / SLOT); number++)
      for (const line of slot(number)) if (served(line)) lines.push(line)
    if (from < base) lines.push(...pastPushes(options).filter(served))
    for (const line of options.others(Math.max(since, serves), to)) lines.push(line)
    return lines.toSorted(byTime)
  }

  function pastPushes({ world, mine }: TrafficOptions): LogLine[] {
    const { pushes, route } = world()
    return pushes
      .filter(({ image }) => mine(image.digest))
      .flatMap(({ at, image, tags, user }) => {
        const random = new Random(`${pod} ${image.digest} ${tags.join(' ')}`)
        const writer = new RegistryWriter(clientOf(user, route), at - 6000, random)
        const mountFrom = random.next() < 0.3 ? 'ci/builder' : undefined
        say.push(writer, image, { references: tags, mountFrom })
        return writer.lines
      })
  }
}

/** What comes within one slot of time. */
function slotLines(options: TrafficOptions, number: number): LogLine[] {
  const { pod, base } = options
  const random = new Random(`${pod} ${number}`)
  const start = base + number * SLOT
  const lines: LogLine[] = []
  const by = ({ client, act }: Visit, after: number) => {
    const writer = new RegistryWriter(client, start + after, random)
    act(writer)
    for (const line of writer.lines) lines.push(line)
  }
  const phase = pod.charCodeAt(pod.length - 1) * 37
  by({ client: prober(pod), act: say.probe }, 500 + phase)
  by({ client: prober(pod), act: say.probe }, 3200 + phase)
  if (number % 3 === 0) by({ client: scraper(pod), act: say.scrape }, 1700 + phase)
  for (let left = number < 0 ? QUIET : BUSY; left > 0; left--) {
    const visit = random.next() < left ? visitOf(options, random) : undefined
    if (visit) by(visit, random.between(0, SLOT - 1))
  }
  if ((number + phase) % 71 === 0) {
    const time = timeOf(start + 4321)
    const clock = time.slice(0, 19).replaceAll('-', '/').replace('T', ' ')
    const port = random.between(32_000, 60_000)
    lines.push({ time, text: `${clock} http: TLS handshake error from 10.128.0.1:${port}: EOF` })
  }
  return lines
}
