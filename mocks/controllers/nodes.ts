import type { Container, PodSpec } from '../kinds/podTemplate.ts'
import type { ContainerStatus, Pod } from '../kinds/pod.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import { hexOf } from '../seed/digests.ts'
import type { Later } from '../server/clock.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Controlled } from './controllers.ts'
import { controllerOf } from './cronJobs.ts'
import { nothing, programOf } from './programs.ts'

const PODS = '/pods'

/** What is wrong with the nodes of a cluster. */
export interface NodeTroubles {
  /** Why no image can be pulled; containers wait as long as there is a reason. */
  pullError?: string | undefined
  /** What the registry writes before it ends as soon as it is started. */
  startError?: string | undefined
  /** What the store of images answers to the operator that looks at it: a bucket that cannot be reached. */
  storageError?: { reason: string; message: string } | undefined
  /** Milliseconds that a pod takes to go once it is told to. */
  endsAfter?: number | undefined
}

interface ContainerState {
  waiting?: { reason: string; message?: string }
  running?: { startedAt: string }
  terminated?: { exitCode: number; reason: string; message?: string; startedAt: string; finishedAt: string }
}

type RunningPod = K8sObject & Omit<Pod, 'spec'> & { spec?: PodSpec & { nodeName?: string } }

const CREATE = 150
const PULL = 700
const BACK_OFF = 1500
const END = 250

/** The kubelets, for the pods of jobs: they pull, run what the first container says, write its log, and say how it ended. */
export function controlNodes(
  { store, now, logs, troubles }: Controlled,
  later: Later,
  { pace, idle }: { pace: number; idle: boolean },
): () => void {
  const waiting = new Set<() => void>()
  let address = 10

  const after = (milliseconds: number, act: () => void) => {
    const takeBack = later(() => {
      waiting.delete(takeBack)
      act()
    }, milliseconds * pace)
    waiting.add(takeBack)
  }

  /** Goes on with a pod unless it has been deleted. */
  const onward = (uid: string | undefined, key: K8sObject['metadata'], goOn: (pod: RunningPod) => void) => {
    const pod: RunningPod | undefined = store.get(PODS, key.namespace, key.name)
    if (pod && pod.metadata.uid === uid) goOn(pod)
  }

  function put(pod: RunningPod, phase: string, state: ContainerState): void {
    const at = timestamp(now())
    const container = pod.spec?.containers?.[0]
    const ready = phase === 'Running'
    const old = pod.status
    const ip = old?.podIP ?? `10.128.0.${(address = (address % 250) + 1)}`
    const qosClass = container?.resources?.requests ? 'Burstable' : 'BestEffort'
    const status: ContainerStatus & Record<string, unknown> = {
      name: container?.name ?? '',
      state,
      lastState: {},
      ready,
      restartCount: 0,
      image: container?.image ?? '',
      imageID: '',
      ...(!state.waiting && { containerID: `cri-o://${hexOf(`${pod.metadata.uid ?? ''} container`, 64)}` }),
      started: ready,
    }
    const next = {
      ...pod,
      status: {
        phase,
        conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
          type,
          status: ready ? 'True' : 'False',
          lastProbeTime: null,
          lastTransitionTime: at,
        })),
        hostIP: '127.0.0.1',
        ...(!state.waiting && { podIP: ip, podIPs: [{ ip }] }),
        startTime: old?.startTime ?? at,
        containerStatuses: [status],
        qosClass,
      },
    }
    store.put(PODS, next)
  }

  function pull({ metadata }: RunningPod, tries = 0): void {
    after(tries ? BACK_OFF : PULL, () =>
      onward(metadata.uid, metadata, (pod) => {
        const { pullError } = troubles
        const image = pod.spec?.containers?.[0]?.image ?? ''
        if (!pullError) return run(pod)
        const waits = tries
          ? { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` }
          : { reason: 'ErrImagePull', message: pullError }
        put(pod, 'Pending', { waiting: waits })
        pull(pod, tries + 1)
      }),
    )
  }

  function run({ metadata, spec }: RunningPod): void {
    const startedAt = timestamp(now())
    const container = spec?.containers?.[0]
    onward(metadata.uid, metadata, (pod) => put(pod, 'Running', { running: { startedAt } }))
    if (!container) return
    const program = idle ? nothing() : programOf(container, { store, now })
    const id = `${metadata.namespace ?? ''}/${metadata.name}`
    const go = () =>
      onward(metadata.uid, metadata, (pod) => {
        const { value, done } = program.next()
        if (done)
          return after(END, () => onward(metadata.uid, metadata, (last) => end(last, container, value, startedAt)))
        for (const line of value.lines ?? []) logs.append(id, container.name, line)
        after(value.wait, go)
        return pod
      })
    after(CREATE, go)
  }

  function end(pod: RunningPod, container: Container, exitCode: number, startedAt: string): void {
    const written = logs.lines(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`, container.name)
    const message =
      exitCode && container.terminationMessagePolicy === 'FallbackToLogsOnError'
        ? lastOf(written.map(({ text }) => text))
        : ''
    put(pod, exitCode ? 'Failed' : 'Succeeded', {
      terminated: {
        exitCode,
        reason: exitCode ? 'Error' : 'Completed',
        ...(message && { message }),
        startedAt,
        finishedAt: timestamp(now()),
      },
    })
  }

  const stop = store.subscribe(PODS, ({ type, object }) => {
    if (type !== 'ADDED' || !controllerOf(object, 'Job')) return
    after(CREATE, () =>
      onward(object.metadata.uid, object.metadata, (pod) => {
        put(pod, 'Pending', { waiting: { reason: 'ContainerCreating' } })
        pull(pod)
      }),
    )
  })
  return () => {
    stop()
    for (const takeBack of waiting) takeBack()
  }
}

const MOST_LINES = 80
const MOST_BYTES = 2048

/** The end of a log, as much of it as a termination message may have. */
function lastOf(lines: string[]): string {
  const text = lines
    .slice(-MOST_LINES)
    .map((line) => `${line}\n`)
    .join('')
  return text.slice(-MOST_BYTES)
}
