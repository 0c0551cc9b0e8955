import type { Steps } from '../../../lib/inSlices.ts'
import type { PreviewPlan, PreviewReading } from './previewProtocol.ts'

/** A tag with what a run would do to its history. A row object stays the same as long as all in it does. */
export interface TagRow {
  /** Its position in the reading. */
  tag: number
  namespace: string
  stream: string
  name: string
  /** How many of its revisions go, and stay. */
  goes: number
  stays: number
  /** A bit for each reason, as in a plan. */
  whys: number
  /** Bytes that go with the images of its revisions that go; NaN where nothing is known. */
  bytes: number
  /** Its place by stream and by project: comparing thousands of names with each choice of a column would take too long. */
  byStream: number
  byProject: number
}

export interface TagRows {
  going: readonly TagRow[]
  staying: readonly TagRow[]
}

const yieldEvery = 500

/** The rows of a plan's tags, made step by step; rows that are as before are the same objects. */
export function* tagRows(reading: PreviewReading, plan: PreviewPlan): Steps<TagRows> {
  let rows = knownOf.get(reading)
  if (!rows) knownOf.set(reading, (rows = []))
  const { tags, tagStream, streams } = reading
  const going: TagRow[] = []
  const staying: TagRow[] = []
  for (let tag = 0; tag < tags.length; tag++) {
    if (tag % yieldEvery === 0) yield
    const stream = streams[tagStream[tag] ?? -1]
    const goes = plan.tagGoes[tag] ?? 0
    const stays = plan.tagStays[tag] ?? 0
    const whys = plan.tagWhys[tag] ?? 0
    const bytes = plan.tagBytes[tag] ?? Number.NaN
    const before = rows[tag]
    const same =
      before?.goes === goes && before.stays === stays && before.whys === whys && Object.is(before.bytes, bytes)
    const row: TagRow = same
      ? before
      : {
          tag,
          namespace: stream?.namespace ?? '',
          stream: stream?.name ?? '',
          name: tags[tag] ?? '',
          goes,
          stays,
          whys,
          bytes,
          byStream: reading.byStream[tag] ?? 0,
          byProject: reading.byProject[tag] ?? 0,
        }
    rows[tag] = row
    if (goes > 0) going.push(row)
    if (stays > 0) staying.push(row)
  }
  return { going, staying }
}

const knownOf = new WeakMap<PreviewReading, (TagRow | undefined)[]>()
