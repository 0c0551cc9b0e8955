import type { K8sObject, ResourceType } from '../types.ts'

/** The configuration of a container, in the words of docker. Every field may be missing. */
export interface ContainerConfig {
  User?: string
  ExposedPorts?: Record<string, unknown> | null
  Env?: string[] | null
  Cmd?: string[] | null
  Entrypoint?: string[] | null
  WorkingDir?: string
  Volumes?: Record<string, unknown> | null
  Labels?: Record<string, string> | null
  OnBuild?: string[] | null
  StopSignal?: string
}

export interface ImageLayer {
  name: string
  /** Compressed, in bytes. */
  size: number
  mediaType?: string
}

/** One platform of a manifest list. Its image is an Image of its own. */
export interface ImageManifest {
  digest: string
  mediaType?: string
  /** Of the manifest, not of the image. */
  manifestSize?: number
  architecture?: string
  os?: string
  variant?: string
}

/** An image of the registry, or one that streams refer to elsewhere; its name is its digest. */
export interface Image extends K8sObject {
  dockerImageReference?: string
  dockerImageMetadata?: {
    Id?: string
    Created?: string | null
    Author?: string
    Architecture?: string
    Size?: number
    Config?: ContainerConfig | null
  } | null
  dockerImageLayers?: ImageLayer[] | null
  dockerImageManifests?: ImageManifest[] | null
  dockerImageManifestMediaType?: string
  /** The configuration as JSON: only of images that were stored before registries kept it themselves. */
  dockerImageConfig?: string
  signatures?: ImageSignature[] | null
}

/** A signature that was stored with an image. */
export interface ImageSignature {
  metadata?: { name?: string; creationTimestamp?: string | null }
  type?: string
  imageIdentity?: string
  created?: string | null
  issuedBy?: { organization?: string; commonName?: string } | null
  issuedTo?: { organization?: string; commonName?: string; publicKeyID?: string } | null
  conditions?: { type?: string; status?: string; reason?: string; message?: string }[] | null
}

export const Image: ResourceType<Image> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'images',
  kind: 'Image',
  namespaced: false,
  watchable: true,
}

/** An image as one stream holds it: how users without the right to read images read theirs. Cannot be listed or watched. */
export type ImageStreamImage = K8sObject & { image?: Image }

export const ImageStreamImage: ResourceType<ImageStreamImage> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreamimages',
  kind: 'ImageStreamImage',
  namespaced: true,
  watchable: false,
}

/** What containers of an image start with. Empty for manifest lists. */
export function configOf(image: Image): ContainerConfig {
  return image.dockerImageMetadata?.Config ?? {}
}

/** The environment of an image as names and values, in its order. */
export function environmentOf(image: Image): { name: string; value: string }[] {
  return (configOf(image).Env ?? []).map((entry) => {
    const equals = entry.indexOf('=')
    return equals < 0 ? { name: entry, value: '' } : { name: entry.slice(0, equals), value: entry.slice(equals + 1) }
  })
}

/** The layers of an image from the base up, each as often as it is used. */
export function layersOf(image: Image): readonly ImageLayer[] {
  return image.dockerImageLayers ?? []
}

/** Each layer once: a registry stores and sends it once. */
export function distinctLayers(layers: Iterable<ImageLayer>): ImageLayer[] {
  const distinct = new Map<string, ImageLayer>()
  for (const layer of layers) if (!distinct.has(layer.name)) distinct.set(layer.name, layer)
  return [...distinct.values()]
}

/** The platforms of a manifest list; empty for the image of one platform. */
export function manifestsOf(image: Image): readonly ImageManifest[] {
  return image.dockerImageManifests ?? []
}

/** Compressed bytes of layers and configuration. Undefined for manifest lists, whose children know. */
export function sizeOf(image: Image): number | undefined {
  if (manifestsOf(image).length > 0) return undefined
  const stated = image.dockerImageMetadata?.Size
  if (stated) return stated
  return layersOf(image).length > 0 ? sumOf(distinctLayers(layersOf(image))) : undefined
}

/** Compressed bytes of some layers, each counted once. */
export function sumOf(layers: Iterable<ImageLayer>): number {
  return distinctLayers(layers).reduce((sum, { size }) => sum + (size || 0), 0)
}

/** The platforms of an image: `linux/arm64/v8` of manifest lists, only the architecture of other images, whose OS the API does not know. */
export function platformsOf(image: Image): string[] {
  const manifests = manifestsOf(image)
  if (manifests.length > 0) return manifests.map(platformOf)
  const architecture = image.dockerImageMetadata?.Architecture
  return architecture ? [architecture] : []
}

/** The platform of one child of a manifest list. */
export function platformOf({ os, architecture, variant }: ImageManifest): string {
  return [os, architecture, variant].filter(Boolean).join('/') || 'unknown'
}

/** When an image was built. Manifest lists only know when they were processed. */
export function createdOf(image: Image): string | undefined {
  const created = image.dockerImageMetadata?.Created
  // What has no date of its own gets the zero time.
  return created && !created.startsWith('0001-') ? created : undefined
}

/** Whether an image was pushed to the registry, which then holds its layers, and not only referred to. */
export function isManaged(image: Image): boolean {
  return image.metadata.annotations?.['openshift.io/image.managed'] === 'true'
}
