import { alreadyExists, badRequest, fieldError, invalid, notFound, type FieldError } from '../server/status.ts'
import { splitImageName } from './imageReference.ts'
import { storedImage } from './imageStreamLayers.ts'
import { nameErrors, pathSegmentError } from './imageStreamValidation.ts'
import { IMAGE_GROUP, IMAGES, timestamp, type Image, type ImageSignature } from './imageTypes.ts'
import type { Call, KindRules } from './kind.ts'

const RESOURCE = 'imageSignatures'

function imageFor({ store }: Call, name: string): Image {
  const image = storedImage(store, name)
  if (!image) throw notFound(IMAGE_GROUP, 'images', name)
  return image
}

/** The errors of a signature, at a path for one inside an image. */
export function signatureErrors({ metadata, type, content }: ImageSignature, path = ''): FieldError[] {
  const errors = nameErrors(metadata.name, pathSegmentError).map((error) => ({ ...error, field: path + error.field }))
  const refuse = (field: string) =>
    errors.push(fieldError.forbidden(`${path}metadata.${field}`, `signature ${field} cannot be set`))
  if (Object.keys(metadata.labels ?? {}).length) refuse('labels')
  if (Object.keys(metadata.annotations ?? {}).length) refuse('annotations')
  if (!splitImageName(metadata.name))
    errors.push(
      fieldError.invalid(`${path}metadata.name`, metadata.name, 'name must be of format <imageName>@<signatureName>'),
    )
  if (!type) errors.push(fieldError.required(`${path}type`))
  if (!content) errors.push(fieldError.required(`${path}content`))
  return errors
}

/** Signatures live inside their image; `<image>@<name>` addresses one. */
export const imageSignatures: KindRules<ImageSignature> = {
  group: IMAGE_GROUP,
  plural: 'imagesignatures',
  virtual: {
    create(call, object) {
      const { metadata } = object
      const errors = signatureErrors(object)
      if (errors.length) throw invalid(IMAGE_GROUP, 'ImageSignature', metadata.name ?? '', errors)
      const image = imageFor(call, metadata.name.slice(0, metadata.name.indexOf('@')))
      const signatures = image.signatures ?? []
      const { type, content }: ImageSignature = object
      if (
        signatures.some(
          (known) => known.metadata.name === metadata.name || (known.type === type && known.content === content),
        )
      )
        throw alreadyExists(IMAGE_GROUP, RESOURCE, metadata.name)
      const created = { ...metadata, uid: crypto.randomUUID(), creationTimestamp: timestamp(call.now()) }
      const signature: ImageSignature = { ...object, metadata: created }
      const changed: Image = { ...image, signatures: [...signatures, signature] }
      call.store.put(IMAGES, changed)
      return signature
    },
    delete(call) {
      const { name = '' } = call
      const parts = splitImageName(name)
      if (!parts) throw badRequest('ImageSignatures must be accessed with <imageName>@<signatureName>')
      const image = imageFor(call, parts[0])
      const left = (image.signatures ?? []).filter(({ metadata }) => metadata.name !== name)
      if (left.length === (image.signatures ?? []).length) throw notFound(IMAGE_GROUP, RESOURCE, name)
      const { signatures: _signatures, ...rest } = image
      const changed: Image = { ...rest, ...(left.length && { signatures: left }) }
      call.store.put(IMAGES, changed)
      return undefined
    },
  },
}
