import type { K8sObject, ResourceType } from '../types.ts'

export interface ConfigMap extends K8sObject {
  data?: Record<string, string> | null
  /** Values in base64. */
  binaryData?: Record<string, string> | null
}

/** Small configuration of anybody. Those that are read here change rarely: not worth one of the scarce watches. */
export const ConfigMap: ResourceType<ConfigMap> = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  watchable: false,
}
