import type { K8sObject } from '../../src/k8s/types.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import { hexOf } from '../seed/digests.ts'
import type { Controlled } from './controllers.ts'

const EVENTS = '/events'

interface RecordedEvent extends K8sObject {
  involvedObject?: { uid?: string; kind?: string }
  reason?: string
  message?: string
  count?: number
  source?: { component?: string }
}

export interface Happening {
  about: { kind: string; apiVersion: string; object: K8sObject }
  /** Where the event itself is kept, for objects without a namespace. */
  namespace?: string
  reason: string
  message: string
  component: string
  type?: 'Normal' | 'Warning'
}

export type Tell = (happening: Happening) => void

/** Writes events as the recorder of Kubernetes does: the same one again is counted. */
export function eventRecorder({ store, now }: Pick<Controlled, 'store' | 'now'>): Tell {
  let written = 0
  return ({ about: { kind, apiVersion, object }, namespace, reason, message, component, type = 'Normal' }) => {
    const { name, uid = '', namespace: own, resourceVersion } = object.metadata
    const where = namespace ?? own ?? 'default'
    const at = timestamp(now())
    const known: RecordedEvent | undefined = (store.list(EVENTS, where) as readonly RecordedEvent[]).find(
      (event) =>
        event.involvedObject?.uid === uid &&
        event.involvedObject.kind === kind &&
        event.reason === reason &&
        event.message === message &&
        event.source?.component === component,
    )
    if (known) {
      const again: RecordedEvent & { lastTimestamp: string } = {
        ...known,
        count: (known.count ?? 1) + 1,
        lastTimestamp: at,
      }
      store.put(EVENTS, again)
      return
    }
    const suffix = hexOf(`${uid} ${reason} ${message} ${now().getTime()} ${written++}`, 16)
    const event = {
      metadata: {
        name: `${name}.${suffix}`,
        namespace: where,
        uid: crypto.randomUUID(),
        creationTimestamp: at,
      },
      involvedObject: {
        kind,
        ...(own && { namespace: own }),
        name,
        uid,
        apiVersion,
        ...(resourceVersion && { resourceVersion }),
      },
      reason,
      message,
      source: { component },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: '',
    }
    store.put(EVENTS, event)
  }
}
