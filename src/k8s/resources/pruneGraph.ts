import { parseQuantity } from '../../lib/quantity.ts'
import type { K8sObject } from '../types.ts'
import type { Image } from './image.ts'
import type { ImageStream } from './imageStream.ts'
import type { LimitRange } from './limitRange.ts'
import { PruneHistory, type PruneStream } from './pruneHistory.ts'
import { PruneImages } from './pruneImages.ts'
import { PruneReferences, type InvalidReference, type PruneKind } from './pruneReferences.ts'

/** What connects the kinds, found once all objects are there. */
export interface PruneIndex {
  /** By tag and by revision: the target in the references that it is, or -1. */
  tagTarget: Int32Array
  itemTarget: Int32Array
  /** The references to each target, from its first to the next target's first. */
  firstUse: Int32Array
  uses: Int32Array
  /** By digest: its image among the listed ones, or -1. */
  imageOf: Int32Array
  /** The first listed image whose blobs cannot be told. */
  unreadable: number | undefined
}

/** What a run of `oc adm prune images` looks at, in a form that is small and quick to judge. Objects come one by one, kinds in any order. */
export class PruneGraph {
  /** False: the person may not list images. Every image of a history is taken to be there; its size, age and blobs are unknown. */
  imagesListed = true
  readonly images = new PruneImages()
  readonly history = new PruneHistory(this.images.digests)
  readonly references = new PruneReferences()
  readonly #limits = new Map<string, number>()
  #index: PruneIndex | undefined

  addWorkload(kind: PruneKind, object: K8sObject): void {
    this.references.add(kind, object)
    this.#index = undefined
  }

  addLimitRange({ metadata: { namespace = '' }, spec }: LimitRange): void {
    for (const { type, max } of spec?.limits ?? []) {
      const text = type === 'openshift.io/Image' ? max?.['storage'] : undefined
      if (text !== undefined) this.#limits.set(namespace, Math.min(this.imageLimit(namespace), exact(text)))
    }
  }

  addStream(stream: ImageStream): void {
    this.history.add(stream)
    this.#index = undefined
  }

  addImage(image: Image): void {
    this.images.add(image)
    this.#index = undefined
  }

  get streams(): readonly PruneStream[] {
    return this.history.streams
  }

  /** What cannot be parsed, of all objects, in the order in which oc prints it. A plan has those that count. */
  get invalid(): readonly InvalidReference[] {
    return this.references.invalid(Number.NEGATIVE_INFINITY)
  }

  get workloadCount(): number {
    return this.references.objects
  }

  get tagCount(): number {
    return this.history.tagCount
  }

  tagName(tag: number): string {
    return this.history.nameOfTag(tag)
  }

  tagStream(tag: number): number {
    return this.history.tagStream.at(tag)
  }

  /** The first of a tag's revisions, which follow one another, the current one first. */
  firstItem(tag: number): number {
    return this.history.firstItem.at(tag)
  }

  itemCountOf(tag: number): number {
    return this.history.firstItem.at(tag + 1) - this.history.firstItem.at(tag)
  }

  get itemCount(): number {
    return this.history.itemCount
  }

  /** The digest of a revision; empty for a tag that only refers to an image elsewhere. */
  itemDigest(item: number): string {
    return this.images.digests.text(this.history.digest.at(item))
  }

  /** In ms; NaN when unknown. */
  itemCreated(item: number): number {
    return this.history.created.at(item)
  }

  itemTag(item: number): number {
    return this.history.tagOfItem(item)
  }

  /** The number of a revision's image; undefined when it is not among the listed ones. */
  itemImage(item: number): number | undefined {
    const image = this.images.imageOf.at(this.history.digest.at(item))
    return image < 0 ? undefined : image
  }

  get imageCount(): number {
    return this.images.count
  }

  imageDigest(image: number): string {
    return this.images.digests.text(this.images.digest.at(image))
  }

