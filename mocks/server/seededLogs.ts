import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from './cluster.ts'
import type { LogLine, Logs } from './logs.ts'

interface Seeded {
  lines?: readonly LogLine[] | (() => readonly LogLine[])
  /** What the container's instance before has written. */
  previous?: readonly LogLine[]
}

/** What the containers of seeded pods have written: a State has no place for it. */
const written = new WeakMap<K8sObject, Record<string, Seeded>>()

const has = (pod: K8sObject, container: string, more: Seeded) =>
  written.set(pod, { ...written.get(pod), [container]: { ...written.get(pod)?.[container], ...more } })

/** Gives a pod of a seed a log, or what makes one when it is read. The answer is the pod. */
export function withLog<P extends K8sObject>(pod: P, container: string, lines: NonNullable<Seeded['lines']>): P {
  has(pod, container, { lines })
  return pod
}

/** Gives a pod of a seed the log of a container's instance before. The answer is the pod. */
export function withPreviousLog<P extends K8sObject>(pod: P, container: string, previous: readonly LogLine[]): P {
  has(pod, container, { previous })
  return pod
}

/** Lets the pods of a state have the logs they were seeded with. */
export function keepSeededLogs(state: State, logs: Logs): void {
  for (const pod of state['/api/v1/pods']?.items ?? [])
    for (const [container, { lines, previous }] of Object.entries(written.get(pod) ?? {})) {
      const id = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`
      if (previous) logs.keepPrevious(id, container, previous)
      if (lines) logs.load(id, container, lines)
    }
}
