import { useQuery } from '@tanstack/react-query'
import { objectOf } from '../../../k8s/queries.ts'
import { currentOf, historyOf, ImageStream, tagOf, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { askedTag, comparable } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { useEditing, type Editing } from '../../../ui/useEditing.ts'

/** Which tag a dialog is about. */
export interface TagName {
  namespace: string
  stream: string
  tag: string
}

/** A tag in a form. What is written is its stream. */
export interface TagEditing<F extends object> extends Editing<ImageStream, F> {
  /** The tag as the person knows it. */
  tag: StreamTag
}

interface Options<F extends object> {
  formOf(stream: ImageStream, tag: StreamTag): F
  /** Whether it matters which image the tag has, and not only what is asked for. */
  withImage?: boolean
}

/** A tag that somebody is about to change. Other tags of its stream may change meanwhile: that is no conflict. */
export function useTagEditing<F extends object>(
  which: TagName,
  { formOf, withImage = false }: Options<F>,
): TagEditing<F> {
  const { namespace, stream: name, tag: tagName } = which
  const tagIn = (stream: ImageStream): StreamTag => tagOf(stream, tagName) ?? { name: tagName }
  const relevant = withImage ? changeableBits : askedBits
  const editing = useEditing({
    type: ImageStream,
    namespace,
    name,
    formOf: (stream: ImageStream) => formOf(stream, tagIn(stream)),
    relevant: (stream: ImageStream) => relevant(stream, tagName),
  })
  const { data: latest } = useQuery(objectOf(ImageStream, { namespace, name }))
  const gone = editing.gone || (latest !== undefined && !tagOf(latest, tagName))
  return { ...editing, gone, tag: tagIn(editing.base) }
}

/** What somebody else may not have changed: that the tag is there, and what the spec asks for. */
function askedBits(stream: ImageStream, tagName: string): Record<string, unknown> {
  return { exists: tagOf(stream, tagName) !== undefined, ...comparable(askedTag(stream, tagName)) }
}

/** The same, with the image and the history, of this very stream and not of one that was made anew. */
export function changeableBits(stream: ImageStream, tagName: string): Record<string, unknown> {
  const tag = tagOf(stream, tagName)
  return {
    ...askedBits(stream, tagName),
    uid: stream.metadata.uid,
    image: tag && currentOf(tag)?.image,
    revisions: tag ? historyOf(tag).length : 0,
  }
}
