import type { K8sObject } from '../../src/k8s/types.ts'
import { DEPLOYMENTS, REPLICA_SETS, type Deployment, type ReplicaSet } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { isReadyPod, type Pod } from '../kinds/pod.ts'
import { equal } from '../server/patch.ts'
import type { Later } from '../server/clock.ts'
import type { Controlled, Queue } from './controllers.ts'
import { controllerOf } from './cronJobs.ts'
import { deploymentStatus, rollingLimits } from './deploymentStatus.ts'
import { eventRecorder } from './eventRecorder.ts'
import { controlReplicaSets, isActive, PODS } from './replicaSets.ts'
import { replicaSetOf, revisionOf, withoutHash } from './replicaSetPods.ts'

const REVISION = 'deployment.kubernetes.io/revision'

/** How long pods take to end. */
const GOING = 1000

/** Rolls out the Deployments beside the registry: ReplicaSets for their templates, a step at a time, and says how far it is. */
export function controlDeployments(controlled: Controlled, queue: Queue, later: Later, pace: number): () => void {
  const { store, now, api } = controlled
  const tell = eventRecorder(controlled)
  /** When a rollout got further last, by uid, and the clock that ends its patience. */
  const progressed = new Map<string, { at: number; counts: string; takeBack(): void }>()

  const setsOf = ({ metadata }: Deployment): ReplicaSet[] =>
    store
      .list(REPLICA_SETS, metadata.namespace)
      .filter((object) => controllerOf(object, 'Deployment')?.uid === metadata.uid)
  const podsOf = ({ metadata }: ReplicaSet): Pod[] =>
    store
      .list(PODS, metadata.namespace)
      .filter((pod) => controllerOf(pod, 'ReplicaSet')?.uid === metadata.uid && isActive(pod))
  const ready = (set: ReplicaSet) => podsOf(set).filter(isReadyPod).length

  function scale(deployment: Deployment, set: ReplicaSet, replicas: number): ReplicaSet {
    const from = set.spec?.replicas ?? 0
    if (from === replicas) return set
    const how = replicas > from ? 'up' : 'down'
    tell({
      about: { kind: 'Deployment', apiVersion: 'apps/v1', object: deployment },
      reason: 'ScalingReplicaSet',
      message: `Scaled ${how} replica set ${set.metadata.name} to ${replicas} from ${from}`,
      component: 'deployment-controller',
    })
    return api.update(REPLICA_SETS, { ...set, spec: { ...set.spec, replicas } })
  }

  /** The ReplicaSet of the present template, made if there is none yet. */
  function newest(deployment: Deployment, sets: ReplicaSet[]): ReplicaSet {
    const latest = Math.max(0, ...sets.map(revisionOf))
    const found = sets.find(
      ({ spec }) => spec?.template && equal(withoutHash(spec.template), deployment.spec?.template),
    )
    if (!found) return api.create(REPLICA_SETS, replicaSetOf(deployment, 0, latest + 1))
    if (revisionOf(found) === latest) return found
    const annotations = { ...found.metadata.annotations, [REVISION]: String(latest + 1) }
    return api.update(REPLICA_SETS, { ...found, metadata: { ...found.metadata, annotations } })
  }

  function roll(deployment: Deployment, current: ReplicaSet, old: ReplicaSet[]): void {
    const desired = deployment.spec?.replicas ?? 1
    const size = (set: ReplicaSet) => set.spec?.replicas ?? 0
    const total = (sets: ReplicaSet[]) => sets.reduce((sum, set) => sum + size(set), 0)
    if (deployment.spec?.strategy?.type === 'Recreate') {
      for (const set of old) scale(deployment, set, 0)
      if (!old.some((set) => podsOf(set).length)) scale(deployment, current, desired)
      return
    }
    const { surge, unavailable } = rollingLimits(deployment)
    const room = Math.max(0, desired + surge - total([current, ...old]))
    const grown = size(current) > desired ? desired : Math.min(desired, size(current) + room)
    const scaled = scale(deployment, current, grown)
    const available = ready(current) + old.reduce((sum, set) => sum + ready(set), 0)
    const fewest = desired - unavailable
    let most = total([scaled, ...old]) - fewest - Math.max(0, size(scaled) - ready(scaled))
    let spare = available - fewest
    for (const set of old) {
      // Pods that do nothing go first; those at work only as long as enough are left.
      const idle = Math.min(most, size(set) - Math.min(size(set), ready(set)))
      const working = Math.max(0, Math.min(most - Math.max(0, idle), spare, size(set) - Math.max(0, idle)))
      const gone = Math.max(0, idle) + working
      most -= gone
      spare -= working
      if (gone > 0) scale(deployment, set, size(set) - gone)
    }
  }

  function describe(name: string): void {
    const deployment: Deployment | undefined = store.get(DEPLOYMENTS, REGISTRY_NAMESPACE, name)
    if (!deployment) return
    const sets = setsOf(deployment)
    const current = newest(deployment, sets)
    const pods = (of: ReplicaSet[]) => of.reduce((sum, set) => sum + podsOf(set).length, 0)
    const counts = {
      replicas: pods(sets),
      updatedReplicas: pods([current]),
      readyReplicas: sets.reduce((sum, set) => sum + ready(set), 0),
    }
    const uid = deployment.metadata.uid ?? ''
    const patience = (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000 * pace
    const text = `${current.metadata.name} ${JSON.stringify(counts)}`
    let last = progressed.get(uid)
    if (last?.counts !== text) {
      last?.takeBack()
      last = { at: now().getTime(), counts: text, takeBack: later(() => look(name), patience) }
      progressed.set(uid, last)
    }
    const progress = now().getTime() - last.at >= patience ? 'stuck' : 'going'
    const status = deploymentStatus(deployment, current.metadata.name, counts, progress, now())
    const annotations = { ...deployment.metadata.annotations, [REVISION]: String(revisionOf(current)) }
    const noted = equal(annotations, deployment.metadata.annotations)
      ? deployment
      : api.update(DEPLOYMENTS, { ...deployment, metadata: { ...deployment.metadata, annotations } })
    if (!equal(status, deployment.status)) api.update(DEPLOYMENTS, { ...noted, status }, 'status')
  }

  function sync(name: string): void {
    const deployment: Deployment | undefined = store.get(DEPLOYMENTS, REGISTRY_NAMESPACE, name)
    if (!deployment) return
    if (deployment.metadata.deletionTimestamp) {
      collect(deployment)
      const { observedGeneration, conditions } = deployment.status ?? {}
      const none = { ...(observedGeneration && { observedGeneration }), ...(conditions && { conditions }) }
      const emptied: Deployment = { ...deployment, status: none }
      if (deployment.status?.replicas) store.put(DEPLOYMENTS, emptied)
      later(() => finish(deployment), GOING * pace)
      return
    }
    const current = newest(deployment, setsOf(deployment))
    const old = setsOf(deployment).filter(({ metadata }) => metadata.uid !== current.metadata.uid)
    roll(deployment, current, old)
    describe(name)
  }

  function collect(gone: K8sObject): void {
    for (const set of setsOf(gone)) {
      api.remove(REPLICA_SETS, set.metadata.namespace, set.metadata.name)
      for (const pod of podsOf(set)) api.remove(PODS, pod.metadata.namespace, pod.metadata.name)
    }
    progressed.get(gone.metadata.uid ?? '')?.takeBack()
  }

  /** Lets a Deployment go once its pods have gone. */
  function finish({ metadata }: Deployment): void {
    const found = store.get(DEPLOYMENTS, metadata.namespace, metadata.name)
    if (found?.metadata.uid === metadata.uid) store.remove(DEPLOYMENTS, metadata.namespace, metadata.name)
  }

  const look = (name: string) => queue.add(`deployment ${name}`, () => sync(name))
  const here = ({ metadata }: K8sObject) => metadata.namespace === REGISTRY_NAMESPACE
  const stops = [
    store.subscribe(DEPLOYMENTS, ({ type, object }) => {
      if (!here(object)) return
      if (type === 'DELETED') queue.add(`gone ${object.metadata.uid ?? ''}`, () => collect(object))
      else look(object.metadata.name)
    }),
    store.subscribe(REPLICA_SETS, ({ type, object }) => {
      const owner = controllerOf(object, 'Deployment')
      if (here(object) && type !== 'DELETED' && owner) look(owner.name)
    }),
    controlReplicaSets(controlled, queue),
  ]
  return () => {
    for (const stop of stops) stop()
    for (const { takeBack } of progressed.values()) takeBack()
    queue.stop()
  }
}
