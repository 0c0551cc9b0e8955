import type { K8sObject, ResourceType } from '../types.ts'

export interface VolumeSnapshot extends K8sObject {
  spec?: {
    source?: { persistentVolumeClaimName?: string; volumeSnapshotContentName?: string } | null
    volumeSnapshotClassName?: string
  } | null
  /** Absent until the snapshot controller has seen it. */
  status?: {
    boundVolumeSnapshotContentName?: string
    creationTime?: string | null
    readyToUse?: boolean
    /** A quantity: how large a volume must be to hold it. */
    restoreSize?: string
    error?: { time?: string | null; message?: string } | null
  } | null
}

/** A copy of a volume at one moment. A cluster without CSI snapshots does not have the kind. Few, and polled: not worth a watch. */
export const VolumeSnapshot: ResourceType<VolumeSnapshot> = {
  group: 'snapshot.storage.k8s.io',
  version: 'v1',
  plural: 'volumesnapshots',
  kind: 'VolumeSnapshot',
  namespaced: true,
  watchable: false,
}

export type SnapshotState = 'ready' | 'failed' | 'creating' | 'waiting' | 'deleting'

/** How far a snapshot is. Waiting: no controller has picked it up yet. A failure is tried again by the controller. */
export function snapshotState({ metadata, status }: VolumeSnapshot): SnapshotState {
  if (metadata.deletionTimestamp) return 'deleting'
  if (status?.readyToUse) return 'ready'
  if (status?.error) return 'failed'
  return status && Object.keys(status).length > 0 ? 'creating' : 'waiting'
}

/** When the volume was copied, else when that was asked for; an RFC 3339 time. */
export function snapshotTime({ metadata, status }: VolumeSnapshot): string | undefined {
  return status?.creationTime ?? metadata.creationTimestamp ?? undefined
}

/** The snapshots of a claim, the newest first. */
export function snapshotsOf(snapshots: readonly VolumeSnapshot[], claim: string): VolumeSnapshot[] {
  const timeOf = (snapshot: VolumeSnapshot) => Date.parse(snapshotTime(snapshot) ?? '') || 0
  return snapshots
    .filter(({ spec }) => spec?.source?.persistentVolumeClaimName === claim)
    .toSorted((a, b) => timeOf(b) - timeOf(a))
}

/** What there is to restore from: the newest snapshot that is ready, and how old it is in ms; undefined when there is none. */
export function newestReady(snapshots: readonly VolumeSnapshot[], now: number) {
  const ready = snapshots.filter((snapshot) => snapshotState(snapshot) === 'ready')
  const dated = ready.flatMap((snapshot) => {
    const time = Date.parse(snapshotTime(snapshot) ?? '')
    return Number.isNaN(time) ? [] : [{ snapshot, age: Math.max(0, now - time) }]
  })
  return dated.toSorted((a, b) => a.age - b.age)[0]
}

/** The object that asks for a snapshot of a claim. */
export function newSnapshot(name: string, namespace: string, claim: string, className?: string): VolumeSnapshot {
  return {
    apiVersion: `${VolumeSnapshot.group}/${VolumeSnapshot.version}`,
    kind: VolumeSnapshot.kind,
    metadata: { name, namespace },
    spec: {
      source: { persistentVolumeClaimName: claim },
      ...(className && { volumeSnapshotClassName: className }),
    },
  }
}
