import type { PruneGraph } from './pruneGraph.ts'
import { imageGoes, judgeBlobs, judgeImages, noImages } from './pruneImageRules.ts'
import type { PruneOptions } from './pruneOptions.ts'
import type { InvalidReference, PruneUser } from './pruneReferences.ts'
import { itemsOfStream, judgeItems, visitLinks } from './pruneRevisionRules.ts'
import { itemCode, itemGoes } from './pruneWhys.ts'

export interface PruneTotals {
  images: number
  streamItems: number
  /** Streams that change. */
  streams: number
  layerLinks: number
  manifestLinks: number
  blobs: number
  /** Known bytes of layers that go and that an image pushed here has. */
  managedBytes: number
  /** Of those that only images from elsewhere have: freed only if they were mirrored here. */
  externalBytes: number
  /** Blobs that go and whose size the API does not know: manifests, configurations. */
  unknownBlobs: number
}

/** What a run would do. */
export interface PrunePlan {
  options: PruneOptions
  now: number
  /** In ms; undefined when no age is given. */
  cutoff: number | undefined
  /** The run ends before it changes anything: references cannot be read, or the metadata of an image cannot. */
  stopped: boolean
  /** References that stop the run, or that are ignored. */
  invalid: readonly InvalidReference[]
  /** Why oc fails, before or after it has changed something. */
  failure: string | undefined
  /** By revision: the code of its reason, an index in itemWhys. */
  itemWhy: Uint8Array
  /** By image: the code of its reason, an index in imageWhys. */
  imageWhy: Uint8Array
  /** By number of the blob: 1 when it goes. */
  blobGoes: Uint8Array
  totals: PruneTotals
  /** By stream, each link once. */
  layerLinks(): [stream: number, blob: number][]
  manifestLinks(): [stream: number, blob: number][]
}

/** What a run with these options would do at a time (ms). */
export function planPrune(graph: PruneGraph, options: PruneOptions, now: number): PrunePlan {
  const { keepYoungerThan, namespace, pruneRegistry } = options
  const cutoff = keepYoungerThan === undefined ? undefined : now - Number(keepYoungerThan) / 1e6
  const since = cutoff ?? Number.NEGATIVE_INFINITY
  const invalid = graph.references.invalid(since, namespace)
  const { broken } = graph.images
  const stopped = broken !== undefined || (invalid.length > 0 && !options.ignoreInvalidRefs)
  const { unreadable } = graph.index()
  const reachesImages = !stopped && namespace === undefined && graph.imagesListed && unreadable === undefined

  const itemWhy = stopped
    ? new Uint8Array(graph.itemCount).fill(itemCode('not-considered'))
    : judgeItems(graph, options, since)
  const imageWhy = reachesImages ? judgeImages(graph, options, since, itemWhy) : noImages(graph)
  const blobGoes = pruneRegistry && reachesImages ? judgeBlobs(graph, imageWhy) : new Uint8Array(graph.blobCount)

  const links = (kind: 'manifest' | 'layer'): [stream: number, blob: number][] => {
    const found: [number, number][] = []
    const ignore = () => undefined
    const add = (stream: number, blob: number) => void found.push([stream, blob])
    if (pruneRegistry) visitLinks(graph, itemWhy, { manifest: ignore, layer: ignore, [kind]: add })
    return found
  }
  return {
    options,
    now,
    cutoff,
    stopped,
    invalid,
    failure: failureOf(graph, stopped, namespace),
    itemWhy,
    imageWhy,
    blobGoes,
    totals: {
      images: imageWhy.filter(imageGoes).length,
      ...countItems(graph, itemWhy),
      ...countLinks(graph, itemWhy, pruneRegistry),
      ...countBlobs(graph, blobGoes),
    },
    layerLinks: () => links('layer'),
    manifestLinks: () => links('manifest'),
  }
}

/** Only how much would go: to compare many choices. */
export function planTotals(graph: PruneGraph, options: PruneOptions, now: number): PruneTotals {
  return planPrune(graph, options, now).totals
}

function failureOf(graph: PruneGraph, stopped: boolean, namespace: string | undefined): string | undefined {
  if (stopped) return 'failed to build graph - no changes made'
  const { unreadable } = graph.index()
  if (unreadable === undefined || namespace !== undefined) return undefined
  const digest = graph.imageDigest(unreadable)
  return `image ${digest}: failed to read metadata for image ${digest}`
}

function countItems(graph: PruneGraph, itemWhy: Uint8Array): Pick<PruneTotals, 'streamItems' | 'streams'> {
  const counted = { streamItems: 0, streams: 0 }
  for (const stream of graph.streams) {
    const [from, to] = itemsOfStream(graph, stream)
    let going = 0
    for (let item = from; item < to; item++) if (itemGoes(itemWhy[item])) going++
    counted.streamItems += going
    if (going > 0) counted.streams++
  }
  return counted
}

function countLinks(
  graph: PruneGraph,
  itemWhy: Uint8Array,
  pruneRegistry: boolean,
): Pick<PruneTotals, 'layerLinks' | 'manifestLinks'> {
  const links = { layerLinks: 0, manifestLinks: 0 }
  if (pruneRegistry)
    visitLinks(graph, itemWhy, { manifest: () => void links.manifestLinks++, layer: () => void links.layerLinks++ })
  return links
}

function countBlobs(
  graph: PruneGraph,
  blobGoes: Uint8Array,
): Pick<PruneTotals, 'blobs' | 'managedBytes' | 'externalBytes' | 'unknownBlobs'> {
  const counted = { blobs: 0, managedBytes: 0, externalBytes: 0, unknownBlobs: 0 }
  for (let blob = blobGoes.indexOf(1); blob >= 0; blob = blobGoes.indexOf(1, blob + 1)) {
    counted.blobs++
    const bytes = graph.blobBytes(blob)
    if (Number.isNaN(bytes)) counted.unknownBlobs++
    else counted[graph.blobManaged(blob) ? 'managedBytes' : 'externalBytes'] += bytes
  }
  return counted
}

/** Who uses a revision by its tag (only the current one) or by its digest, as far as it counts in a plan. */
export function usersOfItem(graph: PruneGraph, item: number, { cutoff, options }: PrunePlan): PruneUser[] {
  const { tagTarget, itemTarget, firstUse, uses } = graph.index()
  const tag = graph.itemTag(item)
  const targets = [graph.firstItem(tag) === item ? tagTarget[tag] : -1, itemTarget[item]]
  return targets
    .flatMap((target = -1) => (target < 0 ? [] : [...uses.subarray(firstUse[target], firstUse[target + 1])]))
    .filter((use) => graph.references.counts(use, cutoff ?? Number.NEGATIVE_INFINITY, options.namespace))
    .map((use) => graph.references.user(use))
}
