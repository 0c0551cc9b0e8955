import type { PruneGraph } from './pruneGraph.ts'
import { imageGoes } from './pruneImageRules.ts'
import type { PruneImages } from './pruneImages.ts'
import type { PrunePlan } from './prunePlan.ts'
import { itemGoes } from './pruneWhys.ts'

/** The revisions that have an image, those that stay first. Their reasons are in the plan's itemWhy. */
export function holdersOfImage({ history, images }: PruneGraph, image: number, plan: PrunePlan): number[] {
  const digest = images.digest.at(image)
  const holders: number[] = []
  for (const [item, of] of history.digest.values.entries()) if (of === digest) holders.push(item)
  return holders.toSorted((a, b) => Number(itemGoes(plan.itemWhy[a])) - Number(itemGoes(plan.itemWhy[b])))
}

/** The manifest lists that an image is a platform of. */
export function listsOfImage({ images }: PruneGraph, image: number): number[] {
  const digest = images.digest.at(image)
  const lists = new Set<number>()
  const children = images.children.values
  const firstChild = images.firstChild.values
  for (let list = 0; list < images.count; list++)
    if (children.subarray(firstChild[list], firstChild[list + 1]).includes(digest)) lists.add(list)
  return [...lists]
}

/** The listed images that a manifest list has as its platforms; none for other images. */
export function platformsOfImage(graph: PruneGraph, image: number): number[] {
  const { children, firstChild } = graph.images
  const [first, end] = [firstChild.at(image), firstChild.at(image + 1)]
  if (first === end) return []
  const { imageOf } = graph.index()
  const digests = children.values.subarray(first, end)
  return [...digests].map((digest) => imageOf[digest] ?? -1).filter((platform) => platform >= 0)
}

/** A blob of an image, and what becomes of it. */
export interface BlobFate {
  blob: number
  kind: 'manifest' | 'configuration' | 'layer'
  goes: boolean
  /** How many other images have it and stay. */
  others: number
}

/** Each blob of an image once, and what becomes of it. */
export function blobsOfImage({ images }: PruneGraph, image: number, plan: PrunePlan): BlobFate[] {
  const manifest = images.digest.at(image)
  const fates: BlobFate[] = []
  const left = imagesLeft(images, plan)
  const itself = imageGoes(plan.imageWhy[image]) ? 0 : 1
  const add = (blob: number, kind: BlobFate['kind']) => {
    if (fates.some((fate) => fate.blob === blob)) return
    fates.push({ blob, kind, goes: plan.blobGoes[blob] === 1, others: (left[blob] ?? 0) - itself })
  }
  add(manifest, 'manifest')
  const first = images.firstBlob.at(image)
  const layers = first + images.layerCount.at(image)
  const end = images.firstBlob.at(image + 1)
  for (let i = first; i < end; i++) add(images.blobs.at(i), i < layers ? 'layer' : 'configuration')
  return fates
}

// Asked for image after image of one plan.
const leftByPlan = new WeakMap<PrunePlan, Int32Array>()

/** By blob: how many images that stay have it. */
function imagesLeft(images: PruneImages, plan: PrunePlan): Int32Array {
  const known = leftByPlan.get(plan)
  if (known) return known
  const left = new Int32Array(plan.blobGoes.length)
  // By blob: the image that was last seen to have it.
  const seen = new Int32Array(left.length).fill(-1)
  for (const [image, why] of plan.imageWhy.entries()) {
    if (imageGoes(why)) continue
    images.eachBlob(image, (blob) => {
      if (seen[blob] === image) return
      seen[blob] = image
      left[blob] = (left[blob] ?? 0) + 1
    })
  }
  leftByPlan.set(plan, left)
  return left
}

/** By image: the known bytes of its blobs that go, each once. Images that go may share blobs. */
export function goingBytesByImage({ images }: PruneGraph, { imageWhy, blobGoes }: PrunePlan): Float64Array {
  const bytes = new Float64Array(images.count)
  for (const [image, why] of imageWhy.entries())
    if (imageGoes(why)) bytes[image] = images.knownBytes(image, (blob) => blobGoes[blob] === 1) || 0
  return bytes
}

/**
 * By tag: the known bytes of the blobs that go with the images of its revisions that go and with their platforms, each once.
 * Tags may share blobs.
 */
export function goingBytesByTag(graph: PruneGraph, { itemWhy, imageWhy, blobGoes }: PrunePlan): Float64Array {
  const { images, history } = graph
  const bytes = new Float64Array(graph.tagCount)
  const seen = new Int32Array(graph.blobCount).fill(-1)
  const { imageOf } = graph.index()
  const digests = history.digest.values
  for (let tag = 0; tag < bytes.length; tag++) {
    let sum = 0
    const add = (image: number) =>
      images.eachBlob(image, (blob) => {
        if (blobGoes[blob] !== 1 || seen[blob] === tag) return
        seen[blob] = tag
        sum += images.bytes.at(blob) || 0
      })
    const end = history.firstItem.at(tag + 1)
    for (let item = history.firstItem.at(tag); item < end; item++) {
      const image = imageOf[digests[item] ?? 0] ?? -1
      if (image < 0 || !itemGoes(itemWhy[item]) || !imageGoes(imageWhy[image])) continue
      add(image)
      for (const platform of platformsOfImage(graph, image)) if (imageGoes(imageWhy[platform])) add(platform)
    }
    bytes[tag] = sum
  }
  return bytes
}

/** By image: the known bytes of its blobs that no younger image has, so that all together are counted once. */
export function bytesByYoungest({ images, blobCount }: PruneGraph): Float64Array {
  const bytes = new Float64Array(images.count)
  const seen = new Uint8Array(blobCount)
  const age = (image: number) => -images.created.at(image) || 0
  const youngestFirst = [...bytes.keys()].toSorted((a, b) => age(a) - age(b))
  for (const image of youngestFirst) {
    let sum = 0
    images.eachBlob(image, (blob) => {
      if (seen[blob] === 1) return
      seen[blob] = 1
      sum += images.bytes.at(blob) || 0
    })
    bytes[image] = sum
  }
  return bytes
}
