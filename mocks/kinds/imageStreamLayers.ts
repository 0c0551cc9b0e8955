import type { Store } from '../server/store.ts'
import { decorateStream, storedStream } from './imageStreamStore.ts'
import { IMAGE_GROUP, IMAGES, type Image, type ImageStream } from './imageTypes.ts'
import { notFound } from '../server/status.ts'
import type { Subresource } from './kind.ts'

interface Blob {
  size: number | null
  mediaType: string
}

interface BlobReferences {
  imageMissing: boolean
  layers: string[] | null
  config: string | null
  manifests?: string[]
}

export interface Layers {
  blobs: Record<string, Blob>
  images: Record<string, BlobReferences>
}

const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
const CONFIG_TYPES: Record<string, string> = {
  [DOCKER_MANIFEST]: 'application/vnd.docker.container.image.v1+json',
  'application/vnd.oci.image.manifest.v1+json': 'application/vnd.oci.image.config.v1+json',
}

/** The stored image, if there is one. Never change it. */
export const storedImage = (store: Store, name: string): Image | undefined => store.get(IMAGES, undefined, name)

/** Adds one image and, for a manifest list, its children. */
function addImage(layers: Layers, name: string, store: Store): void {
  if (layers.images[name] && !layers.images[name].imageMissing) return
  const image = storedImage(store, name)
  if (!image) {
    layers.images[name] = { imageMissing: true, layers: null, config: null }
    return
  }
  const own = image.dockerImageLayers ?? []
  // Servers of this version give every layer that an image brings the size of that image's last one.
  const size = own.at(-1)?.size ?? 0
  for (const { name: digest, mediaType } of own) layers.blobs[digest] ??= { size, mediaType }
  const mediaType = image.dockerImageManifestMediaType || DOCKER_MANIFEST
  const configType = CONFIG_TYPES[image.dockerImageManifestMediaType ?? '']
  const id = image.dockerImageMetadata?.['Id']
  const config = configType && typeof id === 'string' ? id : null
  if (configType && config !== null) layers.blobs[config] ??= { size: null, mediaType: configType }
  layers.blobs[name] ??= { size: null, mediaType }
  const manifests = (image.dockerImageManifests ?? []).map(({ digest }) => digest)
  layers.images[name] = {
    imageMissing: false,
    layers: own.length ? own.map((layer) => layer.name) : null,
    config,
    ...(manifests.length && { manifests }),
  }
  for (const child of manifests) addImage(layers, child, store)
}

/** The blobs and images of everything a stream's history names. */
export function layersOf(stream: ImageStream, store: Store): Layers {
  const layers: Layers = { blobs: {}, images: {} }
  for (const { items } of stream.status.tags ?? [])
    for (const { image } of items ?? []) if (image) addImage(layers, image, store)
  return layers
}

/** `imagestreams/layers`: what the registry asks to know which blobs a pull may read. */
export const imageStreamLayers: Subresource = {
  kind: 'ImageStreamLayers',
  get({ store, namespace, name = '' }) {
    const stream = storedStream(store, namespace, name)
    if (!stream) throw notFound(IMAGE_GROUP, 'imagestreams', name)
    return { metadata: stream.metadata, ...layersOf(decorateStream(stream, store), store) }
  },
}
