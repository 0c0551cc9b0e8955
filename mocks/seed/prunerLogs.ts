import type { LogLine } from '../server/logs.ts'
import { digestOf } from './digests.ts'

export interface RunLog {
  lines: LogLine[]
  /** How long the run took. */
  seconds: number
  exitCode?: number
}

/** What a run of the past took away: the history of which streams, and how many images with how many blobs of their own. */
export interface Deleted {
  streams: Record<string, { items: number; layers: number }>
  images: number
  blobs: number
}

/** The words of a command that are not told to confirm. */
export const withoutConfirm = (args: readonly string[]) => args.filter((word) => !word.startsWith('--confirm'))

const DRY = 'Dry run enabled - no modifications will be made. Add --confirm to remove images'

/** Lines with the times of their writing, evenly over the run. */
function timed(texts: string[], started: number, seconds: number): LogLine[] {
  const step = (seconds - 4) / Math.max(1, texts.length)
  return texts.map((text, i) => {
    const milliseconds = started + 3000 + i * step * 1000
    const nanoseconds = String((i * 104_729) % 1_000_000).padStart(6, '0')
    return { time: new Date(milliseconds).toISOString().replace('Z', `${nanoseconds}Z`), text }
  })
}

/** The log of a run that went well. Its last line counts the others. */
export function wellLog(seed: string, started: number, deleted: Deleted, dryRun = false): RunLog {
  const digest = (what: string) => digestOf(`pruned ${seed} ${what}`)
  const texts = dryRun ? [DRY] : []
  const total = { items: 0, streams: 0, layers: 0 }
  for (const [path, { items, layers }] of Object.entries(deleted.streams)) {
    for (let i = 0; i < layers; i++)
      texts.push(`Deleting layer link ${digest(`${path} layer ${i}`)} in repository ${path}`)
    texts.push(`Deleting ${items} items from image stream ${path}`)
    for (let i = 0; i < items; i++)
      texts.push(`Deleting manifest link ${digest(`${path} image ${i}`)} in repository ${path}`)
    total.items += items
    total.layers += layers
    total.streams++
  }
  for (let i = 0; i < deleted.images; i++) {
    for (let blob = i; blob < deleted.blobs; blob += deleted.images)
      texts.push(`Deleting blob ${digest(`blob ${blob}`)}`)
    texts.push(`Deleting image ${digest(`image ${i}`)}`)
  }
  const parts = [
    deleted.images && `deleted ${deleted.images} image object(s)`,
    total.items && `deleted ${total.items} image stream tag item(s)`,
    total.streams && `updated ${total.streams} image stream(s)`,
    total.layers && `deleted ${total.layers} layer link(s)`,
    total.items && `deleted ${total.items} manifest link(s)`,
    deleted.blobs && `deleted ${deleted.blobs} blob(s)`,
  ].filter(Boolean)
  texts.push(`Summary: ${parts.join(', ') || 'deleted 0 objects'}`)
  const seconds = 9 + Math.round(texts.length / 12)
  return { lines: timed(texts, started, seconds), seconds }
}

const WAITS = [30, 60, 90, 120, 150]

/** The log of a run that the operator's script tried six times, in vain. */
export function failedLog(started: number, errors: string[]): RunLog {
  const lines: LogLine[] = []
  let at = started + 3000
  for (let attempt = 1; attempt <= WAITS.length + 1; attempt++) {
    for (const text of errors) lines.push({ time: new Date((at += 1200)).toISOString(), text })
    const wait = WAITS[attempt - 1]
    if (wait === undefined) break
    const text = `attempt #${attempt} has failed (exit code 1), going to make another attempt...`
    lines.push({ time: new Date((at += 5)).toISOString(), text })
    at += wait * 1000
  }
  return { lines, seconds: Math.ceil((at - started) / 1000) + 1, exitCode: 1 }
}
