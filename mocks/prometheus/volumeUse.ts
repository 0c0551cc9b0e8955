import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'

/** How full the volumes of seeded claims are: a claim does not say. */
const seeded = new WeakMap<K8sObject, number>()
const USUAL = 0.42

/** Says which part of a claim's volume is used, from 0 to 1. From 0.95 on the registry finds no room. The answer is the claim. */
export function withVolumeUse<C extends K8sObject>(claim: C, part: number): C {
  seeded.set(claim, part)
  return claim
}

/** How full the claims of a state are, by NAMESPACE/NAME. */
export function volumeUseOf(state: State): (claim: string) => number {
  const claims = state['/api/v1/persistentvolumeclaims']?.items ?? []
  const parts = new Map(
    claims.map((claim) => [`${claim.metadata.namespace ?? ''}/${claim.metadata.name}`, seeded.get(claim) ?? USUAL]),
  )
  return (claim) => parts.get(claim) ?? USUAL
}
