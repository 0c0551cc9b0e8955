import { timestamp } from '../kinds/imageTypes.ts'
import type { ContainerStatus, Pod } from '../kinds/pod.ts'
import { hexOf } from '../seed/digests.ts'
import type { Later } from '../server/clock.ts'
import type { Logs } from '../server/logs.ts'
import type { Store } from '../server/store.ts'
import { eventRecorder } from './eventRecorder.ts'

const PODS = '/pods'

/** How a container ends before its time. */
export interface Crash {
  /** 'namespace/name' */
  pod: string
  /** Its first one unless told. */
  container?: string
  /** OOMKilled, Error, Completed, ContainerCannotRun … */
  reason?: string
  exitCode?: number
  /** Its last words. */
  lines?: string[]
  /** How often in a row it ends; the kubelet waits longer each time. Once unless told. */
  times?: number
  /** It is never started again. */
  stay?: boolean
}

interface CrashOptions {
  store: Store
  logs: Logs
  now(): Date
  later: Later
}

const RESTART = 300
const SERVES = 1500
const LIVES = 800
/** For each ten seconds that the kubelet says it waits. */
const BACK_OFF = 2000
const CONDITIONS = new Set(['Ready', 'ContainersReady'])

/** A pod with another status of one of its containers; the pod is ready when all are. */
export function withContainer(pod: Pod, container: string, change: Partial<ContainerStatus>, at: string): Pod {
  const statuses = pod.status?.containerStatuses ?? []
  const containerStatuses = statuses.map((each) => (each.name === container ? { ...each, ...change } : each))
  const unready = containerStatuses.filter(({ ready }) => !ready).map(({ name }) => name)
  const status = unready.length ? 'False' : 'True'
  const conditions = pod.status?.conditions?.map((condition) => {
    const { reason: _reason, message: _message, ...plain } = condition
    if (!CONDITIONS.has(condition.type)) return condition
    const lastTransitionTime = condition.status === status ? condition.lastTransitionTime : at
    const why = { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` }
    return { ...plain, status, lastTransitionTime, ...(unready.length && why) }
  })
  return { ...pod, status: { ...pod.status, ...(conditions && { conditions }), containerStatuses } }
}

/** What the kubelet says while it waits before it starts a container once more; `turn` counts from 1. */
export function backOffMessage({ metadata }: Pod, container: string, turn: number): string {
  const { namespace = '', name, uid = '' } = metadata
  const seconds = Math.min(300, 10 * 2 ** (turn - 1))
  const text = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
  return `back-off ${text} restarting failed container=${container} pod=${name}_${namespace}(${uid})`
}

/** Lets containers end, as if they were killed or had failed, and start again as the kubelet lets them. */
export function crasher({ store, logs, now, later }: CrashOptions): (crash: Crash) => void {
  const tell = eventRecorder({ store, now })
  return (crash) => {
    const { pod: id, reason = 'Error', exitCode = reason === 'OOMKilled' ? 137 : 1, stay = false } = crash
    const [namespace = '', name = ''] = id.split('/')
    const first: Pod | undefined = store.get(PODS, namespace, name)
    const container = crash.container ?? first?.spec?.containers?.[0]?.name
    if (!first || container === undefined) throw new Error(`no pod ${id}`)
    const { uid } = first.metadata
    const change = (to: (status: ContainerStatus) => Partial<ContainerStatus>): Pod | undefined => {
      const pod: Pod | undefined = store.get(PODS, namespace, name)
      const status = pod?.status?.containerStatuses?.find((each) => each.name === container)
      if (!pod || !status || pod.metadata.uid !== uid) return undefined
      const changed = withContainer(pod, container, to(status), timestamp(now()))
      store.put(PODS, changed)
      return changed
    }
    const said = (why: string, message: string, type: 'Normal' | 'Warning', object = first) =>
      tell({ about: { kind: 'Pod', apiVersion: 'v1', object }, reason: why, message, component: 'kubelet', type })

    end(crash.times ?? 1)

    function end(left: number): void {
      for (const line of crash.lines ?? []) logs.append(id, container ?? '', line)
      logs.end(id, container ?? '')
      let turn = 0
      const pod = change(({ restartCount = 0, state, containerID }) => {
        turn = restartCount
        const startedAt = state?.running?.startedAt ?? timestamp(now())
        const terminated = {
          exitCode,
          reason,
          startedAt,
          finishedAt: timestamp(now()),
          ...(containerID && { containerID }),
        }
        return { state: { terminated }, ready: false, started: false }
      })
      if (!pod) return
      // The first time it is started at once.
      if (turn === 0 && !stay) return void later(() => start(left - 1), RESTART)
      later(() => wait(left, turn), RESTART)
    }

    function wait(left: number, turn: number): void {
      const pod = change(({ state, lastState }) => ({
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: backOffMessage(first ?? { metadata: { name } }, container ?? '', turn || 1),
          },
        },
        lastState: state?.terminated ? { terminated: state.terminated } : (lastState ?? {}),
      }))
      if (!pod) return
      const object = `${container ?? ''} in pod ${name}_${namespace}(${uid ?? ''})`
      const grumble = (again: number) => {
        if (store.get(PODS, namespace, name)?.metadata.uid !== uid) return
        said('BackOff', `Back-off restarting failed container ${object}`, 'Warning')
        if (again > 1) later(() => grumble(again - 1), BACK_OFF / 2)
      }
      grumble(stay ? 30 : 2)
      if (!stay) later(() => start(left - 1), BACK_OFF * Math.min(turn || 1, 4))
    }

    function start(left: number): void {
      const pod = change(({ state, lastState, restartCount = 0 }) => ({
        state: { running: { startedAt: timestamp(now()) } },
        lastState: state?.terminated ? { terminated: state.terminated } : (lastState ?? {}),
        restartCount: restartCount + 1,
        started: true,
        containerID: `cri-o://${hexOf(`${uid ?? ''} container ${restartCount + 1}`, 64)}`,
      }))
      if (!pod) return
      logs.restart(id, container ?? '')
      said('Created', `Created container ${container ?? ''}`, 'Normal')
      said('Started', `Started container ${container ?? ''}`, 'Normal')
      if (left > 0) later(() => end(left), LIVES)
      else later(() => void change(({ state }) => (state?.running ? { ready: true } : {})), SERVES)
    }
  }
}
