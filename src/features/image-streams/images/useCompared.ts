import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import type { Image } from '../../../k8s/resources/image.ts'
import { parseComparable, type ComparableName } from '../../../k8s/resources/imageComparison.ts'
import { currentOf, ImageStream, tagOf } from '../../../k8s/resources/imageStream.ts'
import { imageQuery, type ImageOfStream } from './imageSummary.ts'

/** One side of a comparison. */
export type Compared =
  | { state: 'read'; name: ComparableName; image: Image; from: ImageOfStream }
  | { state: 'reading' | 'absent' | 'unreadable' }
  | { state: 'noStream' | 'noTag' | 'noImage' | 'gone'; name: ComparableName }
  | { state: 'failed'; error: ApiError; retry: () => void }

const nowhere: ComparableName = { namespace: '', stream: '' }

/** The image that a text names: a tag's as it is now, or one by its digest. Live: a tag that moves is compared anew. */
export function useCompared(text: string | null): Compared {
  const name = text ? parseComparable(text) : undefined
  const { namespace, stream, tag, digest: given } = name ?? nowhere
  const streamQuery = useQuery({ ...objectOf(ImageStream, { namespace, name: stream }), enabled: tag !== undefined })
  const found = streamQuery.data && tag !== undefined ? tagOf(streamQuery.data, tag) : undefined
  const digest = given ?? (found && currentOf(found)?.image)
  const from: ImageOfStream = { namespace, stream, digest: digest ?? '' }
  const imageRead = useQuery({ ...imageQuery(from), enabled: Boolean(digest) })
  if (!text) return { state: 'absent' }
  if (!name) return { state: 'unreadable' }
  if (tag !== undefined) {
    if (!streamQuery.data) {
      if (!streamQuery.error) return { state: 'reading' }
      const error = asApiError(streamQuery.error)
      if (isMissing(error)) return { state: 'noStream', name }
      return { state: 'failed', error, retry: () => void streamQuery.refetch() }
    }
    if (!found) return { state: 'noTag', name }
    if (!digest) return { state: 'noImage', name }
  }
  if (imageRead.data) return { state: 'read', name, image: imageRead.data, from }
  if (!imageRead.error) return { state: 'reading' }
  const error = asApiError(imageRead.error)
  if (isMissing(error)) return { state: 'gone', name }
  return { state: 'failed', error, retry: () => void imageRead.refetch() }
}

const isMissing = (error: ApiError) => error.code === 404 && !isKindMissing(error)
