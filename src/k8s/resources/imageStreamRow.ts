import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import { imageNumbers } from './imageNumbers.ts'
import { compareNewest, currentOf, repositoriesOf, tagsOf, updatedOf } from './imageStream.ts'
import type { ImageStream, StreamTag, TagEventCondition } from './imageStream.ts'
import { failedImport, isPushedOver, tagSource, tagState } from './imageStreamTag.ts'

/** How images come into a stream. */
export type StreamSource = 'pushed' | 'imported' | 'tagged' | 'reference'

/** A tag whose last import failed. */
export interface FailedTag {
  tag: string
  reason: string
  message: string
  /** RFC 3339; "" when it is not recorded. */
  since: string
}

/** What a list shows of an image stream: thousands of them are in memory at once. */
export interface ImageStreamRow {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion' | 'labels'>
  tags: number
  /** `latest`, if there is one, then the newest. */
  firstTags: string[]
  newest?: string
  /** When any tag last got an image. */
  updated?: string
  /** How the newest image came. */
  newestSource?: StreamSource
  sources: StreamSource[]
  failing: number
  /** A few of those that fail. */
  failed?: FailedTag[]
  importing: number
  /** The distinct images that its tags serve now, as in imageNumbers. */
  images: readonly number[]
  /** Where to pull from: outside the cluster if the registry has such a name. */
  repository?: string
}

const namesShown = 3
const failuresShown = 5
const noImages: readonly number[] = []

/** The row of an image stream. */
export function projectStream(stream: ImageStream): ImageStreamRow {
  const { name, namespace, uid, resourceVersion, labels } = stream.metadata
  const tags = tagsOf(stream)
  const row: ImageStreamRow = {
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
    },
    tags: tags.length,
    firstTags: [],
    sources: [],
    failing: 0,
    importing: 0,
    images: noImages,
  }
  if (labels && Object.keys(labels).length > 0) row.metadata.labels = labels
  const sources = new Set<StreamSource>()
  const images = new Set<number>()
  for (const tag of tags) {
    const image = currentOf(tag)?.image
    if (image) images.add(imageNumbers.of(image))
    const state = tagState(tag)
    if (state === 'failed') {
      row.failing++
      const failure = failedImport(tag)
      if (failure && row.failing <= failuresShown) (row.failed ??= []).push(failedTag(tag.name, failure))
    }
    if (state === 'importing') row.importing++
    const source = sourceOf(stream, tag)
    if (source) sources.add(source)
  }
  row.sources = [...sources].toSorted()
  if (images.size > 0) row.images = [...images]
  const newest = newestOf(tags)
  if (newest[0] && updatedOf(newest[0])) {
    row.newest = newest[0].name
    row.updated = updatedOf(newest[0]) ?? ''
    const source = sourceOf(stream, newest[0])
    if (source) row.newestSource = source
  }
  const latest = tags.some((tag) => tag.name === 'latest') ? ['latest'] : []
  const others = newest.map((tag) => tag.name).filter((other) => other !== 'latest')
  row.firstTags = [...latest, ...others].slice(0, namesShown)
  const { external, internal } = repositoriesOf(stream)
  const repository = external ?? internal
  if (repository) row.repository = repository
  return row
}

function failedTag(tag: string, { reason = '', message = '', lastTransitionTime }: TagEventCondition): FailedTag {
  return { tag, reason, message, since: lastTransitionTime ?? '' }
}

function sourceOf(stream: ImageStream, tag: StreamTag): StreamSource | undefined {
  if (isPushedOver(stream, tag)) return 'pushed'
  const { kind } = tagSource(stream, tag)
  switch (kind) {
    case 'pushed':
    case 'imported':
    case 'reference':
      return kind
    case 'copied':
    case 'fixed':
      return 'tagged'
    default:
      // An alias has no source of its own.
      return undefined
  }
}

/** The newest few tags, without sorting the thousands that a stream may have. */
function newestOf(tags: readonly StreamTag[]): StreamTag[] {
  const newest: StreamTag[] = []
  for (const tag of tags) {
    const last = newest.at(-1)
    if (newest.length > namesShown && last && compareNewest(last, tag) <= 0) continue
    const place = newest.findIndex((other) => compareNewest(tag, other) < 0)
    newest.splice(place < 0 ? newest.length : place, 0, tag)
    if (newest.length > namesShown + 1) newest.pop()
  }
  return newest
}

/** What lists of image streams keep. */
export const streamRow: Projection<ImageStream, ImageStreamRow> = { name: 'row', project: projectStream }
