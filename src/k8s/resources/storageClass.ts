import type { K8sObject, ResourceType } from '../types.ts'

export interface StorageClass extends K8sObject {
  provisioner?: string
  parameters?: Record<string, string> | null
  reclaimPolicy?: string
  volumeBindingMode?: string
  allowVolumeExpansion?: boolean
}

/** What volumes can be had. They change rarely: not worth one of the scarce watches. */
export const StorageClass: ResourceType<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  kind: 'StorageClass',
  namespaced: false,
  watchable: false,
}

/** Whether claims that name no class get this one. */
export function isDefaultClass({ metadata: { annotations } }: StorageClass): boolean {
  return (
    annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
  )
}

/** The class that claims without one get: of several defaults the newest, as the API server chooses. */
export function defaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  const createdOf = ({ metadata }: StorageClass) => Date.parse(metadata.creationTimestamp ?? '') || 0
  return classes.filter(isDefaultClass).toSorted((a, b) => createdOf(b) - createdOf(a))[0]
}
