import type { PruneGraph } from './pruneGraph.ts'
import type { PrunePlan } from './prunePlan.ts'

/** The revisions that have an image, those that stay first. Their reasons are in the plan's itemWhy. */
export declare function holdersOfImage(graph: PruneGraph, image: number, plan: PrunePlan): number[]

/** The manifest lists that an image is a platform of. */
export declare function listsOfImage(graph: PruneGraph, image: number): number[]

export interface BlobFate {
  blob: number
  kind: 'manifest' | 'configuration' | 'layer'
  goes: boolean
  /** Images that stay and have it too. */
  others: number
}

/** Each blob of an image once, and what becomes of it. */
export declare function blobsOfImage(graph: PruneGraph, image: number, plan: PrunePlan): BlobFate[]

/** By image: the known bytes of its blobs that go, each once. Images that go may share blobs. */
export declare function goingBytesByImage(graph: PruneGraph, plan: PrunePlan): Float64Array

/** By tag: the known bytes of the blobs that go with the images of its revisions that go, each once. Tags may share blobs. */
export declare function goingBytesByTag(graph: PruneGraph, plan: PrunePlan): Float64Array

/** By image: the known bytes of its blobs that no younger image has, so that all together are counted once. */
export declare function bytesByYoungest(graph: PruneGraph): Float64Array
