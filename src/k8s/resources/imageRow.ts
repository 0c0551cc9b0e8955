import { Interner } from '../../lib/interner.ts'
import { imageNumbers } from './imageNumbers.ts'
import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import { createdOf, isManaged, layersOf, manifestsOf, platformsOf, sizeOf, type Image } from './image.ts'

/** The digests of layers and of configurations stored with images, as numbers. */
export const blobNumbers = new Interner()

const blobSizes: number[] = []

/** The compressed bytes of a layer, or of a stored configuration. */
export function blobSize(blob: number): number {
  return blobSizes[blob] ?? 0
}

/** What lists keep of an image: tens of thousands of them are in memory at once. */
export interface ImageRow {
  metadata: Pick<ObjectMeta, 'name' | 'resourceVersion'>
  /** Its digest, as in imageNumbers. */
  image: number
  /** Its distinct layers from the base up, then its configuration where that is stored with it. */
  blobs: readonly number[]
  /** How many layers it has, each as often as it is used. */
  layers: number
  /** Compressed bytes. Undefined for manifest lists. */
  size?: number
  platforms: readonly string[]
  /** The images of a manifest list's platforms. */
  children: readonly number[]
  managed: boolean
  /** When it was built, else when it came; in ms. */
  created?: number
}

const none: readonly number[] = []
const platformLists = new Map<string, readonly string[]>()

/** The row of an image. */
export function projectImage(image: Image): ImageRow {
  const { name, resourceVersion, creationTimestamp } = image.metadata
  const number = imageNumbers.of(name)
  const manifests = manifestsOf(image)
  const row: ImageRow = {
    metadata: { name: imageNumbers.text(number), ...(resourceVersion && { resourceVersion }) },
    image: number,
    blobs: blobsOf(image),
    layers: layersOf(image).length,
    platforms: once(platformsOf(image)),
    children: manifests.length > 0 ? manifests.map(({ digest }) => imageNumbers.of(digest)) : none,
    managed: isManaged(image),
  }
  const size = sizeOf(image)
  if (size !== undefined) row.size = size
  const created = Date.parse(createdOf(image) ?? creationTimestamp ?? '')
  if (!Number.isNaN(created)) row.created = created
  return row
}

function blobsOf(image: Image): readonly number[] {
  const blobs = new Set<number>()
  for (const { name, size } of layersOf(image)) blobs.add(numberOf(name, size || 0))
  const { dockerImageConfig: config } = image
  if (config) blobs.add(numberOf(image.dockerImageMetadata?.Id || `config of ${image.metadata.name}`, config.length))
  return blobs.size > 0 ? [...blobs] : none
}

function numberOf(name: string, size: number): number {
  const number = blobNumbers.of(name)
  blobSizes[number] ??= size
  return number
}

/** The same array for the same platforms. */
function once(platforms: readonly string[]): readonly string[] {
  const key = platforms.join(' ')
  const known = platformLists.get(key)
  if (!known) platformLists.set(key, platforms)
  return known ?? platforms
}

/** What lists of images keep. */
export const imageRow: Projection<Image, ImageRow> = { name: 'row', project: projectImage }
