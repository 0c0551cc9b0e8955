import type { QueryClient } from '@tanstack/react-query'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { projectStream, type ImageStreamRow } from '../../../k8s/resources/imageStreamRow.ts'
import { perform } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { isOutcomeUnknown } from '../../../ui/useAction.ts'

/** `namespace/stream` */
export const nameOf = ({ metadata }: Pick<ImageStream, 'metadata'>) => `${metadata.namespace}/${metadata.name}`

/**
 * Deletes a stream as the person knows it. What does not concern them may have changed; of what does they are told, and
 * deleting it again means the stream as it is now.
 */
export async function deleteStream(
  client: QueryClient,
  row: ImageStreamRow,
  known: Map<string, ImageStreamRow>,
): Promise<void> {
  const seen = known.get(nameOf(row)) ?? row
  try {
    await perform(client, ImageStream, { seen, remove: true })
  } catch (thrown) {
    const error = asApiError(thrown)
    if (error.code === 404) return
    const lost = isOutcomeUnknown(error)
    if (error.code !== 409 && !lost) throw error
    const latest = await read(client, row)
    if (!latest || latest.metadata.uid !== seen.metadata.uid) return
    if (lost) throw new Error(t('The connection broke before it was deleted. It is still there.'), { cause: thrown })
    const now = projectStream(latest)
    known.set(nameOf(row), now)
    const tags = t('{{count}} tags', { count: now.tags })
    if (!isSame(contentsOf(now), contentsOf(seen)))
      throw new Error(t('Changed by someone else: it now has {{tags}}. Retry deletes it as it is now.', { tags }), {
        cause: thrown,
      })
    await perform(client, ImageStream, { seen: now, remove: true })
  }
}

/** The stream as it is now; undefined when it is gone. */
async function read(client: QueryClient, { metadata }: ImageStreamRow): Promise<ImageStream | undefined> {
  const { namespace, name } = metadata
  try {
    return await client.fetchQuery({ ...objectOf(ImageStream, { namespace, name }), staleTime: 0 })
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined
    throw error
  }
}

const contentsOf = ({ tags, firstTags, newest, updated }: ImageStreamRow) => ({ tags, firstTags, newest, updated })
