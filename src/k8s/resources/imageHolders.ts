import type { Steps } from '../../lib/inSlices.ts'
import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import { imageNumbers } from './imageNumbers.ts'
import type { ImageStream } from './imageStream.ts'

/** The images that one tag of a stream holds, as in imageNumbers. */
export interface TagImages {
  namespace: string
  stream: string
  tag: string
  /** What the tag serves now. Absent when that is a mere reference. */
  current?: number
  /** What else is in its history, each once. */
  history: readonly number[]
}

/** What is kept of an image stream to know which images it holds. */
export interface StreamImages {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'resourceVersion'>
  tags: readonly TagImages[]
}

const none: readonly number[] = []
const tagNames = new Map<string, string>()

/** The images that a stream holds. */
export function projectHolders(stream: ImageStream): StreamImages {
  const { name, namespace = '', resourceVersion } = stream.metadata
  const tags = (stream.status?.tags ?? []).map(({ tag, items }): TagImages => {
    const [newest, ...older] = items ?? []
    const current = newest?.image ? imageNumbers.of(newest.image) : undefined
    const history = new Set<number>()
    for (const { image } of older) if (image) history.add(imageNumbers.of(image))
    if (current !== undefined) history.delete(current)
    return {
      namespace,
      stream: name,
      tag: nameOnce(tag),
      ...(current !== undefined && { current }),
      history: history.size > 0 ? [...history] : none,
    }
  })
  return { metadata: { name, ...(namespace && { namespace }), ...(resourceVersion && { resourceVersion }) }, tags }
}

// Thousands of streams have a tag `latest`.
function nameOnce(tag: string): string {
  const known = tagNames.get(tag)
  if (known === undefined) tagNames.set(tag, tag)
  return known ?? tag
}

/** What lists of image streams keep for those who ask which images they hold. */
export const streamImages: Projection<ImageStream, StreamImages> = { name: 'images', project: projectHolders }

/** Whether a tag holds an image, now or in its history. */
export function holds({ current, history }: TagImages, image: number): boolean {
  return current === image || history.includes(image)
}

/** Every tag that holds an image, those that serve it now first. */
export function holdersOf(streams: Iterable<StreamImages>, image: number): TagImages[] {
  const holders: TagImages[] = []
  for (const { tags } of streams) for (const tag of tags) if (holds(tag, image)) holders.push(tag)
  return currentFirst(holders, image)
}

/** The tags that serve an image now, then those that once did. */
export function currentFirst(holders: readonly TagImages[], image: number): TagImages[] {
  return holders.toSorted((a, b) => Number(b.current === image) - Number(a.current === image))
}

/** The tags that hold each image, in steps. */
export function* joinHolders(streams: readonly StreamImages[]): Steps<Map<number, TagImages[]>> {
  const holders = new Map<number, TagImages[]>()
  const add = (image: number, tag: TagImages) => {
    const known = holders.get(image)
    if (known) known.push(tag)
    else holders.set(image, [tag])
  }
  for (const [index, { tags }] of streams.entries()) {
    for (const tag of tags) {
      if (tag.current !== undefined) add(tag.current, tag)
      for (const image of tag.history) add(image, tag)
    }
    if (index % 50 === 49) yield
  }
  return holders
}

/** A stream that holds an image: through it who may not read images can read this one. */
export function streamHolding(streams: Iterable<StreamImages>, image: number): StreamImages | undefined {
  for (const stream of streams) if (stream.tags.some((tag) => holds(tag, image))) return stream
  return undefined
}
