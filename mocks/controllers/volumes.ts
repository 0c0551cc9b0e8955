import {
  CLAIM_PROTECTION,
  CLAIMS,
  isDefaultClass,
  provisioningTrouble,
  SNAPSHOT_CLASSES,
  SNAPSHOTS,
  STORAGE_CLASSES,
} from '../kinds/volumes.ts'
import type { Claim, Snapshot, StorageClass } from '../kinds/volumes.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Controlled, Queue } from './controllers.ts'
import { eventRecorder } from './eventRecorder.ts'
import { claimsOf, type ScheduledPod } from './scheduler.ts'

type Finalized = K8sObject & { metadata: { finalizers?: string[] } }

/** Binds claims, keeps them while pods mount them, and takes snapshots, each a moment after it is asked for. */
export function controlVolumes(controlled: Controlled, binding: Queue, snapshotting: Queue): () => void {
  const { store, api, now } = controlled
  const tell = eventRecorder(controlled)

  const users = ({ metadata }: K8sObject): ScheduledPod[] =>
    (store.list('/pods', metadata.namespace) as readonly ScheduledPod[]).filter(
      (pod) => claimsOf(pod).includes(metadata.name) && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''),
    )

  function bind(namespace: string, name: string): void {
    const claim: Claim | undefined = store.get(CLAIMS, namespace, name)
    if (!claim) return
    if (claim.metadata.deletionTimestamp) return release(claim)
    if (claim.status?.phase === 'Bound') return
    const { accessModes = [], resources, storageClassName = '' } = claim.spec ?? {}
    const storageClass: StorageClass | undefined = store.get(STORAGE_CLASSES, undefined, storageClassName)
    const said = (reason: string, message: string, type: 'Normal' | 'Warning') =>
      tell({
        about: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', object: claim },
        reason,
        message,
        type,
        component: 'persistentvolume-controller',
      })
    if (!storageClass) {
      const why = storageClassName
        ? `storageclass.storage.k8s.io "${storageClassName}" not found`
        : 'no persistent volumes available for this claim and no storage class is set'
      return said(
        storageClassName ? 'ProvisioningFailed' : 'FailedBinding',
        why,
        storageClassName ? 'Warning' : 'Normal',
      )
    }
    const trouble = provisioningTrouble(claim, storageClass)
    if (trouble) return said('ProvisioningFailed', trouble, 'Warning')
    if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && !users(claim).some(({ spec }) => spec?.nodeName))
      return said('WaitForFirstConsumer', 'waiting for first consumer to be created before binding', 'Normal')
    const volumeName = `pvc-${claim.metadata.uid ?? ''}`
    const bound = api.update(CLAIMS, { ...claim, spec: { ...claim.spec, volumeName } })
    const storage = resources?.requests?.storage ?? '1Gi'
    const status = { phase: 'Bound', accessModes, capacity: { storage } }
    const next: Claim = { ...bound, status }
    api.update(CLAIMS, next, 'status')
    said('ProvisioningSucceeded', `Successfully provisioned volume ${volumeName}`, 'Normal')
  }

  /** Lets a claim go that nobody mounts any more. */
  function release(claim: Finalized): void {
    if (users(claim).length) return
    const finalizers = (claim.metadata.finalizers ?? []).filter((each) => each !== CLAIM_PROTECTION)
    const next: Finalized = { ...claim, metadata: { ...claim.metadata, finalizers } }
    api.update(CLAIMS, next)
  }

  function take(namespace: string, name: string): void {
    const found: Snapshot | undefined = store.get(SNAPSHOTS, namespace, name)
    if (!found || found.status?.readyToUse) return
    const source = found.spec?.source?.persistentVolumeClaimName ?? ''
    const claim: Claim | undefined = store.get(CLAIMS, namespace, source)
    const storageClass: StorageClass | undefined = store.get(
      STORAGE_CLASSES,
      undefined,
      claim?.spec?.storageClassName ?? '',
    )
    const provisioner = storageClass?.provisioner
    const classes = store.list(SNAPSHOT_CLASSES) as readonly (K8sObject & { driver?: string })[]
    const asked = found.spec?.volumeSnapshotClassName
    const chosen = asked
      ? classes.find(({ metadata }) => metadata.name === asked)
      : (classes.find((each) => each.driver === provisioner && isDefaultClass(each)) ??
        classes.find((each) => each.driver === provisioner))
    const why = !claim
      ? `Failed to create snapshot content with error snapshot controller failed to update ${name} on API server: cannot get claim from snapshot`
      : !chosen
        ? `Failed to get snapshot class with error ${asked ? `volumesnapshotclass.snapshot.storage.k8s.io "${asked}" not found` : 'cannot find default snapshot class'}`
        : chosen.driver !== provisioner
          ? `Failed to create snapshot: failed to get driver of volume: ${provisioner ?? ''} is not ${chosen.driver ?? ''}`
          : undefined
    const at = timestamp(now())
    const named: Snapshot =
      chosen && !asked
        ? api.update<Snapshot>(SNAPSHOTS, {
            ...found,
            spec: { ...found.spec, volumeSnapshotClassName: chosen.metadata.name },
          })
        : found
    const status = why
      ? { readyToUse: false, error: { time: at, message: why } }
      : {
          boundVolumeSnapshotContentName: `snapcontent-${found.metadata.uid ?? ''}`,
          creationTime: at,
          readyToUse: true,
          restoreSize: claim?.status?.capacity?.storage ?? '',
        }
    api.update<Snapshot>(SNAPSHOTS, { ...named, status }, 'status')
  }

  const look = (namespace = '', name: string) => binding.add(`${namespace}/${name}`, () => bind(namespace, name))
  const stops = [
    store.subscribe(CLAIMS, ({ type, object }) => {
      const { phase } = (object as Claim).status ?? {}
      if (type !== 'DELETED' && (phase !== 'Bound' || object.metadata.deletionTimestamp))
        look(object.metadata.namespace, object.metadata.name)
    }),
    store.subscribe('/pods', ({ object }) => {
      for (const name of claimsOf(object)) look(object.metadata.namespace, name)
    }),
    store.subscribe(SNAPSHOTS, ({ type, object }) => {
      const { namespace = '', name } = object.metadata
      if (type === 'ADDED') snapshotting.add(`${namespace}/${name}`, () => take(namespace, name))
      else if (type === 'MODIFIED' && object.metadata.deletionTimestamp)
        snapshotting.add(`${namespace}/${name}`, () => forget(namespace, name))
    }),
  ]

  /** Lets a snapshot go whose content is deleted. */
  function forget(namespace: string, name: string): void {
    const found = store.get(SNAPSHOTS, namespace, name)
    if (!found?.metadata.deletionTimestamp) return
    const next: Finalized = { ...found, metadata: { ...found.metadata, finalizers: [] } }
    api.update(SNAPSHOTS, next)
  }

  return () => {
    for (const stop of stops) stop()
    binding.stop()
    snapshotting.stop()
  }
}
