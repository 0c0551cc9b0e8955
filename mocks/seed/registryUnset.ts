import type { State } from '../server/cluster.ts'
import type { Said } from '../controllers/conditions.ts'
import { removed as removedSays } from '../controllers/registryStatus.ts'
import { base, withObjects } from './base.ts'
import { namespace, roleBinding } from './builders.ts'
import { samplesConfig } from './clusterConfigs.ts'
import { agoOf, plainSpec, withRegistry } from './registry.ts'
import { bareMetal } from './registryHealthy.ts'
import { registryOperator } from './registryOperator.ts'
import { withoutPruningOfTheRegistry } from './registryRemoved.ts'
import { claim, snapshotSupport, storageClasses } from './registryStorage.ts'
import { sampleStreams } from './samples.ts'

const day = 1440

/** A cluster just installed on machines of one's own, with storage to choose from. */
function installed(now: Date): State {
  const ago = agoOf(now)
  const created = ago(2 * day)
  const { streams, images } = sampleStreams(ago)
  const claims = [
    claim({
      name: 'registry-data',
      size: '200Gi',
      mode: 'ReadWriteMany',
      storageClass: 'ocs-storagecluster-cephfs',
      created: ago(day),
    }),
    claim({
      name: 'registry-small',
      size: '40Gi',
      mode: 'ReadWriteMany',
      storageClass: 'ocs-storagecluster-cephfs',
      created: ago(day),
    }),
    claim({
      name: 'registry-nfs',
      size: '500Gi',
      mode: 'ReadWriteMany',
      storageClass: 'nfs-client',
      created: ago(day),
    }),
    claim({
      name: 'registry-block',
      size: '100Gi',
      mode: 'ReadWriteOnce',
      storageClass: 'lvms-vg1',
      created: ago(day),
      pending: true,
    }),
  ]
  return withObjects(base(), {
    ...registryOperator(created),
    namespaces: [namespace('payments', created, { 'openshift.io/display-name': 'Payments' })],
    roleBindings: [roleBinding('payments', 'edit', ['dev'], created)],
    imageStreams: streams,
    images,
    samplesConfigs: [samplesConfig(created)],
    persistentVolumeClaims: claims,
    storageClasses: storageClasses(created, 'lvms-vg1', 'ocs-storagecluster-cephfs', 'nfs-client'),
    ...snapshotSupport(created, 'ocs-storagecluster-cephfs'),
  })
}

const { managementState: _managed, ...unmanagedSpec } = plainSpec

/** Bare metal after its installation: the operator found no storage to share, and came up Removed. */
export function removed(now: Date = new Date()): State {
  const created = agoOf(now)(2 * day)
  return withoutPruningOfTheRegistry(
    withRegistry(installed(now), {
      now,
      created,
      spec: { ...unmanagedSpec, managementState: 'Removed', replicas: 1, storage: {} },
      storage: {},
      said: [{ since: created, conditions: removedSays }],
      pods: [],
      infrastructure: bareMetal,
    }),
  )
}

const notConfigured = 'storage backend not configured'

/** What a Config says that is Managed and has no storage, nor a platform that has one by default. */
const incomplete: Said[] = [
  ['Progressing', 'False', 'Error', `Unable to apply resources: ${notConfigured}`],
  ['Available', 'False', 'StorageNotConfigured', `Error: ${notConfigured}`],
  ['Degraded', 'True', 'StorageNotConfigured', `Error: ${notConfigured}`],
  ['Removed', 'False'],
]

/** Bare metal whose registry was switched on before it had storage. */
export function storageMissing(now: Date = new Date()): State {
  const ago = agoOf(now)
  return withoutPruningOfTheRegistry(
    withRegistry(installed(now), {
      now,
      created: ago(2 * day),
      spec: { ...plainSpec, httpSecret: '0'.repeat(128), replicas: 1, storage: {} },
      storage: {},
      said: [{ since: ago(35), conditions: incomplete }],
      pods: [],
      infrastructure: bareMetal,
    }),
  )
}
