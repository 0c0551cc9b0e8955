/** metadata of any Kubernetes object. Real servers leave out most of it; recorded objects have no labels, no annotations. */
export interface ObjectMeta {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string | null
  deletionTimestamp?: string
  labels?: Record<string, string> | null
  annotations?: Record<string, string> | null
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[]
  managedFields?: unknown[]
}

/** Any Kubernetes object. Items of a list carry neither apiVersion nor kind. */
export interface K8sObject {
  apiVersion?: string
  kind?: string
  metadata: ObjectMeta
}

export interface ListMeta {
  resourceVersion?: string
  /** Present while the server has more chunks of the same version. */
  continue?: string
  remainingItemCount?: number
}

export interface K8sList<T> {
  apiVersion?: string
  kind?: string
  metadata: ListMeta
  items: T[]
}

/** What the API server answers instead of an object: nearly every error, and some deletes. */
export interface Status {
  kind: 'Status'
  apiVersion?: string
  metadata?: ListMeta
  status?: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: {
    name?: string
    group?: string
    kind?: string
    uid?: string
    causes?: { reason?: string; message?: string; field?: string }[]
    retryAfterSeconds?: number
  }
  code?: number
}

export type WatchEvent<T> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: T }
  | { type: 'BOOKMARK'; object: { metadata: { resourceVersion: string } } }
  | { type: 'ERROR'; object: Status }

/** One kind of the API: everything the client must know to address it. `_object` only carries the type. */
export interface ResourceType<T extends K8sObject = K8sObject> {
  group: string
  version: string
  plural: string
  kind: string
  namespaced: boolean
  /** False for virtual kinds such as ImageStreamTag, which answer a watch with 405. */
  watchable: boolean
  readonly _object?: T
}

/** Which objects of a kind. Without a namespace: all of them. */
export interface Scope {
  namespace?: string
  labelSelector?: string
  fieldSelector?: string
}
