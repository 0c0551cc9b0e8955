import type { PruneGraph } from './pruneGraph.ts'
import type { PrunePlan } from './prunePlan.ts'

/** What oc says it deletes: digests, sorted; links as "repository digest". */
export interface PruneResult {
  images: string[]
  /** How many items by stream, `namespace/name`. */
  streamItems: Record<string, number>
  layerLinks: string[]
  manifestLinks: string[]
  blobs: string[]
}

/** What oc would print, as lists. */
export declare function pruneResult(graph: PruneGraph, plan: PrunePlan): PruneResult
