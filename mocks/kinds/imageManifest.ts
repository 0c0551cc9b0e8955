import { isObject } from '../server/patch.ts'
import { LAYERS_ORDER_ANNOTATION, timestamp, type Image } from './imageTypes.ts'

interface Descriptor {
  digest: string
  mediaType?: string
  size?: number
}

interface Manifest {
  mediaType?: string
  config?: Descriptor
  layers?: Descriptor[]
  manifests?: (Descriptor & { platform?: { architecture?: string; os?: string; variant?: string } })[]
}

const LIST_TYPES = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
]
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip'
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
const EMPTY = { kind: 'DockerImage', apiVersion: 'image.openshift.io/1.0' }

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The metadata of an image from the text of its manifest and config, as a push sends them. */
export function fillFromManifest(image: Image, now: Date): void {
  const { dockerImageManifest: text, dockerImageConfig = '' } = image
  if (!text) return
  const known = image.dockerImageMetadata?.['Size']
  if (image.dockerImageLayers?.length && known && image.dockerImageManifestMediaType) return
  const value = parsed(text)
  if (!isObject(value)) return
  const manifest: Manifest = value
  image.dockerImageManifestMediaType ||= manifest.mediaType ?? DOCKER_MANIFEST
  if (LIST_TYPES.includes(image.dockerImageManifestMediaType)) {
    image.dockerImageMetadata = { ...EMPTY, Id: image.metadata.name, Created: timestamp(now), ContainerConfig: {} }
    image.dockerImageManifests = (manifest.manifests ?? []).map(({ digest, mediaType = '', size = 0, platform }) => ({
      digest,
      mediaType,
      manifestSize: size,
      architecture: platform?.architecture ?? '',
      os: platform?.os ?? '',
      ...(platform?.variant && { variant: platform.variant }),
    }))
    return
  }
  image.dockerImageLayers ??= (manifest.layers ?? []).map(({ digest, size = 0, mediaType = LAYER_TYPE }) => ({
    name: digest,
    size,
    mediaType,
  }))
  image.metadata.annotations = { ...image.metadata.annotations, [LAYERS_ORDER_ANNOTATION]: 'ascending' }
  fillFromConfig(image, manifest, dockerImageConfig)
}

function fillFromConfig(image: Image, manifest: Manifest, text: string) {
  const config = parsed(text)
  if (!isObject(config)) return
  const { created, author, architecture, config: settings } = config
  const seen = new Set([manifest.config?.digest])
  let size = new TextEncoder().encode(text).length
  for (const layer of image.dockerImageLayers ?? [])
    if (!seen.has(layer.name)) {
      seen.add(layer.name)
      size += layer.size
    }
  image.dockerImageMetadata = {
    ...EMPTY,
    Id: manifest.config?.digest ?? '',
    Created: created ?? null,
    ContainerConfig: {},
    ...(typeof author === 'string' && author && { Author: author }),
    ...(isObject(settings) && { Config: settings }),
    ...(typeof architecture === 'string' && architecture && { Architecture: architecture }),
    Size: size,
  }
}
