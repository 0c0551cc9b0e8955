import type { K8sObject } from '../../src/k8s/types.ts'
import { withVolumeUse } from '../prometheus/volumeUse.ts'
import type { State } from '../server/cluster.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { at, withObjects, type Objects } from './base.ts'
import { uidOf } from './digests.ts'
import { healthy } from './healthy.ts'
import { agoOf, plainSpec, withRegistry } from './registry.ts'
import { bareMetal } from './registryHealthy.ts'
import { replicaSetName } from './registryRollout.ts'
import { claim, volumeOf } from './registryStorage.ts'

const day = 1440

/** Two pods on a claim that one node alone can have: the second one waits for ever. */
export function degraded(now: Date = new Date()): State {
  const ago = agoOf(now)
  const created = ago(120 * day)
  const since = ago(47)
  const name = 'registry-block'
  const storage = { managementState: 'Unmanaged', pvc: { claim: name } }
  const { [at.persistentVolumeClaims]: _claims, [at.volumeSnapshots]: _snapshots, ...before } = healthy(now)
  const spec = { ...plainSpec, defaultRoute: true, httpSecret: '0'.repeat(128), readOnly: false, storage }
  const message = `ReplicaSet "${replicaSetName(spec, storage)}" has timed out progressing.`
  const state = withRegistry(before, {
    now,
    created,
    spec,
    storage,
    said: [
      {
        since: created,
        conditions: [
          ['StorageExists', 'True', 'PVC Exists'],
          ['Removed', 'False'],
          ['Available', 'True', 'Ready', 'The registry is ready'],
        ],
      },
      {
        since,
        conditions: [
          ['Progressing', 'True', 'DeploymentNotCompleted', 'The deployment has not completed'],
          ['Available', 'True', 'MinimumAvailability', 'The registry has minimum availability'],
        ],
      },
      {
        since: ago(46),
        conditions: [
          ['Degraded', 'True', 'ProgressDeadlineExceeded', `Registry deployment has timed out progressing: ${message}`],
        ],
      },
    ],
    pods: [
      { node: 'worker-0', state: { running: { startedAt: ago(8 * day) }, ready: true }, created: ago(8 * day) },
      { node: 'worker-1', state: { waiting: { reason: 'ContainerCreating' } }, created: since },
    ],
    progressing: {
      since: ago(46),
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message,
    },
    routed: true,
    infrastructure: bareMetal,
  })
  return withObjects(state, {
    persistentVolumeClaims: [
      withVolumeUse(
        claim({ name, size: '100Gi', mode: 'ReadWriteOnce', storageClass: 'ocs-storagecluster-ceph-rbd', created }),
        0.972,
      ),
    ],
    ...registryPodEvents(state, name, ago),
  })
}

/** What the attach controller and the kubelet say of the pod that waits for its volume. */
function registryPodEvents(state: State, claimName: string, ago: (minutes: number) => string): Objects {
  const pods: (K8sObject & { status?: { phase?: string } })[] = (state[at.pods]?.items ?? []).filter(
    ({ metadata }) => metadata.labels?.['docker-registry'],
  )
  const running = pods.find(({ status }) => status?.phase === 'Running')
  const waiting = pods.find(({ status }) => status?.phase === 'Pending')
  if (!running || !waiting) return {}
  const volume = volumeOf(claimName)
  const { name, uid } = waiting.metadata
  const event = (
    suffix: string,
    reason: string,
    message: string,
    component: string,
    first: number,
    last: number,
    count: number,
  ) => {
    const object = {
      metadata: {
        name: `${name}.${suffix}`,
        namespace: REGISTRY_NAMESPACE,
        uid: uidOf(`Event ${suffix}`),
        creationTimestamp: ago(first),
      },
      involvedObject: { kind: 'Pod', namespace: REGISTRY_NAMESPACE, name, uid, apiVersion: 'v1' },
      reason,
      message,
      source: { component, ...(component === 'kubelet' && { host: 'worker-1' }) },
      firstTimestamp: ago(first),
      lastTimestamp: ago(last),
      count,
      type: reason === 'Scheduled' ? 'Normal' : 'Warning',
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
    }
    return object
  }
  return {
    events: [
      event(
        '17aa01c2b3d4e501',
        'Scheduled',
        `Successfully assigned ${REGISTRY_NAMESPACE}/${name} to worker-1`,
        'default-scheduler',
        47,
        47,
        1,
      ),
      event(
        '17aa01c2b3d4e502',
        'FailedAttachVolume',
        `Multi-Attach error for volume "${volume}" Volume is already used by pod(s) ${running.metadata.name}`,
        'attachdetach-controller',
        47,
        47,
        1,
      ),
      event(
        '17aa01c2b3d4e503',
        'FailedMount',
        'Unable to attach or mount volumes: unmounted volumes=[registry-storage], unattached volumes=[registry-storage registry-tls ca-trust-extracted registry-certificates trusted-ca installation-pull-secrets bound-sa-token]: timed out waiting for the condition',
        'kubelet',
        45,
        2,
        20,
      ),
    ],
  }
}
