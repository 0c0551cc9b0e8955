import type { K8sObject, ResourceType } from '../types.ts'

export interface ImageConfig extends K8sObject {
  status?: { internalRegistryHostname?: string; externalRegistryHostnames?: string[] | null } | null
}

/** The cluster's configuration of images. It changes rarely: not worth one of the scarce watches. */
export const ImageConfig: ResourceType<ImageConfig> = {
  group: 'config.openshift.io',
  version: 'v1',
  plural: 'images',
  kind: 'Image',
  namespaced: false,
  watchable: false,
}

/** The name of the only configuration there is. */
export const imageConfigName = 'cluster'

/** The registry's host name inside the cluster, with its port; "" when there is no registry. */
export function internalRegistryHost({ status }: ImageConfig): string {
  return status?.internalRegistryHostname ?? ''
}
