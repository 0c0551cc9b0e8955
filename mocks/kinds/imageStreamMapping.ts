import { fieldError, invalid, StatusError } from '../server/status.ts'
import { completeImage, imageErrors } from './image.ts'
import { maximumOf, quantityOf } from './imageLimits.ts'
import { formatPullSpec, parsePullSpec } from './imageReference.ts'
import { storedImage } from './imageStreamLayers.ts'
import { requireNamespace, storeStatus, streamFor } from './imageStreamStore.ts'
import { nameErrors, pathSegmentError } from './imageStreamValidation.ts'
import { addTagEvent, updateTrackingTags } from './imageTagEvents.ts'
import {
  IMAGE_GROUP,
  IMAGES,
  MANAGED_ANNOTATION,
  STREAMS,
  timestamp,
  type Image,
  type ImageStream,
} from './imageTypes.ts'
import type { AnyObject, Call, KindRules } from './kind.ts'

interface Mapping extends AnyObject {
  image?: Image
  tag?: string
  dockerImageRepository?: string
}

function checkSize(call: Call, image: Image) {
  const maximum = maximumOf(call.store, call.namespace ?? '', 'openshift.io/Image', 'storage')
  const size = image.dockerImageMetadata?.['Size']
  if (maximum === undefined || typeof size !== 'number' || size <= quantityOf(maximum)) return
  const name = image.metadata.name
  throw new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `Image "${name}" is forbidden: requested usage of storage exceeds the maximum limit per openshift.io/Image (${size} > ${maximum})`,
    details: { name, kind: 'Image' },
  })
}

function streamOf(call: Call, { metadata, dockerImageRepository }: Mapping): ImageStream {
  if (metadata.name) return streamFor(call, metadata.name)
  // Image streams in the store have the shape of their kind.
  const streams = call.store.list(STREAMS, call.namespace) as ImageStream[]
  const stream = streams.find(({ spec }) => spec.dockerImageRepository === dockerImageRepository)
  if (stream) return streamFor(call, stream.metadata.name)
  throw invalid(IMAGE_GROUP, 'ImageStreamMapping', '', [
    fieldError.notFound('dockerImageStream', dockerImageRepository),
  ])
}

function checked(mapping: Mapping): { image: Image; tag: string } {
  const { metadata, dockerImageRepository, tag } = mapping
  const image = { metadata: { name: '' }, ...mapping.image }
  const errors = nameErrors(metadata.name, pathSegmentError)
  if (dockerImageRepository) {
    const reference = parsePullSpec(dockerImageRepository)
    if ('error' in reference)
      errors.push(fieldError.invalid('dockerImageRepository', dockerImageRepository, reference.error))
  } else if (!metadata.name) errors.push(fieldError.required('name'), fieldError.required('dockerImageRepository'))
  if (!tag) errors.push(fieldError.required('tag'))
  errors.push(...imageErrors(image, 'image.'))
  if (errors.length || !tag) throw invalid(IMAGE_GROUP, 'ImageStreamMapping', metadata.name ?? '', errors)
  return { image, tag }
}

/** A push, as the registry reports it: the image, and an event on the tag and on the tags that follow it. The registry creates a missing stream itself. */
function create(call: Call, mapping: Mapping): undefined {
  requireNamespace(call)
  const { image, tag } = checked(mapping)
  const old = streamOf(call, mapping)
  const now = call.now()
  const name = image.metadata.name
  const known = storedImage(call.store, name)
  // The image is created first, known or not, and the storage refuses one that carries a version.
  if (image.metadata.resourceVersion) {
    const message = 'resourceVersion should not be set on objects to be created'
    throw new StatusError({ code: 500, reason: 'InternalError', message })
  }
  completeImage(image, now)
  checkSize(call, image)
  if (!known) {
    const { kind: _kind, apiVersion: _apiVersion, ...rest } = image
    const created = { uid: crypto.randomUUID(), creationTimestamp: timestamp(now) }
    call.store.put(IMAGES, { ...rest, metadata: { ...image.metadata, ...created } })
  }
  const next = {
    created: timestamp(now),
    dockerImageReference: localReference(old, image, known !== undefined),
    image: name,
    generation: old.metadata.generation ?? 1,
  }
  const stream = structuredClone(old)
  if (!addTagEvent(stream, tag, next)) return
  updateTrackingTags(stream, tag, next)
  storeStatus(call, stream)
}

/** An image that was pushed elsewhere before is pulled from this stream all the same. */
function localReference(stream: ImageStream, image: Image, known: boolean): string {
  const reference = parsePullSpec(stream.status.dockerImageRepository || stream.spec.dockerImageRepository || '')
  const isManaged = image.metadata.annotations?.[MANAGED_ANNOTATION] === 'true'
  if (!known || !isManaged || 'error' in reference) return image.dockerImageReference ?? ''
  return formatPullSpec({ ...reference, tag: '', id: image.metadata.name })
}

/** Pushes. The answer is a Status. */
export const imageStreamMappings: KindRules<Mapping> = {
  group: IMAGE_GROUP,
  plural: 'imagestreammappings',
  virtual: {
    create(call, object) {
      create(call, object)
      const status: { kind: string; apiVersion: string; status: string; metadata: Partial<AnyObject['metadata']> } = {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
      }
      // A Status has no name.
      return status as unknown as AnyObject
    },
  },
}
