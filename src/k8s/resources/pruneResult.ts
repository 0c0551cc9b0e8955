import type { PruneGraph } from './pruneGraph.ts'
import { imageGoes } from './pruneImageRules.ts'
import type { PrunePlan } from './prunePlan.ts'
import { itemsOfStream } from './pruneRevisionRules.ts'
import { itemGoes } from './pruneWhys.ts'

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
export function pruneResult(graph: PruneGraph, plan: PrunePlan): PruneResult {
  const repositories = graph.streams.map(({ namespace, name }) => `${namespace}/${name}`)
  const counts = graph.streams
    .map((stream, number): [string, number] => {
      const going = plan.itemWhy.subarray(...itemsOfStream(graph, stream)).filter(itemGoes)
      return [repositories[number] ?? '', going.length]
    })
    .filter(([, count]) => count > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const links = (found: [stream: number, blob: number][]) =>
    found.map(([stream, blob]) => `${repositories[stream]} ${graph.blobDigest(blob)}`).toSorted()
  return {
    images: [...plan.imageWhy.keys()]
      .filter((image) => imageGoes(plan.imageWhy[image]))
      .map((image) => graph.imageDigest(image))
      .toSorted(),
    streamItems: Object.fromEntries(counts),
    layerLinks: links(plan.layerLinks()),
    manifestLinks: links(plan.manifestLinks()),
    blobs: [...plan.blobGoes.keys()]
      .filter((blob) => plan.blobGoes[blob] === 1)
      .map((blob) => graph.blobDigest(blob))
      .toSorted(),
  }
}

/** What oc prints when it cannot build its graph, line by line, without the last line; nothing when it can. */
export function pruneErrors(graph: PruneGraph, { stopped, invalid }: PrunePlan): string[] {
  if (!stopped) return []
  const { broken } = graph.images
  if (broken) return ['Failed to build graph!', `failed to read image metadata for ${broken.image}: ${broken.reason}`]
  return [
    'Failed to build graph!',
    '',
    'The following objects have invalid references:',
    '',
    ...invalid.map(({ message }) => `  ${message}`),
    '',
    'Either fix the references or delete the objects to make the pruner proceed.',
  ]
}
