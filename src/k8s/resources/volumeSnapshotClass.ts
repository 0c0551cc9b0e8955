import type { K8sObject, ResourceType } from '../types.ts'

export interface VolumeSnapshotClass extends K8sObject {
  /** Snapshots only of volumes of this CSI driver. */
  driver?: string
  /** What becomes of the snapshot in the storage when the VolumeSnapshot is deleted: Delete or Retain. */
  deletionPolicy?: string
  parameters?: Record<string, string> | null
}

/** How snapshots are made. A cluster without CSI snapshots does not have the kind. */
export const VolumeSnapshotClass: ResourceType<VolumeSnapshotClass> = {
  group: 'snapshot.storage.k8s.io',
  version: 'v1',
  plural: 'volumesnapshotclasses',
  kind: 'VolumeSnapshotClass',
  namespaced: false,
  watchable: false,
}

/** The classes that fit the driver of a volume, the default one first. All of them when the driver is not known. */
export function classesFor(classes: readonly VolumeSnapshotClass[], driver: string | undefined): VolumeSnapshotClass[] {
  return classes
    .filter((each) => driver === undefined || each.driver === driver)
    .toSorted((a, b) => Number(isDefaultSnapshotClass(b)) - Number(isDefaultSnapshotClass(a)))
}

/** Whether snapshots that name no class get this one. */
export function isDefaultSnapshotClass({ metadata }: VolumeSnapshotClass): boolean {
  return metadata.annotations?.['snapshot.storage.kubernetes.io/is-default-class'] === 'true'
}
