import type { State } from '../server/cluster.ts'
import { withObjects } from './base.ts'
import { agoOf, plainSpec, withRegistry } from './registry.ts'
import { registryOperator } from './registryOperator.ts'
import { claim, snapshot, snapshotSupport, storageClasses } from './registryStorage.ts'

export const CLAIM = 'image-registry-storage'

const day = 1440

/** A state whose registry keeps its images on a shared file system, in two pods, with a public name. */
export function withHealthyRegistry(before: State, now: Date): State {
  const ago = agoOf(now)
  const created = ago(300 * day)
  const since = ago(9 * day)
  const storage = { managementState: 'Managed', pvc: { claim: CLAIM } }
  const state = withRegistry(before, {
    now,
    created,
    spec: { ...plainSpec, defaultRoute: true, httpSecret: '0'.repeat(128), readOnly: false, storage },
    storage,
    said: [
      { since: created, conditions: [['StorageExists', 'True', 'PVC Exists']] },
      {
        since,
        conditions: [
          ['Progressing', 'False', 'Ready', 'The registry is ready'],
          ['Available', 'True', 'Ready', 'The registry is ready'],
          ['Degraded', 'False'],
          ['Removed', 'False'],
        ],
      },
    ],
    pods: [
      { node: 'worker-0', state: { running: { startedAt: since }, ready: true }, created: since },
      { node: 'worker-1', state: { running: { startedAt: since }, ready: true }, created: since },
    ],
    routed: true,
    infrastructure: bareMetal,
  })
  return withObjects(state, {
    ...registryOperator(created, since),
    persistentVolumeClaims: [
      claim({
        name: CLAIM,
        size: '100Gi',
        mode: 'ReadWriteMany',
        storageClass: 'ocs-storagecluster-cephfs',
        created,
        byOperator: true,
      }),
    ],
    storageClasses: storageClasses(created, 'ocs-storagecluster-cephfs', 'ocs-storagecluster-ceph-rbd'),
    ...snapshotSupport(created, 'ocs-storagecluster-ceph-rbd', 'ocs-storagecluster-cephfs'),
    volumeSnapshots: [snapshot('image-registry-20261112', CLAIM, '100Gi', ago(9 * day))],
  })
}

/** What Infrastructure says of machines in one's own racks. */
export const bareMetal = { platform: 'BareMetal', platformStatus: { type: 'BareMetal', baremetal: {} } }