  /** In ms; NaN when unknown. */
  imageCreated(image: number): number {
    return this.images.created.at(image)
  }

  /** Whether it was pushed here. */
  imageManaged(image: number): boolean {
    return this.images.managed.at(image) === 1
  }

  /** Known bytes of its layers, each once; NaN when nothing is known. */
  imageBytes(image: number): number {
    return this.images.knownBytes(image)
  }

  imageOf(digest: string): number | undefined {
    const image = this.images.imageOf.at(this.images.digests.find(digest) ?? -1)
    return image < 0 ? undefined : image
  }

  /** All numbers of blobs are below; some are no blobs but images that were never listed. */
  get blobCount(): number {
    return this.images.digests.size
  }

  blobDigest(blob: number): string {
    return this.images.digests.text(blob)
  }

  /** NaN when the API does not say: manifests, configurations. */
  blobBytes(blob: number): number {
    return this.images.bytes.at(blob)
  }

  /** Whether an image that was pushed here has it. Other blobs are here only if they were mirrored. */
  blobManaged(blob: number): boolean {
    return this.images.blobManaged.at(blob) === 1
  }

  /** The lowest size that an image of a project may have by its limit ranges, in bytes; infinite without one. */
  imageLimit(namespace: string): number {
    return this.#limits.get(namespace) ?? Number.POSITIVE_INFINITY
  }

  /** What connects the kinds; to be asked for anew after objects were added. */
  index(): PruneIndex {
    return (this.#index ??= this.#join())
  }

  #join(): PruneIndex {
    const { references, history, images } = this
    images.imageOf.extend(images.digests.size)
    images.bytes.extend(images.digests.size)
    images.blobManaged.extend(images.digests.size)
    const unreadable = images.readable.values.indexOf(0)
    const tagTarget = new Int32Array(history.tagCount).fill(-1)
    const itemTarget = new Int32Array(history.itemCount).fill(-1)
    const numbers = new Map(this.streams.map(({ namespace, name }, number) => [`${namespace}/${name}`, number]))
    for (const [target, named] of references.named.entries()) {
      const stream = this.streams[numbers.get(`${named.namespace}/${named.stream}`) ?? -1]
      if (!stream) continue
      const end = stream.firstTag + stream.tagCount
      if (named.kind === 'tag') {
        for (let tag = stream.firstTag; tag < end; tag++) if (this.tagName(tag) === named.tag) tagTarget[tag] = target
        continue
      }
      const digest = images.digests.find(named.digest)
      const lastItem = history.firstItem.at(end)
      for (let item = history.firstItem.at(stream.firstTag); item < lastItem; item++)
        if (history.digest.at(item) === digest) itemTarget[item] = target
    }
    return {
      tagTarget,
      itemTarget,
      ...groupByTarget(references),
      imageOf: images.imageOf.values,
      unreadable: unreadable < 0 ? undefined : unreadable,
    }
  }
}

function groupByTarget(references: PruneReferences): Pick<PruneIndex, 'firstUse' | 'uses'> {
  const target = references.target.values
  const firstUse = new Int32Array(references.named.length + 1)
  for (const of of target) firstUse[of + 1] = (firstUse[of + 1] ?? 0) + 1
  for (let i = 1; i < firstUse.length; i++) firstUse[i] = (firstUse[i] ?? 0) + (firstUse[i - 1] ?? 0)
  const next = firstUse.slice()
  const uses = new Int32Array(target.length)
  for (const [reference, of] of target.entries()) {
    const place = next[of] ?? 0
    uses[place] = reference
    next[of] = place + 1
  }
  return { firstUse, uses }
}

/** A quantity of bytes. Those with a fraction are rounded a little, so that no error of floating point makes them smaller. */
function exact(text: string): number {
  const value = parseQuantity(text)
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY
  return Number.isInteger(value) ? value : Math.round(value * 1e3) / 1e3
}
