import type { ContainerStatus, Pod } from '../k8s/resources/pod.ts'

const defaultAnnotation = 'kubectl.kubernetes.io/default-container'

/** The container whose log is meant when nobody says which, as kubectl takes it; empty where the pod does not say what it has. */
export function mainContainerOf({ metadata, spec }: Pod): string {
  const names = (spec?.containers ?? []).map(({ name = '' }) => name)
  const told = metadata.annotations?.[defaultAnnotation]
  return told !== undefined && names.includes(told) ? told : (names[0] ?? '')
}

/** Whether a pod has a container of this name; those that only begin it count. What is not known is not denied. */
export function hasContainer({ spec }: Pod, container: string): boolean {
  if (!spec) return true
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].some(({ name }) => name === container)
}

/**
 * How far a container is, as its pod says: `waiting` has never run, `stopped` will be started again, `over` will not. `terminating`:
 * its pod is being deleted.
 */
export interface ContainerRun {
  state: 'unknown' | 'waiting' | 'running' | 'terminating' | 'stopped' | 'over'
  restarts: number | undefined
}

/** How far a container of a pod is. */
export function containerRun(pod: Pod, container: string): ContainerRun {
  const { containerStatuses, initContainerStatuses, phase } = pod.status ?? {}
  const named = (statuses: readonly ContainerStatus[] | null | undefined) =>
    (statuses ?? []).find(({ name }) => name === container || container === '')
  const status = named(containerStatuses) ?? named(initContainerStatuses)
  const restarts = status?.restartCount
  if (phase === 'Succeeded' || phase === 'Failed') return { state: 'over', restarts }
  if (!status) return { state: pod.status ? 'waiting' : 'unknown', restarts }
  const { state, lastState } = status
  const running = pod.metadata.deletionTimestamp ? 'terminating' : 'running'
  if (state?.running) return { state: running, restarts }
  if (state?.terminated)
    return { state: isLast(pod, container, state.terminated.exitCode) ? 'over' : 'stopped', restarts }
  return { state: lastState?.terminated ? 'stopped' : 'waiting', restarts }
}

/** Whether a container that ended this way is not started again. */
function isLast({ metadata, spec }: Pod, container: string, exitCode = 0): boolean {
  const init = spec?.initContainers?.find(({ name }) => name === container)
  if (metadata.deletionTimestamp) return true
  if (init?.restartPolicy === 'Always') return false
  if (spec?.restartPolicy === 'Never') return true
  return exitCode === 0 && (init !== undefined || spec?.restartPolicy === 'OnFailure')
}
