import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import type { Image } from '../../../k8s/resources/image.ts'
import { streamHolding, type StreamImages } from '../../../k8s/resources/imageHolders.ts'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import type { NamespacedList } from '../../../k8s/useNamespacedList.ts'
import { imageQuery, type ImageOfStream } from './imageSummary.ts'

export type ReadImage =
  /** `from`: what it was read by, for more of its kind. */
  | { state: 'read'; image: Image; from: ImageOfStream }
  | { state: 'reading' }
  | { state: 'gone' }
  /** That the user may not read images, and no stream that they may read holds it. */
  | { state: 'notHeld'; error: ApiError }
  | { state: 'failed'; error: ApiError; retry: () => void }

/**
 * One image by its digest. Who may not read images reads it through the stream that is named, else through one of theirs
 * that holds it.
 */
export function useImage(
  digest: string,
  named: { namespace: string; stream: string } | undefined,
  streams: NamespacedList<StreamImages>,
): ReadImage {
  const direct = { digest, namespace: named?.namespace ?? '', stream: named?.stream ?? '' }
  const first = useQuery(imageQuery(direct))
  const refused = first.error ? asApiError(first.error) : undefined
  // A stream that somebody named may no longer hold it.
  const searching = refused !== undefined && (refused.code === 403 || (named !== undefined && refused.code === 404))
  const holding = searching ? streamHolding(streams.items, imageNumbers.of(digest)) : undefined
  const through = {
    digest,
    namespace: holding?.metadata.namespace ?? '',
    stream: holding?.metadata.name ?? '',
  }
  const second = useQuery({ ...imageQuery(through), enabled: holding !== undefined && first.data === undefined })
  if (first.data) return { state: 'read', image: first.data, from: direct }
  if (!refused) return { state: 'reading' }
  if (searching && holding) {
    if (second.data) return { state: 'read', image: second.data, from: through }
    if (second.error) return failure(asApiError(second.error), () => void second.refetch())
    return { state: 'reading' }
  }
  if (refused.code === 403) {
    const settled = streams.complete || streams.state === 'failed'
    return settled ? { state: 'notHeld', error: refused } : { state: 'reading' }
  }
  return failure(refused, () => void first.refetch())
}

function failure(error: ApiError, retry: () => void): ReadImage {
  return error.code === 404 && !isKindMissing(error) ? { state: 'gone' } : { state: 'failed', error, retry }
}
