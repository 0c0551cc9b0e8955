import type { Steps } from '../../lib/inSlices.ts'
import type { StreamImages } from './imageHolders.ts'
import { blobNumbers, blobSize, type ImageRow } from './imageRow.ts'

/** What the images that tags serve now take: of one image stream, or of all in a project. */
export interface StorageShare {
  /** Compressed bytes of their distinct layers. */
  bytes: number
  /** Of those, of layers that the images of no other stream (or project) have. */
  alone: number
  /** Distinct images. */
  images: number
}

export interface StreamShare extends StorageShare {
  namespace: string
  name: string
}

export interface ProjectShare extends StorageShare {
  namespace: string
  streams: number
}

export interface StorageShares {
  projects: readonly ProjectShare[]
  streams: readonly StreamShare[]
}

const none = -1
const several = -2

/** Counts something once, for many owners, and tells what only one of them has. */
class Shares {
  readonly shares: StorageShare[] = []
  /** The last owner that has counted an image. */
  readonly #seen = new Map<number, number>()
  readonly #counted = new Int32Array(blobNumbers.size).fill(none)
  readonly #owners = new Int32Array(blobNumbers.size).fill(none)

  begin(): void {
    this.shares.push({ bytes: 0, alone: 0, images: 0 })
  }

  /** Adds an image to the owner begun last. */
  add(image: ImageRow): void {
    const owner = this.shares.length - 1
    const share = this.shares[owner]
    if (!share || this.#seen.get(image.image) === owner) return
    this.#seen.set(image.image, owner)
    share.images++
    for (const blob of image.blobs) {
      if (this.#counted[blob] === owner) continue
      this.#counted[blob] = owner
      share.bytes += blobSize(blob)
      const before = this.#owners[blob]
      this.#owners[blob] = before === none || before === owner ? owner : several
    }
  }

  finish(): void {
    // A plain loop: of hundreds of thousands of blobs an iterator makes as many pairs.
    for (let blob = 0; blob < this.#owners.length; blob++) {
      const share = this.shares[this.#owners[blob] ?? none]
      if (share) share.alone += blobSize(blob)
    }
  }
}

const nothing: StorageShare = { bytes: 0, alone: 0, images: 0 }

/**
 * What each image stream takes, exactly as `oc adm top imagestreams` counts: the distinct layers of the images that its tags
 * serve now; history not at all, manifest lists as images without layers. And the same for each project: a layer that several
 * of its streams have counts once. In steps.
 */
export function* storageShares(
  streams: readonly StreamImages[],
  imageOf: (image: number) => ImageRow | undefined,
): Steps<StorageShares> {
  const byProject = Map.groupBy(streams, ({ metadata }) => metadata.namespace ?? '')
  const ofProjects = new Shares()
  const ofStreams = new Shares()
  let count = 0
  for (const members of byProject.values()) {
    ofProjects.begin()
    for (const { tags } of members) {
      ofStreams.begin()
      for (const { current } of tags) {
        const image = current === undefined ? undefined : imageOf(current)
        if (!image) continue
        ofProjects.add(image)
        ofStreams.add(image)
        if (++count % 100 === 0) yield
      }
    }
  }
  ofProjects.finish()
  yield
  ofStreams.finish()
  const members = [...byProject.values()].flat()
  return {
    projects: [...byProject].map(([namespace, { length }], index) => {
      return { namespace, streams: length, ...(ofProjects.shares[index] ?? nothing) }
    }),
    streams: members.map(({ metadata: { namespace = '', name } }, index) => {
      return { namespace, name, ...(ofStreams.shares[index] ?? nothing) }
    }),
  }
}
