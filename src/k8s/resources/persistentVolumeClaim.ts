import type { K8sObject, ResourceType } from '../types.ts'
import type { Condition } from './registryConfig.ts'

export interface PersistentVolumeClaim extends K8sObject {
  spec?: {
    accessModes?: string[] | null
    resources?: { requests?: Record<string, string> | null } | null
    storageClassName?: string | null
    volumeName?: string
    volumeMode?: string
  } | null
  status?: {
    phase?: string
    accessModes?: string[] | null
    capacity?: Record<string, string> | null
    /** How far it has grown, while it does: Resizing, FileSystemResizePending, ControllerResizeError, NodeResizeError. */
    conditions?: Condition[] | null
  } | null
}

/** Claims of volumes. */
export const PersistentVolumeClaim: ResourceType<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  watchable: true,
}
