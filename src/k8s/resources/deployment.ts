import type { K8sObject, ResourceType } from '../types.ts'
import type { PodTemplate } from './podTemplate.ts'

export interface Deployment extends K8sObject {
  spec?: { replicas?: number | null; paused?: boolean; template?: PodTemplate | null } | null
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
