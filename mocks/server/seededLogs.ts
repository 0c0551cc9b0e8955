import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from './cluster.ts'
import type { LogLine, Logs } from './logs.ts'

interface Seeded {
  lines: readonly LogLine[] | (() => readonly LogLine[])
  /** What the container's instance before has written. */
  previous?: readonly LogLine[] | undefined
}

/** What the containers of seeded pods have written: a State has no place for it. */
const written = new WeakMap<K8sObject, Record<string, Seeded>>()

/** Gives a pod of a seed a log, or what makes one when it is read. The answer is the pod. */
export function withLog<P extends K8sObject>(
  pod: P,
  container: string,
  lines: Seeded['lines'],
  previous?: readonly LogLine[],
): P {
  written.set(pod, { ...written.get(pod), [container]: { lines, previous } })
  return pod
}

/** Lets the pods of a state have the logs they were seeded with. */
export function keepSeededLogs(state: State, logs: Logs): void {
  for (const pod of state['/api/v1/pods']?.items ?? [])
    for (const [container, { lines, previous }] of Object.entries(written.get(pod) ?? {})) {
      const id = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`
      if (previous) logs.keepPrevious(id, container, previous)
      logs.load(id, container, lines)
    }
}
