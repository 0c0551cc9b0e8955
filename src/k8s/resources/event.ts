import type { K8sObject, ResourceType, Scope } from '../types.ts'

/** What an event is about. */
export interface InvolvedObject {
  kind?: string
  namespace?: string
  name?: string
  uid?: string
  apiVersion?: string
  fieldPath?: string
}

export interface Event extends K8sObject {
  involvedObject: InvolvedObject
  type?: string
  reason?: string
  message?: string
  /** How often it happened; events written through events.k8s.io count in `series` instead. */
  count?: number | null
  series?: { count?: number; lastObservedTime?: string | null } | null
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  eventTime?: string | null
  source?: { component?: string; host?: string } | null
  reportingComponent?: string
  reportingInstance?: string
}

/** What happened to objects, as long as the cluster keeps it: three hours on OpenShift. */
export const Event: ResourceType<Event> = {
  group: '',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
  watchable: true,
}

/** The events about one object, as a list asks for them. */
export function eventsAbout({ kind, namespace, name }: { kind: string; namespace?: string; name: string }): Scope {
  const fields = [`involvedObject.kind=${kind}`, `involvedObject.name=${name}`]
  if (namespace !== undefined) fields.push(`involvedObject.namespace=${namespace}`)
  return { ...(namespace !== undefined && { namespace }), fieldSelector: fields.join(',') }
}

/** How often it happened: by either way of writing events. */
export function countOf({ count, series }: Event): number {
  return series?.count || count || 1
}

/** When it happened last. */
export function lastSeenOf({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: Event): string | undefined {
  return (
    series?.lastObservedTime || lastTimestamp || eventTime || firstTimestamp || metadata.creationTimestamp || undefined
  )
}

/** When it happened first. */
export function firstSeenOf({ firstTimestamp, eventTime, metadata }: Event): string | undefined {
  return firstTimestamp || eventTime || metadata.creationTimestamp || undefined
}

/** What it is about, as `oc get events` names it: "Pod/image-registry-1". */
export function subjectOf({ involvedObject: { kind = '', name = '' } }: Event): string {
  return `${kind}/${name}`
}

/** Which part of the cluster wrote it. */
export function reporterOf({ source, reportingComponent }: Event): string | undefined {
  return reportingComponent || source?.component || undefined
}
