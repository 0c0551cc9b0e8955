import type { Steps } from '../../lib/inSlices.ts'
import { blobNumbers, blobSize, type ImageRow } from './imageRow.ts'

/** What `oc adm top imagestreams` says of a stream. */
export interface StreamStorage {
  /** Of the distinct layers of all current images, compressed. */
  bytes: number
  /** Distinct current images. */
  images: number
  /** Layers of these images, each as often as it is used. */
  layers: number
}

/** Compressed bytes of an image alone, as `oc adm top images` counts: each of its layers once; nothing for a manifest list. */
export function storageOf({ blobs }: ImageRow): number {
  let bytes = 0
  for (const blob of blobs) bytes += blobSize(blob)
  return bytes
}

/**
 * The storage of a stream from its current images, as `oc adm top imagestreams` counts: layers that several of them share once,
 * history not at all, manifest lists as images without layers. Images that were deleted do not count.
 */
export function streamStorage(
  current: Iterable<number>,
  imageOf: (image: number) => ImageRow | undefined,
): StreamStorage {
  const images = new Set<ImageRow>()
  const blobs = new Set<number>()
  const storage: StreamStorage = { bytes: 0, images: 0, layers: 0 }
  for (const number of current) {
    const image = imageOf(number)
    if (!image || images.has(image)) continue
    images.add(image)
    storage.layers += image.layers
    for (const blob of image.blobs) {
      if (blobs.has(blob)) continue
      blobs.add(blob)
      storage.bytes += blobSize(blob)
    }
  }
  storage.images = images.size
  return storage
}

/** The storage of many streams from their current images, in steps; and how many of these images there are none of. */
export function* streamStorages<R extends { images: readonly number[] }>(
  streams: readonly R[],
  imageOf: (image: number) => ImageRow | undefined,
): Steps<{ storages: Map<R, StreamStorage>; missing: number }> {
  const storages = new Map<R, StreamStorage>()
  let missing = 0
  for (const [index, stream] of streams.entries()) {
    storages.set(stream, streamStorage(stream.images, imageOf))
    for (const image of stream.images) if (!imageOf(image)) missing++
    if (index % 100 === 99) yield
  }
  return { storages, missing }
}

/** Which images have which layers. */
export interface Storage {
  images: readonly ImageRow[]
  /** Compressed bytes of all images, each layer once. */
  bytes: number
  /** Of those, the layers of images that were pushed: the others may still be elsewhere alone. */
  managedBytes: number
  /** An image by its number. */
  imageOf(image: number): ImageRow | undefined
  /** The manifest lists that an image is a platform of. */
  listsOf(image: number): readonly number[]
  /** How many images have a layer. */
  countOf(blob: number): number
  /** The bytes that no other image needs. Of a manifest list: with the platforms that are of this list alone. */
  freedBy(image: ImageRow): number
}

const none: readonly number[] = []

/** Counts the storage of all images, in steps. */
export function* countStorage(images: readonly ImageRow[]): Steps<Storage> {
  const byNumber = new Map<number, ImageRow>()
  const lists = new Map<number, number[]>()
  const counts = new Uint32Array(blobNumbers.size)
  const managed = new Uint8Array(blobNumbers.size)
  for (const [index, image] of images.entries()) {
    byNumber.set(image.image, image)
    for (const child of image.children) {
      const known = lists.get(child)
      if (known) known.push(image.image)
      else lists.set(child, [image.image])
    }
    for (const blob of image.blobs) {
      counts[blob] = (counts[blob] ?? 0) + 1
      if (image.managed) managed[blob] = 1
    }
    if (index % 1000 === 999) yield
  }
  let bytes = 0
  let managedBytes = 0
  for (let blob = 0; blob < counts.length; blob++) {
    if (!counts[blob]) continue
    bytes += blobSize(blob)
    if (managed[blob]) managedBytes += blobSize(blob)
  }
  const countOf = (blob: number) => counts[blob] ?? 0
  const freedBy = (image: ImageRow) => {
    const going = [image]
    for (const child of image.children) {
      const row = byNumber.get(child)
      if (row && lists.get(child)?.length === 1 && !going.includes(row)) going.push(row)
    }
    const uses = new Map<number, number>()
    for (const { blobs } of going) for (const blob of blobs) uses.set(blob, (uses.get(blob) ?? 0) + 1)
    let freed = 0
    for (const [blob, count] of uses) if (count === countOf(blob)) freed += blobSize(blob)
    return freed
  }
  return {
    images,
    bytes,
    managedBytes,
    imageOf: (image) => byNumber.get(image),
    listsOf: (image) => lists.get(image) ?? none,
    countOf,
    freedBy,
  }
}

/** The images that have a layer, but for one. */
export function imagesWith({ images }: Storage, blob: number, but?: number): ImageRow[] {
  return images.filter(({ image, blobs }) => image !== but && blobs.includes(blob))
}
