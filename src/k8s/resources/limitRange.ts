import { parseImageReference } from '../../lib/imageReference.ts'
import { parseQuantity } from '../../lib/quantity.ts'
import type { Schemas } from '../generated/schema.ts'
import type { K8sObject, ResourceType } from '../types.ts'
import type { ImageStream, TagReference } from './imageStream.ts'

export type LimitRange = K8sObject & { spec?: Partial<Schemas['core.v1.LimitRangeSpec']> | null }

/** Limit ranges: what one object of a project may take. Few and rarely changed: not worth one of the scarce watches. */
export const LimitRange: ResourceType<LimitRange> = {
  group: '',
  version: 'v1',
  plural: 'limitranges',
  kind: 'LimitRange',
  namespaced: true,
  watchable: false,
}

/** What limit ranges can limit about images. */
export type LimitedResource = 'imageSize' | 'images' | 'imageTags'

/** The lowest maximum that the limit ranges of a project set. */
export interface ImageLimit {
  resource: LimitedResource
  /** Bytes, or how many. */
  maximum: number
  /** As it was written: "1Gi". */
  text: string
  /** The limit range that says so. */
  limitRange: string
}

const limited: readonly { resource: LimitedResource; type: string; key: string }[] = [
  { resource: 'imageSize', type: 'openshift.io/Image', key: 'storage' },
  { resource: 'images', type: 'openshift.io/ImageStream', key: 'openshift.io/images' },
  { resource: 'imageTags', type: 'openshift.io/ImageStream', key: 'openshift.io/image-tags' },
]

/** What the limit ranges of a project say about images: for each resource the lowest maximum, as the API server takes it. */
export function imageLimitsOf(ranges: readonly LimitRange[]): ImageLimit[] {
  return limited.flatMap(({ resource, type, key }) => {
    let lowest: ImageLimit | undefined
    for (const { metadata, spec } of ranges) {
      for (const limit of spec?.limits ?? []) {
        const text = limit.type === type ? limit.max?.[key] : undefined
        if (text === undefined) continue
        const maximum = parseQuantity(text)
        if (!Number.isNaN(maximum) && !(lowest && lowest.maximum <= maximum))
          lowest = { resource, maximum, text, limitRange: metadata.name }
      }
    }
    return lowest ?? []
  })
}

/** The distinct images in the history of a stream: what openshift.io/images counts. */
export function countedImages(stream: ImageStream): number {
  const images = new Set<string>()
  for (const { items } of stream.status?.tags ?? []) for (const { image } of items ?? []) if (image) images.add(image)
  return images.size
}

/** The distinct sources that the tags of a stream name: what openshift.io/image-tags counts. Tags that were only pushed are none. */
export function countedTags(stream: ImageStream): number {
  const namespace = stream.metadata.namespace ?? ''
  const sources = new Set<string>()
  for (const { from } of stream.spec?.tags ?? []) {
    const source = from && sourceKey(namespace, from)
    if (source) sources.add(source)
  }
  return sources.size
}

function sourceKey(namespace: string, from: NonNullable<TagReference['from']>): string | undefined {
  const name = from.name ?? ''
  if (from.kind === 'ImageStreamTag')
    return /^[^:]+:[^:]+$/.test(name) ? `${from.namespace || namespace}/${name}` : undefined
  const reference = parseImageReference(name)
  if (!reference) return undefined
  if (from.kind === 'ImageStreamImage') return reference.digest ? `${from.namespace || namespace}/${name}` : undefined
  return (reference.tag ?? reference.digest) ? name : `${name}:latest`
}

/** How many of a stream's images or tags there are, of those that a limit counts. The size of an image is known at its push only. */
export function countedBy(resource: LimitedResource, stream: ImageStream): number | undefined {
  if (resource === 'images') return countedImages(stream)
  return resource === 'imageTags' ? countedTags(stream) : undefined
}
