import type { K8sObject } from '../../src/k8s/types.ts'
import { REPLICA_SETS, type ReplicaSet } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { isReadyPod, type Pod } from '../kinds/pod.ts'
import { equal } from '../server/patch.ts'
import type { Controlled, Queue } from './controllers.ts'
import { controllerOf } from './cronJobs.ts'
import { eventRecorder } from './eventRecorder.ts'
import { podOfReplicaSet } from './replicaSetPods.ts'

export const PODS = '/pods'

/** Whether a pod counts as one of its ReplicaSet: it has neither ended nor begun to go. */
export const isActive = ({ metadata, status }: Pod) =>
  !metadata.deletionTimestamp && !['Succeeded', 'Failed'].includes(status?.phase ?? '')

/** Gives ReplicaSets beside the registry as many pods as they ask for. */
export function controlReplicaSets(controlled: Controlled, queue: Queue): () => void {
  const { store, api } = controlled
  const tell = eventRecorder(controlled)

  const podsOf = ({ metadata }: ReplicaSet): Pod[] =>
    store
      .list(PODS, metadata.namespace)
      .filter((pod) => controllerOf(pod, 'ReplicaSet')?.uid === metadata.uid && isActive(pod))

  function sync(namespace: string, name: string): void {
    const set: ReplicaSet | undefined = store.get(REPLICA_SETS, namespace, name)
    if (!set) return
    const said = (reason: string, message: string) =>
      tell({
        about: { kind: 'ReplicaSet', apiVersion: 'apps/v1', object: set },
        reason,
        message,
        component: 'replicaset-controller',
      })
    const pods = podsOf(set)
    const wanted = set.spec?.replicas ?? 0
    for (let missing = wanted - pods.length; missing > 0; missing--) {
      const { metadata } = api.create(PODS, podOfReplicaSet(set, undefined))
      said('SuccessfulCreate', `Created pod: ${metadata.name}`)
    }
    for (const { metadata } of surplus(pods, wanted)) {
      said('SuccessfulDelete', `Deleted pod: ${metadata.name}`)
      api.remove(PODS, namespace, metadata.name)
    }
    describe(namespace, name)
  }

  function describe(namespace: string, name: string): void {
    const set: ReplicaSet | undefined = store.get(REPLICA_SETS, namespace, name)
    if (!set) return
    const pods = podsOf(set)
    const ready = pods.filter(isReadyPod).length
    const status = {
      replicas: pods.length,
      ...(pods.length && { fullyLabeledReplicas: pods.length }),
      ...(ready && { readyReplicas: ready, availableReplicas: ready }),
      observedGeneration: set.metadata.generation ?? 0,
    }
    if (!equal(status, set.status)) api.update(REPLICA_SETS, { ...set, status }, 'status')
  }

  const look = (namespace: string, name: string) =>
    queue.add(`replica set ${namespace}/${name}`, () => sync(namespace, name))
  const here = ({ metadata }: K8sObject) => metadata.namespace === REGISTRY_NAMESPACE
  const stops = [
    store.subscribe(REPLICA_SETS, ({ type, object, previous }) => {
      const changed = type === 'ADDED' || object.metadata.generation !== previous?.metadata.generation
      if (here(object) && type !== 'DELETED' && changed) look(REGISTRY_NAMESPACE, object.metadata.name)
    }),
    store.subscribe(PODS, ({ object }) => {
      const owner = here(object) ? controllerOf(object, 'ReplicaSet') : undefined
      if (owner) look(REGISTRY_NAMESPACE, owner.name)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The pods that go when there are too many: those that are not ready, then the youngest. */
function surplus(pods: Pod[], wanted: number): Pod[] {
  const age = ({ metadata }: Pod) => Date.parse(metadata.creationTimestamp ?? '')
  return pods
    .toSorted((a, b) => Number(isReadyPod(a)) - Number(isReadyPod(b)) || age(b) - age(a))
    .slice(0, Math.max(0, pods.length - wanted))
}
