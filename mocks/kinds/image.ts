import { fieldError, type FieldError } from '../server/status.ts'
import { EMPTY_METADATA } from './imageOfTag.ts'
import { imageColumns } from './imagePrinters.ts'
import { fillFromManifest } from './imageManifest.ts'
import { parsePullSpec } from './imageReference.ts'
import { signatureErrors } from './imageSignature.ts'
import { nameErrors, pathSegmentError } from './imageStreamValidation.ts'
import { IMAGE_GROUP, type Image, type ImageManifest } from './imageTypes.ts'
import type { KindRules } from './kind.ts'

const BLOB_STORED = 'image.openshift.io/manifestBlobStored'

/** Fills in what the server fills in of an image that is to be stored. */
export function completeImage(image: Image, now: Date): void {
  fillFromManifest(image, now)
  image.dockerImageMetadata = { ...EMPTY_METADATA, ...image.dockerImageMetadata }
  image.dockerImageMetadataVersion ||= '1.0'
  if (image.metadata.annotations?.[BLOB_STORED] !== 'true') return
  delete image.dockerImageManifest
  delete image.dockerImageConfig
}

const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/
const MEDIA_TYPE = /^[\w][\w!#$&^.+-]{0,126}\/[\w][\w!#$&^.+-]{0,126}$/

function manifestErrors(
  { digest, mediaType, architecture, os, manifestSize }: ImageManifest,
  path: string,
): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (field: string, value: unknown, why: string) =>
    errors.push(fieldError.invalid(`${path}.${field}`, value, why))
  if (!DIGEST.test(digest)) refuse('digest', digest, 'digest does not conform with OCI image specification')
  if (!MEDIA_TYPE.test(mediaType)) refuse('mediaType', mediaType, 'media type does not conform to RFC6838')
  if (!architecture) errors.push(fieldError.required(`${path}.architecture`))
  if (!os) errors.push(fieldError.required(`${path}.os`))
  if (manifestSize < 0) refuse('size', manifestSize, 'manifest size cannot be negative')
  return errors
}

/** The errors of an image, at a path for one inside another object. */
export function imageErrors(image: Image, path = ''): FieldError[] {
  const { metadata, dockerImageReference = '', dockerImageManifests, dockerImageLayers, signatures = [] } = image
  const errors = nameErrors(metadata.name, pathSegmentError).map((error) => ({ ...error, field: path + error.field }))
  const reference = parsePullSpec(dockerImageReference)
  const field = `${path}dockerImageReference`
  if (!dockerImageReference) errors.push(fieldError.required(field))
  else if ('error' in reference) errors.push(fieldError.invalid(field, dockerImageReference, reference.error))
  for (const [index, signature] of signatures.entries())
    errors.push(...signatureErrors(signature, `${path}signatures[${index}].`))
  for (const [index, manifest] of (dockerImageManifests ?? []).entries())
    errors.push(...manifestErrors(manifest, `${path}dockerImageManifests[${index}]`))
  if (dockerImageManifests?.length && dockerImageLayers?.length)
    errors.push(
      fieldError.invalid(
        `${path}dockerImageLayers`,
        JSON.stringify(dockerImageLayers),
        'dockerImageLayers should not be set when dockerImageManifests is set',
      ),
    )
  return errors
}

/** Images: what they say of themselves never changes. */
export const images: KindRules<Image> = {
  group: IMAGE_GROUP,
  plural: 'images',
  hasGeneration: false,
  unconditionalUpdate: false,
  prepareCreate: (image, { now }) => completeImage(image, now()),
  prepareUpdate(image, old, { now }) {
    const { dockerImageMetadata, dockerImageMetadataVersion, dockerImageLayers } = structuredClone(old)
    delete image.dockerImageLayers
    Object.assign(image, {
      ...(dockerImageMetadata && { dockerImageMetadata }),
      ...(dockerImageMetadataVersion && { dockerImageMetadataVersion }),
      ...(dockerImageLayers && { dockerImageLayers }),
    })
    completeImage(image, now())
  },
  validateCreate: (image) => imageErrors(image),
  validateUpdate: (image) => imageErrors(image),
  columns: imageColumns,
}
