import type { InvalidReference, PruneGraph, PruneUser } from './pruneGraph.ts'
import type { PruneOptions } from './pruneOptions.ts'

/** What decides about a revision, by its code. Those of image-gone and beyond go, all others stay. */
export const itemWhys = [
  'stream-younger',
  'younger',
  'used-tag',
  'image-gone',
  'not-over-size',
  'revision',
  'used-digest',
  'beyond',
  /** The blobs of an image of the stream cannot be told: oc leaves out the stream. */
  'stream-unreadable',
  /** Another project, or the run is stopped. */
  'not-considered',
] as const
export type ItemWhy = (typeof itemWhys)[number]

/** What decides about an image, by its code. */
export const imageWhys = ['held', 'child-of-held', 'not-managed', 'younger', 'goes', 'not-considered'] as const
export type ImageWhy = (typeof imageWhys)[number]

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
  /** In ms; undefined when no age protects anything. */
  cutoff: number | undefined
  /** Invalid references stop the run: nothing goes. */
  stopped: boolean
  /** References that stop the run, or that are ignored. */
  invalid: readonly InvalidReference[]
  /** Why oc fails although it may have changed something. */
  failure: string | undefined
  itemWhy: Uint8Array
  imageWhy: Uint8Array
  /** By number of the blob: 1 when it goes. */
  blobGoes: Uint8Array
  totals: PruneTotals
  layerLinks(): Iterable<[stream: number, blob: number]>
  manifestLinks(): Iterable<[stream: number, image: number]>
}

/** What a run with these options would do at a time (ms). */
export declare function planPrune(graph: PruneGraph, options: PruneOptions, now: number): PrunePlan

/** Only how much would go: cheap enough to compare many choices. */
export declare function planTotals(graph: PruneGraph, options: PruneOptions, now: number): PruneTotals

/** Who uses a revision by its tag (only the current one) or by its digest, as far as it counts in a plan. */
export declare function usersOfItem(graph: PruneGraph, item: number, plan: PrunePlan): PruneUser[]
