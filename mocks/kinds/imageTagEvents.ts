import { digestMatches, splitTagName } from './imageReference.ts'
import { historyOf, IMAGE_GROUP, setHistory, type ImageStream, type TagEvent } from './imageTypes.ts'
import { conflict, notFound } from '../server/status.ts'

/**
 * Puts an event at the top of a tag's history, or folds it into the newest one when that has the same reference or image.
 * Answers whether anything changed. Any change ends the tag's conditions.
 */
export function addTagEvent(stream: ImageStream, tag: string, next: TagEvent): boolean {
  const history = historyOf(stream, tag)
  const [previous, ...older] = history?.items ?? []
  if (!history || !previous) {
    setHistory(stream, { tag, items: [next] })
    return true
  }
  const sameReference = previous.dockerImageReference === next.dockerImageReference
  const sameImage = previous.image === next.image
  if (sameReference && sameImage && previous.generation === next.generation) return false
  const { dockerImageReference, image, generation } = next
  const items =
    sameReference || sameImage
      ? [{ ...previous, dockerImageReference, image, generation }, ...older]
      : [next, previous, ...older]
  setHistory(stream, { tag, items })
  return true
}

/** The tag of the same stream that a spec tag follows; undefined for everything else. */
export function trackedTag(
  { metadata }: ImageStream,
  from: { kind: string; name: string; namespace?: string } | undefined,
): string | undefined {
  if (from?.kind !== 'ImageStreamTag' || (from.namespace && from.namespace !== metadata.namespace)) return undefined
  if (!from.name.includes(':')) return from.name
  const parts = splitTagName(from.name)
  return parts?.[0] === metadata.name ? parts[1] : undefined
}

/** Gives every tag of the stream that follows `tag` the same event. Answers how many changed. */
export function updateTrackingTags(stream: ImageStream, tag: string, event: TagEvent): number {
  let updated = 0
  for (const { name, from } of stream.spec.tags ?? [])
    if (trackedTag(stream, from) === tag && addTagEvent(stream, name, { ...event })) updated++
  return updated
}

/** A new event for the one image of a stream whose digest begins so; throws 404 or, for several, 409. */
export function resolveImageId(stream: ImageStream, prefix: string, created: string): TagEvent {
  const found = new Map<string, TagEvent>()
  for (const { items } of stream.status.tags ?? [])
    for (const event of items ?? []) if (digestMatches(event.image, prefix)) found.set(event.image, event)
  const [event] = found.values()
  if (!event) throw notFound(IMAGE_GROUP, 'imagestreamimage', prefix)
  if (found.size > 1)
    throw conflict(
      IMAGE_GROUP,
      'imagestreamimage',
      prefix,
      `multiple images match the prefix ${JSON.stringify(prefix)}: ${[...found.keys()].toSorted().join(', ')}`,
    )
  return { created, dockerImageReference: event.dockerImageReference, image: event.image, generation: 0 }
}
