import type { Pod } from '../kinds/pod.ts'

/** The time that a process was scraped under one set of labels. Seconds. */
export interface Life {
  labels: Record<string, string>
  from: number
  until: number
  /** When its counters began at 0, the latest last. */
  starts: number[]
  /** Which of its replicas it is, so that each has a rhythm of its own. */
  number: number
}

const DAY = 86_400
/** How far back Prometheus remembers. */
export const RETENTION_DAYS = 45

/** A whole number made of a text, always the same one. */
export function hashOf(text: string): number {
  let hash = 2_166_136_261
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return hash >>> 0
}

const secondsOf = (time: string | null | undefined) => Math.floor(Date.parse(time ?? '') / 1000)

/** The pods there are and, before each, those it came after: pods live for some days, and some restart on the way. */
export function livesOf(pods: readonly Pod[], now: number, base: Record<string, string>, port: number): Life[] {
  return pods.flatMap((pod, number) => {
    const { metadata, status } = pod
    const [container] = status?.containerStatuses ?? []
    const from = secondsOf(status?.startTime ?? metadata.creationTimestamp)
    const restarted = secondsOf(container?.state?.running?.startedAt)
    const instance = `${status?.podIP ?? '10.128.0.1'}:${port}`
    const current: Life = {
      labels: { ...base, instance, pod: metadata.name },
      from,
      until: Number.POSITIVE_INFINITY,
      starts: restarted > from + 60 ? [from, restarted] : [from],
      number,
    }
    return [...predecessors(current, now - RETENTION_DAYS * DAY, port), current]
  })
}

function predecessors(current: Life, oldest: number, port: number): Life[] {
  const lives: Life[] = []
  const prefix = (current.labels['pod'] ?? '').split('-').slice(0, -1).join('-')
  for (let until = current.from; until > oldest; until = lives[0]?.from ?? oldest) {
    const hash = hashOf(`${prefix} ${current.number} ${lives.length}`)
    const lasted = Math.round((3 + (hash % 7)) * DAY + (hash % 20) * 1000)
    const name = `${prefix}-${hash.toString(36).padStart(5, '0').slice(-5)}`
    const from = until - lasted
    lives.unshift({
      labels: { ...current.labels, pod: name, instance: `10.128.${hash % 4}.${10 + (hash % 200)}:${port}` },
      from,
      until,
      starts: [from, from + Math.round(lasted * 0.55)],
      number: current.number,
    })
  }
  return lives
}
