import type { K8sObject } from '../../src/k8s/types.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import type { Objects } from './base.ts'
import { uidOf } from './digests.ts'
import { metadataOf } from './podBuilders.ts'

interface ClaimSpec {
  name: string
  size: string
  mode: 'ReadWriteMany' | 'ReadWriteOnce'
  storageClass: string
  created: string
  /** Nothing has been provisioned yet. */
  pending?: boolean
  /** Made by the registry's operator. */
  byOperator?: boolean
}

/** The name of the volume behind a claim of the registry's namespace. */
export const volumeOf = (name: string) => `pvc-${uidOf(`PersistentVolumeClaim ${REGISTRY_NAMESPACE}/${name}`)}`

/** A claim beside the registry. */
export function claim({ name, size, mode, storageClass, created, pending, byOperator }: ClaimSpec): K8sObject {
  const annotations = {
    ...(!pending && { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' }),
    ...(byOperator && { 'imageregistry.openshift.io': 'true' }),
  }
  const object = {
    metadata: {
      ...metadataOf({ kind: 'PersistentVolumeClaim', namespace: REGISTRY_NAMESPACE, name, created, annotations }),
      finalizers: ['kubernetes.io/pvc-protection'],
    },
    spec: {
      accessModes: [mode],
      resources: { requests: { storage: size } },
      ...(!pending && { volumeName: volumeOf(name) }),
      storageClassName: storageClass,
      volumeMode: 'Filesystem',
    },
    status: pending ? { phase: 'Pending' } : { phase: 'Bound', accessModes: [mode], capacity: { storage: size } },
  }
  return object
}

const PROVISIONERS = {
  'ocs-storagecluster-cephfs': 'openshift-storage.cephfs.csi.ceph.com',
  'ocs-storagecluster-ceph-rbd': 'openshift-storage.rbd.csi.ceph.com',
  'lvms-vg1': 'topolvm.io',
  'nfs-client': 'k8s-sigs.io/nfs-subdir-external-provisioner',
  'gp3-csi': 'ebs.csi.aws.com',
} as const

type ClassName = keyof typeof PROVISIONERS

const later = new Set<ClassName>(['lvms-vg1', 'gp3-csi'])

/** Storage classes; the first one is the cluster's default. */
export const storageClasses = (created: string, ...names: ClassName[]): K8sObject[] =>
  names.map((name, i) => {
    const annotations: Record<string, string> = i === 0 ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {}
    const object = {
      metadata: metadataOf({ kind: 'StorageClass', namespace: '', name, created, annotations }),
      provisioner: PROVISIONERS[name],
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: name !== 'nfs-client',
      volumeBindingMode: later.has(name) ? 'WaitForFirstConsumer' : 'Immediate',
    }
    return object
  })

const definition = (plural: string, kind: string, shortNames: string[], scope: string, created: string): K8sObject => {
  const name = `${plural}.snapshot.storage.k8s.io`
  const object = {
    metadata: metadataOf({ kind: 'CustomResourceDefinition', namespace: '', name, created, generation: 1 }),
    spec: {
      group: 'snapshot.storage.k8s.io',
      scope,
      names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List`, shortNames },
      versions: [{ name: 'v1', served: true, storage: true }],
    },
  }
  return object
}

/** What a cluster with the snapshot controller has: its kinds, and a class for a provisioner. */
export function snapshotSupport(created: string, ...classes: ClassName[]): Objects {
  return {
    customResourceDefinitions: [
      definition('volumesnapshotclasses', 'VolumeSnapshotClass', ['vsclass', 'vsclasses'], 'Cluster', created),
      definition('volumesnapshotcontents', 'VolumeSnapshotContent', ['vsc', 'vscs'], 'Cluster', created),
      definition('volumesnapshots', 'VolumeSnapshot', ['vs'], 'Namespaced', created),
    ],
    volumeSnapshotClasses: classes.map((name) => {
      const snapshotClass = {
        metadata: metadataOf({
          kind: 'VolumeSnapshotClass',
          namespace: '',
          name: name.startsWith('ocs') ? `${name.replace('-ceph-', '-')}plugin-snapclass` : `${name}-snapclass`,
          created,
          generation: 1,
        }),
        driver: PROVISIONERS[name],
        deletionPolicy: 'Delete',
      }
      return snapshotClass
    }),
  }
}

/** A snapshot of a claim of the registry, ready to be restored. */
export function snapshot(name: string, of: string, size: string, created: string): K8sObject {
  const content = `snapcontent-${uidOf(`VolumeSnapshot ${REGISTRY_NAMESPACE}/${name}`)}`
  const object = {
    metadata: {
      ...metadataOf({ kind: 'VolumeSnapshot', namespace: REGISTRY_NAMESPACE, name, created, generation: 1 }),
      finalizers: ['snapshot.storage.kubernetes.io/volumesnapshot-bound-protection'],
    },
    spec: {
      source: { persistentVolumeClaimName: of },
      volumeSnapshotClassName: 'ocs-storagecluster-cephfsplugin-snapclass',
    },
    status: {
      boundVolumeSnapshotContentName: content,
      creationTime: created,
      readyToUse: true,
      restoreSize: size,
    },
  }
  return object
}
