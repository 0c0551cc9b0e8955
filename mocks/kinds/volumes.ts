import type { K8sObject } from '../../src/k8s/types.ts'
import { fieldError } from '../server/status.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { KindRules } from './kind.ts'

export const CLAIMS = '/persistentvolumeclaims'
export const STORAGE_CLASSES = 'storage.k8s.io/storageclasses'
export const SNAPSHOTS = 'snapshot.storage.k8s.io/volumesnapshots'
export const SNAPSHOT_CLASSES = 'snapshot.storage.k8s.io/volumesnapshotclasses'

export interface Claim extends K8sObject {
  spec?: {
    accessModes?: string[]
    resources?: { requests?: { storage?: string } }
    storageClassName?: string
    volumeName?: string
    volumeMode?: string
    dataSource?: object
  }
  status?: { phase?: string; accessModes?: string[]; capacity?: { storage?: string } }
}

export interface StorageClass extends K8sObject {
  provisioner?: string
  reclaimPolicy?: string
  volumeBindingMode?: string
}

export interface Snapshot extends K8sObject {
  spec?: {
    source?: { persistentVolumeClaimName?: string; volumeSnapshotContentName?: string }
    volumeSnapshotClassName?: string
  }
  status?: {
    boundVolumeSnapshotContentName?: string
    creationTime?: string
    readyToUse?: boolean
    restoreSize?: string
    error?: { time: string; message: string }
  }
}

export const isDefaultClass = ({ metadata }: K8sObject) =>
  metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'

/** Provisioners of volumes that one node alone can have, as long as they are file systems. */
const ONE_NODE = new Set(['topolvm.io', 'openshift-storage.rbd.csi.ceph.com', 'ebs.csi.aws.com'])

/** Why a class cannot provide what a claim asks for. */
export const provisioningTrouble = ({ spec }: Claim, storageClass: StorageClass | undefined): string | undefined =>
  ONE_NODE.has(storageClass?.provisioner ?? '') && spec?.accessModes?.includes('ReadWriteMany')
    ? `failed to provision volume with StorageClass "${storageClass?.metadata.name ?? ''}": rpc error: code = InvalidArgument desc = multi node access modes are only supported on block \`volumeMode\``
    : undefined

/** Keeps a claim until no pod mounts it. */
export const CLAIM_PROTECTION = 'kubernetes.io/pvc-protection'

const claims: KindRules<Claim> = {
  group: '',
  plural: 'persistentvolumeclaims',
  prepareCreate(claim, { store }) {
    claim.spec ??= {}
    claim.spec.volumeMode ??= 'Filesystem'
    const fallback = store.list(STORAGE_CLASSES).find(isDefaultClass)?.metadata.name
    if (claim.spec.storageClassName === undefined && fallback) claim.spec.storageClassName = fallback
    claim.status = { phase: 'Pending' }
    Object.assign(claim.metadata, { finalizers: [CLAIM_PROTECTION] })
  },
  validateCreate: ({ spec }) => [
    ...(spec?.accessModes?.length
      ? []
      : [fieldError.required('spec.accessModes', 'at least 1 access mode is required')]),
    ...(spec?.resources?.requests?.storage ? [] : [fieldError.required('spec.resources[storage]', '')]),
  ],
  columns: [
    nameColumn,
    { name: 'Status', cell: ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : status?.phase) },
    { name: 'Volume', cell: ({ spec }) => spec?.volumeName ?? '' },
    { name: 'Capacity', cell: ({ status }) => status?.capacity?.storage ?? '' },
    { name: 'Access Modes', cell: ({ status }) => (status?.accessModes ?? []).map(short).join(',') },
    { name: 'StorageClass', cell: ({ spec }) => spec?.storageClassName ?? '' },
    ageColumn,
    { name: 'VolumeMode', priority: 1, cell: ({ spec }) => spec?.volumeMode ?? '' },
  ],
  deleteReturnsObject: true,
}

const short = (mode: string) => mode.replaceAll(/[a-z]/g, '')

const storageClasses: KindRules<StorageClass> = {
  group: 'storage.k8s.io',
  plural: 'storageclasses',
  columns: [
    {
      ...nameColumn,
      cell: (object) => `${object.metadata.name}${isDefaultClass(object) ? ' (default)' : ''}`,
    },
    { name: 'Provisioner', cell: ({ provisioner }) => provisioner ?? '' },
    { name: 'ReclaimPolicy', cell: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
    { name: 'VolumeBindingMode', cell: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
    ageColumn,
  ],
}

const snapshots: KindRules<Snapshot> = {
  group: 'snapshot.storage.k8s.io',
  plural: 'volumesnapshots',
  validateCreate({ spec }) {
    const { persistentVolumeClaimName: claim, volumeSnapshotContentName: content } = spec?.source ?? {}
    return Boolean(claim) === Boolean(content)
      ? [fieldError.invalid('spec.source', spec?.source ?? {}, 'must validate one and only one schema (oneOf)')]
      : []
  },
  columns: [
    nameColumn,
    { name: 'ReadyToUse', type: 'boolean', cell: ({ status }) => status?.readyToUse },
    { name: 'SourcePVC', cell: ({ spec }) => spec?.source?.persistentVolumeClaimName },
    { name: 'RestoreSize', cell: ({ status }) => status?.restoreSize },
    { name: 'SnapshotClass', cell: ({ spec }) => spec?.volumeSnapshotClassName },
    ageColumn,
  ],
}

/** Claims, the classes they are provisioned by, and snapshots of their volumes. */
export const volumeKinds: KindRules<K8sObject>[] = [claims, storageClasses, snapshots]
