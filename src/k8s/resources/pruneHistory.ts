import { GrowingArray } from '../../lib/growingArray.ts'
import { Interner } from '../../lib/interner.ts'
import type { ImageStream } from './imageStream.ts'
import { timeOf } from './pruneImages.ts'

/** A stream as a run sees it. */
export interface PruneStream {
  namespace: string
  name: string
  /** In ms; NaN when unknown. */
  created: number
  /** Its tags follow one another, those without a revision too. */
  firstTag: number
  tagCount: number
}

/** The histories of all streams: streams, their tags and these tags' revisions, each numbered in the order of their coming. */
export class PruneHistory {
  readonly streams: PruneStream[] = []
  readonly #tagNames = new Interner()
  readonly tagStream = new GrowingArray(Int32Array)
  readonly tagName = new GrowingArray(Int32Array)
  /** Of each tag its first revision, up to that of the next tag. */
  readonly firstItem = new GrowingArray(Int32Array)
  /** By revision: the number of its image's digest. */
  readonly digest = new GrowingArray(Int32Array)
  /** By revision, in ms; NaN when unknown. */
  readonly created = new GrowingArray(Float64Array)
  readonly #digests: Interner

  constructor(digests: Interner) {
    this.#digests = digests
    this.firstItem.push(0)
  }

  get tagCount(): number {
    return this.tagName.length
  }

  get itemCount(): number {
    return this.digest.length
  }

  add(stream: ImageStream): void {
    const { name, namespace = '', creationTimestamp } = stream.metadata
    const tags = stream.status?.tags ?? []
    const number = this.streams.length
    this.streams.push({
      namespace,
      name,
      created: timeOf(creationTimestamp),
      firstTag: this.tagCount,
      tagCount: tags.length,
    })
    for (const { tag, items } of tags) {
      this.tagStream.push(number)
      this.tagName.push(this.#tagNames.of(tag))
      for (const { image, created } of items ?? []) {
        this.digest.push(this.#digests.of(image ?? ''))
        this.created.push(timeOf(created))
      }
      this.firstItem.push(this.itemCount)
    }
  }

  nameOfTag(tag: number): string {
    return this.#tagNames.text(this.tagName.at(tag))
  }

  /** The tag that a revision is of. */
  tagOfItem(item: number): number {
    let [low, high] = [0, this.tagCount - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.firstItem.at(middle) <= item) low = middle
      else high = middle - 1
    }
    return low
  }
}
