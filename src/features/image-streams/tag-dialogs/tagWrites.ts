import type { QueryClient } from '@tanstack/react-query'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { ApiError } from '../../../k8s/ApiError.ts'
import { resourcePath } from '../../../k8s/path.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { getJson } from '../../../k8s/request.ts'
import { ImageStreamImage } from '../../../k8s/resources/image.ts'
import { currentOf, ImageStream, tagOf, type TagEvent } from '../../../k8s/resources/imageStream.ts'
import { ImageStreamMapping, ImageStreamTag } from '../../../k8s/resources/imageStreamMapping.ts'
import type { Status } from '../../../k8s/types.ts'
import { create, folded, remove } from '../../../k8s/writes.ts'
import type { EditedObject } from '../../../ui/useEditing.ts'

/** Deletes a tag with its history. 409 when the stream is no longer the same one. */
export function deleteTag({ metadata }: ImageStream, tag: string) {
  const { namespace, name, uid } = metadata
  return remove(ImageStreamTag, {
    metadata: { name: `${name}:${tag}`, ...(namespace && { namespace }), ...(uid && { uid }) },
  })
}

/** Reads a stream anew and shows it, after a write that answers with something else. Its watch may do so later. */
export async function showStream(client: QueryClient, namespace: string, name: string): Promise<void> {
  try {
    const path = resourcePath(ImageStream, { namespace }, name)
    folded(client, ImageStream, 'MODIFIED', await getJson<ImageStream>(path))
  } catch {
    // What was asked for is done: that it cannot be shown yet is no failure of it.
  }
}

/** A stream as it is now; undefined when there is none. */
export async function readStream(
  client: QueryClient,
  which: { namespace: string; name: string },
): Promise<ImageStream | undefined> {
  try {
    return await client.fetchQuery({ ...objectOf(ImageStream, which), staleTime: 0 })
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined
    throw error
  }
}

/** Throws a conflict when what matters of a stream has changed: for writes whose versions the API server does not compare. */
export async function requireUnchanged(
  client: QueryClient,
  { relevant }: EditedObject<ImageStream>,
  seen: ImageStream,
): Promise<void> {
  const { namespace, name } = seen.metadata
  const latest = await client.fetchQuery({ ...objectOf(ImageStream, { namespace, name }), staleTime: 0 })
  if (isSame(relevant(seen), relevant(latest))) return
  const message = t('The tag was changed in the meantime.')
  throw new ApiError({ code: 409, reason: 'Conflict', message, url: '', method: '' })
}

/** Throws when a tag has not got the image that a write asked for: servers take what changes nothing for them without a word. */
export function requireImage(answer: ImageStream | Status, tagName: string, digest: string): void {
  // A stream is answered with its kind or without one.
  if (answer.kind === 'Status') return
  const tag = tagOf(answer as ImageStream, tagName)
  if (tag && currentOf(tag)?.image === digest) return
  const message = t(
    'The server took the change, but the tag keeps its image: it has asked for this source before. Give it another source first, then do this again.',
  )
  throw new ApiError({ code: -1, reason: 'NoEffect', message, url: '', method: '' })
}

/** Puts an image on top of a tag as a push does: the source of the tag stays as it is. */
export async function putOnTop(
  { metadata: { namespace = '', name } }: ImageStream,
  tag: string,
  { image = '', dockerImageReference = '' }: TagEvent,
): Promise<void> {
  const path = resourcePath(ImageStreamImage, { namespace }, `${name}@${image}`)
  const known = await getJson<ImageStreamImage>(path)
  // The API server first tries to create the image, and refuses one that carries a resourceVersion.
  const annotations = known.image?.metadata.annotations
  const metadata = { name: image, ...(annotations && { annotations }) }
  await create(ImageStreamMapping, {
    metadata: { namespace, name },
    tag,
    image: { ...known.image, metadata, dockerImageReference },
  })
}
