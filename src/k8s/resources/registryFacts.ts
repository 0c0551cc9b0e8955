import type { ApiError } from '../ApiError.ts'
import { isKindMissing } from '../ApiError.ts'
import type { ClusterOperator } from './clusterOperator.ts'
import type { Deployment } from './deployment.ts'
import type { Event } from './event.ts'
import { isHosted, type Infrastructure } from './infrastructure.ts'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import type { Pod } from './pod.ts'
import type { RegistryConfig, RegistryStorage } from './registryConfig.ts'
import type { Route } from './route.ts'

/** Something that was asked of the cluster. It may be forbidden or missing by itself. */
export interface Fact<T> {
  /** Null: it does not exist. Undefined: not known. */
  object?: T | null
  /** Why it is not known, or why what is shown may be old. */
  error?: ApiError
  /** Asks for it anew, where that failed. */
  retry?: () => void
  pending: boolean
}

/** All that tells how the registry is. */
export interface RegistryFacts {
  config: Fact<RegistryConfig>
  clusterOperator: Fact<ClusterOperator>
  infrastructure: Fact<Infrastructure>
  deployment: Fact<Deployment>
  pods: Fact<readonly Pod[]>
  operatorPods: Fact<readonly Pod[]>
  routes: Fact<readonly Route[]>
  /** The claim that holds the images. Null: it does not exist. Pending false and undefined: images are in no claim. */
  claim: Fact<PersistentVolumeClaim>
  /** Warnings of the last hours in the registry's project. */
  warnings: Fact<readonly Event[]>
  /** Bytes of the claim's volume, where Prometheus says. */
  volume?: { used: number; capacity: number }
}

/** Where images are kept: what the settings ask for, else what is in effect, else what the pods are made to use. */
export function storageOf({
  config,
  deployment,
}: Pick<RegistryFacts, 'config' | 'deployment'>): RegistryStorage | undefined {
  const asked = config.object?.spec?.storage
  if (asked && storageKeys(asked).length > 0) return asked
  // What is in effect of a removed registry is what it had.
  if (config.object) return undefined
  return deployment.object ? storageOfDeployment(deployment.object) : undefined
}

/** The keys of the types that a storage has. */
export function storageKeys(storage: RegistryStorage | null | undefined): string[] {
  return Object.entries(storage ?? {}).flatMap(([key, value]) =>
    key !== 'managementState' && typeof value === 'object' && value !== null ? [key] : [],
  )
}

const bucketVariables: [name: string, key: string, field: string][] = [
  ['REGISTRY_STORAGE_S3_BUCKET', 's3', 'bucket'],
  ['REGISTRY_STORAGE_GCS_BUCKET', 'gcs', 'bucket'],
  ['REGISTRY_STORAGE_AZURE_CONTAINER', 'azure', 'container'],
  ['REGISTRY_STORAGE_SWIFT_CONTAINER', 'swift', 'container'],
  ['REGISTRY_STORAGE_OSS_BUCKET', 'oss', 'bucket'],
]

/** Where the pods of a Deployment keep images, for those who may not read the settings. */
export function storageOfDeployment({ spec }: Deployment): RegistryStorage | undefined {
  const pod = spec?.template?.spec
  const volume = pod?.volumes?.find(({ name }) => name === 'registry-storage')
  if (volume?.persistentVolumeClaim) return { pvc: { claim: volume.persistentVolumeClaim.claimName ?? '' } }
  if (volume?.emptyDir) return { emptyDir: {} }
  const variables = new Map(
    (pod?.containers ?? []).flatMap(({ env }) => (env ?? []).map(({ name, value }) => [name, value] as const)),
  )
  for (const [name, key, field] of bucketVariables) {
    const value = variables.get(name)
    if (value) return { [key]: { [field]: value } }
  }
  return undefined
}

/** The name of the claim that holds the images, if one does. */
export function claimNameOf(facts: Pick<RegistryFacts, 'config' | 'deployment'>): string | undefined {
  const pvc = storageOf(facts)?.['pvc']
  if (typeof pvc !== 'object' || pvc === null) return undefined
  const name = 'claim' in pvc && typeof pvc.claim === 'string' ? pvc.claim : ''
  return name || 'image-registry-storage'
}

/** How many pods there should be: what the settings ask for, else what the Deployment does. */
export function wantedReplicas({
  config,
  deployment,
}: Pick<RegistryFacts, 'config' | 'deployment'>): number | undefined {
  return config.object?.spec?.replicas ?? deployment.object?.spec?.replicas ?? undefined
}

/** Whether a pod is ready to answer. */
export function isPodReady({ status, metadata }: Pod): boolean {
  if (metadata.deletionTimestamp) return false
  return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True')
}

/** The pods that count: neither ended nor about to. */
export function livePods(pods: readonly Pod[]): Pod[] {
  return pods.filter(({ status, metadata }) => !metadata.deletionTimestamp && !isEnded(status?.phase))
}

const isEnded = (phase: string | undefined) => phase === 'Succeeded' || phase === 'Failed'

/** Whether the operator runs where it cannot be seen. Undefined when that is not known. */
export function runsOutside({ infrastructure }: Pick<RegistryFacts, 'infrastructure'>): boolean | undefined {
  return infrastructure.object ? isHosted(infrastructure.object) : undefined
}

/** Whether the person may see nothing of the registry itself: a developer. */
export function seesNothing({ config, clusterOperator, deployment, pods }: RegistryFacts): boolean {
  return [config, clusterOperator, deployment, pods].every(
    ({ object, error }) => object === undefined && error?.code === 403,
  )
}

/** Whether enough is known for a sentence that does not change at once. */
export function isToldEnough({ volume: _volume, operatorPods: _operator, ...facts }: RegistryFacts): boolean {
  return !Object.values(facts).some(({ pending }) => pending)
}

/** Whether the cluster has no such kind. */
export function isUnknownKind({ object, error }: Fact<unknown>): boolean {
  return object === undefined && isKindMissing(error)
}
