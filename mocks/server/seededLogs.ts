import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from './cluster.ts'
import type { LogLine, Logs } from './logs.ts'

/** What the containers of seeded pods have written: a State has no place for it. */
const written = new WeakMap<K8sObject, Record<string, readonly LogLine[]>>()

/** Gives a pod of a seed a log. The answer is the pod. */
export function withLog<P extends K8sObject>(pod: P, container: string, lines: readonly LogLine[]): P {
  written.set(pod, { ...written.get(pod), [container]: lines })
  return pod
}

/** Lets the pods of a state have the logs they were seeded with. */
export function keepSeededLogs(state: State, logs: Logs): void {
  for (const pod of state['/api/v1/pods']?.items ?? [])
    for (const [container, lines] of Object.entries(written.get(pod) ?? {}))
      logs.load(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`, container, lines)
}
