import { replaceEqualDeep } from '@tanstack/react-query'
import { currentOf, tagsOf, updatedOf } from '../../../k8s/resources/imageStream.ts'
import type { ImageStream, StreamTag } from '../../../k8s/resources/imageStream.ts'
import { isPushedOver, tagSource, tagState } from '../../../k8s/resources/imageStreamTag.ts'
import type { TagSource, TagState } from '../../../k8s/resources/imageStreamTag.ts'

/** What the table shows of a tag. */
export interface TagRow {
  namespace: string
  stream: string
  tag: StreamTag
  state: TagState
  source: TagSource
  pushedOver: boolean
  digest?: string
  updated?: string
  /** Compressed bytes, once they are known: for sorting. */
  size?: number
}

/** Makes rows of a stream that stay the same objects while their tag does, whatever happens to the others. */
export function createTagRows(): (stream: ImageStream) => TagRow[] {
  let before = new Map<string, TagRow>()
  return (stream) => {
    const rows = new Map<string, TagRow>()
    for (const tag of tagsOf(stream)) {
      const known = before.get(tag.name)
      const row = tagRow(stream, tag)
      rows.set(tag.name, known ? replaceEqualDeep(known, row) : row)
    }
    before = rows
    return [...rows.values()]
  }
}

/** The row of one tag. */
export function tagRow(stream: ImageStream, tag: StreamTag): TagRow {
  const digest = currentOf(tag)?.image
  const updated = updatedOf(tag)
  const state = tagState(tag)
  return {
    namespace: stream.metadata.namespace ?? '',
    stream: stream.metadata.name,
    tag,
    // A reference has a revision, so that its state is ok; there is no image to be ready.
    state: tag.spec?.reference && !digest && state === 'ok' ? 'reference' : state,
    source: tagSource(stream, tag),
    pushedOver: isPushedOver(stream, tag),
    ...(digest && { digest }),
    ...(updated && { updated }),
  }
}
