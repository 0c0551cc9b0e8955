import type { K8sObject, ResourceType } from '../types.ts'

export interface Infrastructure extends K8sObject {
  status?: {
    /** External: the control plane, and operators of it, run outside this cluster (hosted control planes, ROSA). */
    controlPlaneTopology?: string
    infrastructureTopology?: string
    platform?: string
    platformStatus?: { type?: string } | null
    infrastructureName?: string
  } | null
}

/** What a cluster runs on. There is one object, named by infrastructureName. It never changes: not worth a watch. */
export const Infrastructure: ResourceType<Infrastructure> = {
  group: 'config.openshift.io',
  version: 'v1',
  plural: 'infrastructures',
  kind: 'Infrastructure',
  namespaced: false,
  watchable: false,
}

export const infrastructureName = 'cluster'

/** The platform as the installer named it: None, BareMetal, VSphere, AWS … */
export function platformOf({ status }: Infrastructure): string | undefined {
  return status?.platformStatus?.type || status?.platform || undefined
}

/** Whether operators of the control plane run outside this cluster. */
export function isHosted({ status }: Infrastructure): boolean {
  return status?.controlPlaneTopology === 'External'
}

/** Platforms for which the registry's operator knows no storage (cluster-image-registry-operator pkg/storage/storage.go). */
const withoutStorage = new Set([
  'None',
  'BareMetal',
  'VSphere',
  'Nutanix',
  'KubeVirt',
  'Kubevirt',
  'EquinixMetal',
  'External',
])

/** Whether a cluster on this platform starts with its registry removed. */
export function lacksDefaultStorage(platform: string | undefined): boolean {
  return platform !== undefined && withoutStorage.has(platform)
}

/** Whether workloads have one node only. */
export function isSingleNode({ status }: Infrastructure): boolean {
  return status?.infrastructureTopology === 'SingleReplica'
}
