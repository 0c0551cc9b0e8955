import type { K8sObject } from '../types.ts'
import { PruneGraph } from './pruneGraph.ts'
import { pruneKinds, type PruneKind } from './pruneReferences.ts'

/** Lists of objects as a dump of a cluster has them, by `VERSION/plural` or `GROUP/VERSION/plural`. What is missing is empty. */
export type PruneLists = Readonly<Record<string, { items?: readonly K8sObject[] | null } | undefined>>

const workloads: ReadonlyMap<string, PruneKind> = new Map(pruneKinds.map((kind) => [`${kind.toLowerCase()}s`, kind]))

/** All that a run looks at, of lists. Those of other kinds are not looked at. */
export function pruneGraphOf(lists: PruneLists): PruneGraph {
  const graph = new PruneGraph()
  for (const [key, list] of Object.entries(lists)) {
    const plural = key.slice(key.lastIndexOf('/') + 1)
    const kind = workloads.get(plural)
    for (const object of list?.items ?? []) {
      if (kind) graph.addWorkload(kind, object)
      else if (plural === 'limitranges') graph.addLimitRange(object)
      else if (plural === 'imagestreams') graph.addStream(object)
      else if (plural === 'images') graph.addImage(object)
    }
  }
  return graph
}
