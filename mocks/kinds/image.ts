import { fieldError, type FieldError } from '../server/status.ts'
import { imageColumns } from './imagePrinters.ts'
import { fillFromManifest } from './imageManifest.ts'
import { parsePullSpec } from './imageReference.ts'
import { nameErrors, pathSegmentError } from './imageStreamValidation.ts'
import { IMAGE_GROUP, type Image } from './imageTypes.ts'
import type { KindRules } from './kind.ts'

const BLOB_STORED = 'image.openshift.io/manifestBlobStored'

/** Fills in what the server fills in of an image that is to be stored. */
export function completeImage(image: Image, now: Date): void {
  fillFromManifest(image, now)
  image.dockerImageMetadata ??= {
    kind: 'DockerImage',
    apiVersion: 'image.openshift.io/1.0',
    Id: '',
    Created: null,
    ContainerConfig: {},
  }
  image.dockerImageMetadataVersion ||= '1.0'
  if (image.metadata.annotations?.[BLOB_STORED] !== 'true') return
  delete image.dockerImageManifest
  delete image.dockerImageConfig
}

/** The errors of an image, at a path for one inside another object. */
export function imageErrors({ metadata, dockerImageReference = '' }: Image, path = ''): FieldError[] {
  const errors = nameErrors(metadata.name, pathSegmentError).map((error) => ({ ...error, field: path + error.field }))
  const reference = parsePullSpec(dockerImageReference)
  const field = `${path}dockerImageReference`
  if (!dockerImageReference) errors.push(fieldError.required(field))
  else if ('error' in reference) errors.push(fieldError.invalid(field, dockerImageReference, reference.error))
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
