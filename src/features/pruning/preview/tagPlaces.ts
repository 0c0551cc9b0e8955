import { naturalCompare } from '../../../lib/naturalCompare.ts'

/** What has a place: streams, and the tags of each, one after the other. */
export interface PlacedTags {
  streams: readonly { namespace: string; name: string }[]
  tags: readonly string[]
  tagStream: Uint32Array
}

/** By tag: its place in the order of streams and in that of projects. Comparing names takes seconds for tens of thousands of them. */
export function tagPlaces({ streams, tags, tagStream }: PlacedTags): {
  byStream: Float64Array
  byProject: Float64Array
} {
  const byStream = new Float64Array(tags.length)
  const byProject = new Float64Array(tags.length)
  const streamPlaces = rankOf(
    streams,
    (a, b) => naturalCompare(a.name, b.name) || naturalCompare(a.namespace, b.namespace),
  )
  const projectPlaces = rankOf(
    streams,
    (a, b) => naturalCompare(a.namespace, b.namespace) || naturalCompare(a.name, b.name),
  )
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
