import type { Store } from '../server/store.ts'
import { formatPullSpec, parsePullSpec } from './imageReference.ts'
import { storedImage } from './imageStreamLayers.ts'
import { latestEvent, specTagOf, type Image, type ImageStream, type TagEvent } from './imageTypes.ts'

/** A copy of an image as tags and streams show it: without the text of its manifest and config. */
export function shownImage(store: Store, name: string): Image | undefined {
  const stored = storedImage(store, name)
  if (!stored) return undefined
  const { dockerImageManifest: _manifest, dockerImageConfig: _config, ...image } = structuredClone(stored)
  return image
}

/** The metadata of an image of which nothing is known. */
export const EMPTY_METADATA = {
  kind: 'DockerImage',
  apiVersion: 'image.openshift.io/1.0',
  Id: '',
  Created: null,
  ContainerConfig: {},
}

/** What stands in for an image that is not looked up: lists of tags show it. */
export const emptyImage = (name: string): Image => ({
  // Go writes the metadata of an image that never was created so.
  metadata: { ...(name && { name }), creationTimestamp: null } as Image['metadata'],
  dockerImageMetadata: EMPTY_METADATA,
  dockerImageMetadataVersion: '1.0',
})

/** The image a tag points at now, if it exists. */
export function imageOf(stream: ImageStream, tag: string, store: Store): Image | undefined {
  const event = latestEvent(stream, tag)
  return event?.image ? shownImage(store, event.image) : undefined
}

/** Where consumers of a tag pull from: with the policy Local, through the integrated registry. */
export function referenceFor(
  stream: ImageStream,
  tag: string,
  event: Pick<TagEvent, 'dockerImageReference' | 'image'>,
): string {
  const { dockerImageReference, image } = event
  if (specTagOf(stream, tag)?.referencePolicy.type !== 'Local') return dockerImageReference
  const local = stream.status.dockerImageRepository
  const reference = parsePullSpec(local)
  if (!local || !image || 'error' in reference) return dockerImageReference
  return formatPullSpec({ ...reference, tag: '', id: image })
}

/** The image with the reference that the tag gives it. */
export function withReference(image: Image, dockerImageReference: string): Image {
  const { dockerImageReference: _own, ...rest } = image
  return { ...rest, ...(dockerImageReference && { dockerImageReference }) }
}
