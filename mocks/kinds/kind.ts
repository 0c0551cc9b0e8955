import type { K8sObject } from '../../src/k8s/types.ts'
import type { Access, Decision, ResourceAttributes, User } from '../server/access.ts'
import type { Logs } from '../server/logs.ts'
import type { FieldError } from '../server/status.ts'
import type { Store } from '../server/store.ts'

/** An object whose fields nobody has typed yet. The metadata is typed, the rest is read with the kind's own interface. */
export type AnyObject = K8sObject & { [field: string]: unknown }

/** What a kind's rules may use while they answer one request. */
export interface Call {
  store: Store
  now(): Date
  user: User
  /** The namespace and name of the URL. A list over all namespaces has no namespace, a create has no name. */
  namespace?: string
  name?: string
  query: URLSearchParams
  /** `?dryRun=All`: the generic store honours it, a virtual kind decides for itself. */
  dryRun: boolean
  /** Whether the user, or someone else, may do something as well. */
  allow(attributes: ResourceAttributes, user?: User): Decision
  access: Access
  /** What containers have written. */
  logs: Logs
  /** Ends when the client goes away. */
  signal: AbortSignal
  /** Lets a pod that is told to go do so when its node is through with it; at once unless given. */
  leave?: ((go: () => void) => void) | undefined
}

/** One column of the server's own table; `priority` 1 shows only in wide output. */
export interface PrinterColumn<T> {
  name: string
  type?: string
  format?: string
  description?: string
  priority?: number
  cell(object: T, call: Pick<Call, 'now'>): unknown
}

/** A kind that is computed from others answers these verbs itself. Errors are thrown as StatusError. */
export interface VirtualVerbs {
  get?(call: Call): K8sObject
  /** Items and the version of the list. Selectors and tables are applied by the caller. */
  list?(call: Call): { items: K8sObject[]; resourceVersion: string }
  create?(call: Call, object: AnyObject): K8sObject
  /** What a patch starts from, where that is not what `get` answers. */
  current?(call: Call): K8sObject
  /** Also serves patch: the caller gets, patches, and hands the outcome here. `created` answers 201. */
  update?(call: Call, object: AnyObject): { object: K8sObject; created?: boolean }
  /** The object that is gone, or nothing: then the answer is a Status. */
  delete?(call: Call, options: DeleteOptions): K8sObject | undefined
}

export interface DeleteOptions {
  preconditions?: { uid?: string; resourceVersion?: string }
  propagationPolicy?: string
  gracePeriodSeconds?: number
}

/** A subresource by HTTP method. What is not given here answers 405. A Response is passed on as it is. */
export interface Subresource {
  kind: string
  get?(call: Call): K8sObject | Response
  create?(call: Call, object: AnyObject): K8sObject | Response
  /** Patch goes through get and update. */
  update?(call: Call, object: AnyObject): K8sObject
}

/**
 * What is special about one kind. Names, verbs, short names and hashes are facts of the server and come from
 * mocks/data/discovery.json; a kind without rules is served by the generic code alone.
 * Objects handed in may be changed (they are copies); objects read from the store may not.
 * Functions are written as methods so that rules of every kind fit into one list (mocks/kinds/all.ts).
 */
export interface KindRules<T extends K8sObject = AnyObject> {
  group: string
  plural: string
  /** Fills in what the server fills in, before validation, on create and on update. */
  defaults?(object: T, call: Call): void
  /** Runs once the metadata is complete (generation 1). The status a client sent must be dropped here. */
  prepareCreate?(object: T, call: Call): void
  /** Same for update; metadata.generation is already raised when `generationOf` differs. */
  prepareUpdate?(object: T, old: T, call: Call): void
  validateCreate?(object: T, call: Call): FieldError[]
  validateUpdate?(object: T, old: T, call: Call): FieldError[]
  /** The part whose change raises metadata.generation; the default is everything but metadata and status. */
  generationOf?(object: T): unknown
  /** False for kinds whose metadata has no generation. Default: kinds with a spec have one. */
  hasGeneration?: boolean
  /** What a read adds to the stored object. Must be pure: answers are cached per object and `decorationKey`. */
  decorate?(object: T, store: Store): T
  /** Anything outside the object that `decorate` depends on, as text. */
  decorationKey?(store: Store): string
  /** Field selectors beyond metadata.name and metadata.namespace. */
  fields?: { path: string; of(object: T): string }[]
  columns?: PrinterColumn<T>[]
  /** What a table says about a row beside its cells, such as a pod being completed. */
  rowConditions?(object: T): object[] | undefined
  virtual?: VirtualVerbs
  /** By name, without the kind: 'layers', 'secrets'. `status` is served by generic code unless given here. */
  subresources?: Record<string, Subresource>
  /** False for kinds that a PUT must not create nor overwrite without a resourceVersion. Default true. */
  unconditionalUpdate?: boolean
  /** Delete answers the object instead of a Status (as namespaces do). */
  deleteReturnsObject?: boolean
  /** A delete that names no propagation policy leaves what the object owns. */
  orphansByDefault?: boolean
  /** Seconds an object may take to go (pods). Here it goes at once unless nodes are slow, but is seen going: deletionTimestamp, then DELETED. */
  gracePeriod?(object: T): number
}
