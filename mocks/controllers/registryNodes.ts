import { timestamp } from '../kinds/imageTypes.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { hexOf } from '../seed/digests.ts'
import type { Later } from '../server/clock.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Controlled } from './controllers.ts'
import { controllerOf } from './cronJobs.ts'
import { backOffMessage, withContainer } from './containers.ts'
import { eventRecorder } from './eventRecorder.ts'
import { podStatus, type PodState } from './replicaSetPods.ts'
import { hasVolumes, holdersOf, placeOf, type ScheduledPod } from './scheduler.ts'

const PODS = '/pods'
const SCHEDULE = 150
const PULL = 700
const READY = 1500
const RETRY = 2000
/** After that nothing more is told of a container that fails for ever. */
const MOST_CRASHES = 6
/** Of an image that cannot be pulled. */
const MOST_TOLD = 30

/** The scheduler and the kubelets, for the pods of Deployments beside the registry: a node, its volumes, its image, then it serves. */
export function controlRegistryNodes(
  controlled: Controlled,
  later: Later,
  { pace, idle }: { pace: number; idle: boolean },
): () => void {
  const { store, now, logs, troubles } = controlled
  const tell = eventRecorder(controlled)
  const waiting = new Set<() => void>()
  /** Pods that wait for something which may change: a node, a volume, an image. */
  const blocked = new Map<string, () => void>()
  /** Pods that have their volumes. */
  const attached = new Set<string>()
  let address = 20

  const after = (milliseconds: number, act: () => void) => {
    const takeBack = later(() => {
      waiting.delete(takeBack)
      act()
    }, milliseconds * pace)
    waiting.add(takeBack)
  }
  const onward = ({ metadata }: K8sObject, goOn: (pod: ScheduledPod) => void) => {
    const pod: ScheduledPod | undefined = store.get(PODS, metadata.namespace, metadata.name)
    if (pod && pod.metadata.uid === metadata.uid) goOn(pod)
  }
  const said = (pod: ScheduledPod, reason: string, message: string, component: string, type: 'Normal' | 'Warning') =>
    tell({ about: { kind: 'Pod', apiVersion: 'v1', object: pod }, reason, message, component, type })

  function put(pod: ScheduledPod, state: PodState): void {
    const at = timestamp(now())
    const ip = pod.status?.podIP ?? `10.128.0.${(address = (address % 250) + 1)}`
    const startTime = pod.status?.startTime ?? at
    const next = { ...pod, status: podStatus(pod, state, { at, startTime, ip }) }
    const [before] = pod.status?.containerStatuses ?? []
    const { restartCount = 0, lastState = {} } = before ?? {}
    // What has failed before stays known.
    const failed = restartCount || lastState.terminated
    store.put(PODS, failed ? withContainer(next, before?.name ?? '', { restartCount, lastState }, at) : next)
  }

  /** Tries again when something in the cluster has changed. */
  function block(pod: ScheduledPod, again: (pod: ScheduledPod) => void): void {
    blocked.set(pod.metadata.uid ?? '', () => onward(pod, again))
  }

  function unblock(): void {
    const all = [...blocked.values()]
    blocked.clear()
    for (const again of all) after(SCHEDULE, again)
  }

  function schedule(pod: ScheduledPod): void {
    if (pod.spec?.nodeName) return mount(pod)
    const place = idle ? { node: 'worker-0' } : placeOf(store, pod)
    if ('why' in place) {
      const at = timestamp(now())
      const unscheduled = { type: 'PodScheduled', status: 'False', lastProbeTime: null, lastTransitionTime: at }
      const condition = { ...unscheduled, reason: 'Unschedulable', message: place.why }
      const next = { ...pod, status: { phase: 'Pending', conditions: [condition], qosClass: 'Burstable' } }
      if (!pod.status) store.put(PODS, next)
      said(pod, 'FailedScheduling', place.why, 'default-scheduler', 'Warning')
      return block(pod, schedule)
    }
    const { namespace = '', name } = pod.metadata
    const placed: ScheduledPod = { ...pod, spec: { ...pod.spec, nodeName: place.node } }
    const { status: _unscheduled, ...fresh } = placed
    if (!idle)
      said(
        pod,
        'Scheduled',
        `Successfully assigned ${namespace}/${name} to ${place.node}`,
        'default-scheduler',
        'Normal',
      )
    if (idle) return put(fresh, { running: { startedAt: timestamp(now()) }, ready: true })
    put(fresh, { waiting: { reason: 'ContainerCreating' } })
    after(SCHEDULE, () => onward(fresh, mount))
  }

  function mount(pod: ScheduledPod): void {
    if (!hasVolumes(store, pod)) return block(pod, mount)
    const held = holdersOf(store, pod, attached)
    if (!held) {
      attached.add(pod.metadata.uid ?? '')
      return pull(pod)
    }
    const message = `Multi-Attach error for volume "${held.volume}" Volume is already used by pod(s) ${held.pods.join(', ')}`
    said(pod, 'FailedAttachVolume', message, 'attachdetach-controller', 'Warning')
    block(pod, mount)
  }

  function pull(pod: ScheduledPod, tries = 0): void {
    after(tries ? RETRY : PULL, () =>
      onward(pod, (found) => {
        const { pullError, startError } = troubles
        const image = found.spec?.containers?.[0]?.image ?? ''
        if (pullError) {
          const failed = tries
            ? { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` }
            : { reason: 'ErrImagePull', message: pullError }
          if (tries < 2) put(found, { waiting: failed })
          const message = tries ? failed.message : `Failed to pull image "${image}": ${pullError}`
          if (tries < MOST_TOLD) said(found, tries ? 'BackOff' : 'Failed', message, 'kubelet', 'Warning')
          return pull(found, tries + 1)
        }
        if (startError) return crash(found, startError, tries)
        start(found)
      }),
    )
  }

  function crash(pod: ScheduledPod, why: string, tries: number): void {
    const container = pod.spec?.containers?.[0]?.name ?? ''
    const { namespace = '', name, uid = '' } = pod.metadata
    const id = `${namespace}/${name}`
    if (tries < MOST_CRASHES) {
      const at = timestamp(now())
      if (tries) logs.restart(id, container)
      logs.append(id, container, why)
      put(pod, { waiting: { reason: 'CrashLoopBackOff', message: backOffMessage(pod, container, tries + 1) } })
      const containerID = `cri-o://${hexOf(`${uid} container ${tries}`, 64)}`
      const terminated = { exitCode: 1, reason: 'Error', startedAt: at, finishedAt: at, containerID }
      const change = { restartCount: tries, lastState: { terminated } }
      onward(pod, (found) => store.put(PODS, withContainer(found, container, change, at)))
      const message = `Back-off restarting failed container ${container} in pod ${name}_${namespace}(${uid})`
      said(pod, 'BackOff', message, 'kubelet', 'Warning')
    }
    pull(pod, tries + 1)
  }

  function start(pod: ScheduledPod): void {
    const startedAt = timestamp(now())
    const container = pod.spec?.containers?.[0]?.name ?? ''
    put(pod, { running: { startedAt }, ready: false })
    const image = pod.spec?.containers?.[0]?.image ?? ''
    said(pod, 'Pulled', `Container image "${image}" already present on machine`, 'kubelet', 'Normal')
    said(pod, 'Created', `Created container ${container}`, 'kubelet', 'Normal')
    said(pod, 'Started', `Started container ${container}`, 'kubelet', 'Normal')
    const id = `${REGISTRY_NAMESPACE}/${pod.metadata.name}`
    const [before] = pod.status?.containerStatuses ?? []
    if (!before?.lastState?.terminated) logs.begin(id, container)
    else {
      const change = { restartCount: (before.restartCount ?? 0) + 1, lastState: before.lastState }
      onward(pod, (found) => store.put(PODS, withContainer(found, container, change, startedAt)))
      logs.restart(id, container)
    }
    after(READY, () => onward(pod, (found) => put(found, { running: { startedAt }, ready: true })))
  }

  const ours = (object: K8sObject) =>
    object.metadata.namespace === REGISTRY_NAMESPACE && controllerOf(object, 'ReplicaSet') !== undefined
  for (const pod of store.list(PODS, REGISTRY_NAMESPACE) as readonly ScheduledPod[])
    if (ours(pod) && pod.status?.phase === 'Pending') block(pod, schedule)
  const stops = [
    store.subscribe(PODS, ({ type, object, previous }) => {
      if (object.metadata.namespace !== REGISTRY_NAMESPACE) return
      if (type === 'ADDED' && ours(object)) after(SCHEDULE, () => onward(object, schedule))
      if (!idle && type === 'MODIFIED' && object.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp)
        for (const { name } of (object as ScheduledPod).spec?.containers ?? [])
          said(object, 'Killing', `Stopping container ${name}`, 'kubelet', 'Normal')
      if (type === 'DELETED') {
        blocked.delete(object.metadata.uid ?? '')
        attached.delete(object.metadata.uid ?? '')
        unblock()
      }
    }),
    store.subscribe('/persistentvolumeclaims', unblock),
    store.subscribe('/nodes', unblock),
  ]
  return () => {
    for (const stop of stops) stop()
    for (const takeBack of waiting) takeBack()
  }
}
