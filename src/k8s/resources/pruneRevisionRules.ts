import type { PruneGraph } from './pruneGraph.ts'
import type { PruneStream } from './pruneHistory.ts'
import type { PruneOptions } from './pruneOptions.ts'
import { itemCode, itemGoes } from './pruneWhys.ts'

const STREAM_YOUNGER = itemCode('stream-younger')
const YOUNGER = itemCode('younger')
const USED_TAG = itemCode('used-tag')
const IMAGE_GONE = itemCode('image-gone')
const NOT_OVER_SIZE = itemCode('not-over-size')
const REVISION = itemCode('revision')
const USED_DIGEST = itemCode('used-digest')
const BEYOND = itemCode('beyond')
const UNREADABLE = itemCode('stream-unreadable')
const NOT_CONSIDERED = itemCode('not-considered')

/** Why each revision goes or stays, in codes. `cutoff` is in ms; minus infinity: no age protects anything but what has an age at all. */
export function judgeItems(graph: PruneGraph, options: PruneOptions, cutoff: number): Uint8Array {
  const { history, imagesListed } = graph
  const { tagTarget, itemTarget, imageOf, unreadable } = graph.index()
  const whys = new Uint8Array(history.itemCount).fill(NOT_CONSIDERED)
  const used = usedTargets(graph, cutoff, options.namespace)
  const byAge = options.overSizeLimit !== true
  const revisions = options.keepTagRevisions ?? 0
  const firstItem = history.firstItem.values
  const digests = history.digest.values
  const created = history.created.values
  const sizes = graph.images.size.values
  const noDigest = graph.images.digests.find('')

  for (const stream of graph.streams) {
    if (options.namespace !== undefined && stream.namespace !== options.namespace) continue
    const [from, to] = itemsOfStream(graph, stream)
    if (byAge && stream.created > cutoff) {
      whys.fill(STREAM_YOUNGER, from, to)
      continue
    }
    if (unreadable !== undefined && hasUnreadable(graph, from, to)) {
      whys.fill(UNREADABLE, from, to)
      continue
    }
    const limit = byAge ? 0 : graph.imageLimit(stream.namespace)
    for (let tag = stream.firstTag; tag < stream.firstTag + stream.tagCount; tag++) {
      const first = firstItem[tag] ?? 0
      const end = firstItem[tag + 1] ?? 0
      const tagUsed = used[tagTarget[tag] ?? -1] === 1
      for (let item = first; item < end; item++) {
        const digest = digests[item] ?? 0
        const image = imageOf[digest] ?? -1
        if (byAge && (created[item] ?? 0) > cutoff) whys[item] = YOUNGER
        else if (tagUsed && item === first) whys[item] = USED_TAG
        else if (imagesListed ? image < 0 : digest === noDigest) whys[item] = IMAGE_GONE
        else if (byAge ? item - first < revisions : (sizes[image] ?? 0) <= limit)
          whys[item] = byAge ? REVISION : NOT_OVER_SIZE
        else if (used[itemTarget[item] ?? -1] === 1) whys[item] = USED_DIGEST
        else whys[item] = BEYOND
      }
    }
  }
  return whys
}

/** The revisions of a stream: the first one, and the one after the last. */
export function itemsOfStream(
  { history }: PruneGraph,
  { firstTag, tagCount }: PruneStream,
): [from: number, to: number] {
  return [history.firstItem.at(firstTag), history.firstItem.at(firstTag + tagCount)]
}

/** By target of references: 1 when one of them counts. */
function usedTargets({ references }: PruneGraph, cutoff: number, namespace: string | undefined): Uint8Array {
  const used = new Uint8Array(references.named.length)
  for (const [reference, target] of references.target.values.entries())
    if (used[target] === 0 && references.counts(reference, cutoff, namespace)) used[target] = 1
  return used
}

function hasUnreadable({ history, images }: PruneGraph, from: number, to: number): boolean {
  for (let item = from; item < to; item++) {
    const image = images.imageOf.at(history.digest.at(item))
    if (image >= 0 && images.readable.at(image) === 0) return true
  }
  return false
}

/** What the registry forgets of the repositories: manifests and layers of revisions that go and of none that stays, as numbers of blobs. */
export function visitLinks(
  graph: PruneGraph,
  itemWhy: Uint8Array,
  on: { manifest(stream: number, blob: number): void; layer(stream: number, blob: number): void },
): void {
  const digests = graph.history.digest.values
  const { imageOf } = graph.index()
  const firstBlob = graph.images.firstBlob.values
  const blobs = graph.images.blobs.values
  // By digest, as manifest and as layer: the stream that was last seen to have it, so that nothing needs clearing.
  const manifests = new Int32Array(graph.blobCount).fill(-1)
  const layers = new Int32Array(graph.blobCount).fill(-1)

  const visit = (item: number, number: number, goes: boolean): void => {
    const digest = digests[item] ?? 0
    if (manifests[digest] === number) return
    manifests[digest] = number
    if (goes) on.manifest(number, digest)
    const image = imageOf[digest] ?? -1
    if (image < 0) return
    const end = firstBlob[image + 1] ?? 0
    for (let i = firstBlob[image] ?? 0; i < end; i++) {
      const blob = blobs[i] ?? 0
      if (layers[blob] === number) continue
      layers[blob] = number
      if (goes) on.layer(number, blob)
    }
  }

  for (const [number, stream] of graph.streams.entries()) {
    const [from, to] = itemsOfStream(graph, stream)
    const firstBeyond = itemWhy.subarray(from, to).indexOf(BEYOND)
    if (firstBeyond < 0) continue
    for (let item = from; item < to; item++) if (!itemGoes(itemWhy[item])) visit(item, number, false)
    for (let item = from + firstBeyond; item < to; item++) if (itemWhy[item] === BEYOND) visit(item, number, true)
  }
}
