import { imageWhys, itemWhys, type ImageWhy, type ItemWhy } from '../../../k8s/resources/pruneWhys.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { PreviewPlan, PreviewReading } from './previewProtocol.ts'

export const noTotals: PruneTotals = {
  images: 0,
  streamItems: 0,
  streams: 0,
  layerLinks: 0,
  manifestLinks: 0,
  blobs: 0,
  managedBytes: 0,
  externalBytes: 0,
  unknownBlobs: 0,
}

/** A reading of nothing, but for what a test is about. */
export function readingOf(change: Partial<PreviewReading>): PreviewReading {
  return {
    scope: {},
    at: 0,
    kinds: [],
    streams: [],
    tags: [],
    tagStream: new Uint32Array(),
    byStream: new Float64Array(),
    byProject: new Float64Array(),
    revisions: 0,
    workloads: 0,
    imagesListed: true,
    images: [],
    imageCreated: new Float64Array(),
    imageManaged: new Uint8Array(),
    imageSize: new Float64Array(),
    invalid: [],
    ...change,
  }
}

/** A plan of nothing, but for what a test is about. */
export function planOf(options: PruneOptions, change: Partial<PreviewPlan> = {}): PreviewPlan {
  return {
    options,
    stopped: false,
    invalid: [],
    errors: [],
    totals: noTotals,
    tagGoes: new Uint32Array(),
    tagStays: new Uint32Array(),
    tagWhys: new Uint16Array(),
    tagBytes: new Float64Array(),
    imageWhy: new Uint8Array(),
    imageBytes: new Float64Array(),
    itemCounts: zeroOf<ItemWhy>(itemWhys),
    imageCounts: zeroOf<ImageWhy>(imageWhys),
    byAge: [],
    ...change,
  }
}

// Its entries are those of the list.
const zeroOf = <W extends string>(whys: readonly W[]) =>
  Object.fromEntries(whys.map((why) => [why, 0])) as Record<W, number>
