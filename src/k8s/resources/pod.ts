import type { K8sObject, ResourceType } from '../types.ts'
import type { PodSpec } from './podTemplate.ts'

export interface ContainerStatus {
  name?: string
  /** Repository and digest of the image that runs; empty until it is pulled. */
  imageID?: string
}

export interface Pod extends K8sObject {
  spec?: PodSpec | null
  status?: {
    phase?: string
    containerStatuses?: ContainerStatus[] | null
    initContainerStatuses?: ContainerStatus[] | null
  } | null
}

/** Pods. */
export const Pod: ResourceType<Pod> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  watchable: true,
}
