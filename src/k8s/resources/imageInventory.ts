import type { Steps } from '../../lib/inSlices.ts'
import { joinHolders, type StreamImages, type TagImages } from './imageHolders.ts'
import { imageNumbers } from './imageNumbers.ts'
import { blobSize, type ImageRow } from './imageRow.ts'
import { countStorage, type Storage } from './imageStorage.ts'

/** Whether tags serve an image now, only did once, or never did as far as streams still tell. */
export type TagUse = 'current' | 'history' | 'none'

/** An image with what holds it. */
export interface ListedImage {
  digest: string
  /** Its number in imageNumbers. */
  image: number
  /** Absent for those who may not list images: then all that is known is which tags hold it. */
  row?: ImageRow
  /** The tags that hold it. */
  holders: readonly TagImages[]
  /** The manifest lists that it is a platform of, by number. */
  lists: readonly number[]
  use: TagUse
  /** Compressed bytes; of a manifest list, of all its platforms, each layer once. */
  size?: number
  /** How many distinct layers: of a manifest list, of all its platforms. */
  layers?: number
  /** Some platforms of a manifest list are not there: its size is at least this. */
  partial?: boolean
  /** Bytes that no other image needs. Known once all images are. */
  freed?: number
}

export interface Inventory {
  images: readonly ListedImage[]
  /** Absent for those who may not list images. */
  storage?: Storage
  /** By number. */
  byNumber: ReadonlyMap<number, ListedImage>
  /** Whether all images and streams are in it. */
  complete: boolean
}

const none: readonly never[] = []

/** What there is to join. Without images: those that the streams hold. */
export interface InventoryParts {
  images: readonly ImageRow[] | undefined
  imagesComplete: boolean
  streams: readonly StreamImages[]
  streamsComplete: boolean
}

/** Joins images with the tags that hold them, in steps. Images of which nothing has changed keep their object. */
export function* takeInventory(parts: InventoryParts, before?: Inventory): Steps<Inventory> {
  const { images, imagesComplete, streams, streamsComplete } = parts
  const holders = yield* joinHolders(streams)
  const byNumber = new Map<number, ListedImage>()
  const keep = (listed: ListedImage) => {
    const known = before?.byNumber.get(listed.image)
    byNumber.set(listed.image, known && isSame(known, listed) ? known : listed)
  }
  const complete = imagesComplete && streamsComplete
  if (!images) {
    for (const [image, held] of holders) {
      keep({ digest: imageNumbers.text(image), image, holders: held, lists: none, use: tagUseOf(image, held) })
    }
    return { images: [...byNumber.values()], byNumber, complete: streamsComplete }
  }
  const storage = yield* countStorage(images)
  for (const [index, row] of images.entries()) {
    const { image } = row
    const held = holders.get(image) ?? none
    const lists = storage.listsOf(image)
    // The platform of a manifest list is used when the list is.
    const uses = [tagUseOf(image, held), ...lists.map((list) => tagUseOf(list, holders.get(list) ?? none))]
    const listed: ListedImage = {
      digest: row.metadata.name,
      image,
      row,
      holders: held,
      lists,
      use: uses.includes('current') ? 'current' : uses.includes('history') ? 'history' : 'none',
    }
    if (row.children.length === 0) {
      if (row.size !== undefined) listed.size = row.size
      listed.layers = row.blobs.length
    } else Object.assign(listed, platformsOf(row, storage, imagesComplete))
    // Of an image without layers nothing is known that could be freed.
    if (imagesComplete && row.blobs.length + row.children.length > 0) listed.freed = storage.freedBy(row)
    keep(listed)
    if (index % 500 === 499) yield
  }
  return { images: [...byNumber.values()], storage, byNumber, complete }
}

/** What the platforms of a manifest list take together. */
function platformsOf(list: ImageRow, storage: Storage, complete: boolean) {
  const children = list.children.map((child) => storage.imageOf(child))
  const missing = children.some((child) => !child)
  if (missing && !complete) return {}
  const blobs = new Set(children.flatMap((child) => child?.blobs ?? none))
  let size = 0
  for (const blob of blobs) size += blobSize(blob)
  return { layers: blobs.size, ...(blobs.size > 0 && { size }), ...(missing && { partial: true }) }
}

function tagUseOf(image: number, holders: readonly TagImages[]): TagUse {
  if (holders.length === 0) return 'none'
  return holders.some(({ current }) => current === image) ? 'current' : 'history'
}

function isSame(a: ListedImage, b: ListedImage): boolean {
  return (
    a.row === b.row &&
    a.use === b.use &&
    a.size === b.size &&
    a.freed === b.freed &&
    a.partial === b.partial &&
    a.layers === b.layers &&
    sameEntries(a.holders, b.holders) &&
    sameEntries(a.lists, b.lists)
  )
}

function sameEntries(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index])
}
