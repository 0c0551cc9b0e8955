import type { Steps } from '../../../lib/inSlices.ts'
import { naturalCompare } from '../../../lib/naturalCompare.ts'
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
  let known = knownOf.get(reading)
  if (!known) knownOf.set(reading, (known = { places: yield* placesOf(reading), rows: [] }))
  const { places, rows } = known
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
          byStream: places.byStream[tag] ?? 0,
          byProject: places.byProject[tag] ?? 0,
        }
    rows[tag] = row
    if (goes > 0) going.push(row)
    if (stays > 0) staying.push(row)
  }
  return { going, staying }
}

interface Places {
  byStream: Float64Array
  byProject: Float64Array
}

const knownOf = new WeakMap<PreviewReading, { places: Places; rows: (TagRow | undefined)[] }>()

/** The place of each tag when they are in the order of their streams' names, and of their projects. */
function* placesOf({ streams, tags, tagStream }: PreviewReading): Steps<Places> {
  const byStream = new Float64Array(tags.length)
  const byProject = new Float64Array(tags.length)
  const streamPlaces = rankOf(
    streams,
    (a, b) => naturalCompare(a.name, b.name) || naturalCompare(a.namespace, b.namespace),
  )
  yield
  const projectPlaces = rankOf(
    streams,
    (a, b) => naturalCompare(a.namespace, b.namespace) || naturalCompare(a.name, b.name),
  )
  yield
  let first = 0
  while (first < tags.length) {
    const stream = tagStream[first] ?? 0
    let end = first + 1
    while (end < tags.length && tagStream[end] === stream) end++
    const ranks = rankOf(tags.slice(first, end), naturalCompare)
    for (const [index, rank] of ranks.entries()) {
      // A stream has far fewer tags than that.
      const within = rank / 1e6
      byStream[first + index] = (streamPlaces[stream] ?? 0) + within
      byProject[first + index] = (projectPlaces[stream] ?? 0) + within
    }
    first = end
    yield
  }
  return { byStream, byProject }
}

/** By position: the place in order. */
function rankOf<T>(values: readonly T[], compare: (a: T, b: T) => number): Uint32Array {
  const order = values.map((value, index) => ({ value, index })).toSorted((a, b) => compare(a.value, b.value))
  const ranks = new Uint32Array(values.length)
  for (const [place, { index }] of order.entries()) ranks[index] = place
  return ranks
}
