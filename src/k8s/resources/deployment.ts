import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'
import type { Condition } from './registryConfig.ts'

export interface Deployment extends K8sObject {
  spec?: {
    replicas?: number | null
    paused?: boolean
    strategy?: { type?: string } | null
    template?: PodTemplate | null
  } | null
  status?: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    conditions?: Condition[] | null
  } | null
}

/** Deployments: they own replica sets, one for each version of their pod template. */
export const Deployment: ResourceType<Deployment> = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  kind: 'Deployment',
  namespaced: true,
  watchable: true,
}
