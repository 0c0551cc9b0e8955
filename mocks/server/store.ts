import type { K8sObject } from '../../src/k8s/types.ts'

/** `group/plural`; the core group is empty: '/pods'. */
export type ResourceName = `${string}/${string}`

export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  object: K8sObject
  /** What a MODIFIED or DELETED object was before: selectors need it. */
  previous?: K8sObject
  revision: number
}

/** Revisions of one etcd. OpenShift keeps the aggregated kinds in one of their own, with smaller numbers. */
class Etcd {
  revision = 0
  compactedAt = 0
}

/** One kind's objects: by key, sorted by key on demand, and what happened to them. */
class Shelf {
  readonly objects = new Map<string, K8sObject>()
  readonly listeners = new Set<(change: Change) => void>()
  log: Change[] = []
  /** The sorted objects of the present revision; never changed in place, so that a chunked list can go on reading its own version. */
  sorted: readonly K8sObject[] | undefined
  readonly snapshots = new Map<number, readonly K8sObject[]>()
  readonly etcd: Etcd
  constructor(etcd: Etcd) {
    this.etcd = etcd
  }
}

const LOG_LENGTH = 10_000
const SNAPSHOTS = 20

/** The key an object is sorted by: `namespace/name`, or the name alone. */
export const keyOf = ({ metadata }: K8sObject) =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name

const sortedByKey = (objects: Map<string, K8sObject>) =>
  [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)

/** The first index whose key is not less than `key`. */
export function lowerBound(objects: readonly K8sObject[], key: string): number {
  let [low, high] = [0, objects.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const object = objects[middle]
    if (object && keyOf(object) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** etcd in small: revisions, objects by kind and key, a log of changes, listeners. Knows nothing of HTTP. Objects in it are never changed. */
export class Store {
  readonly #etcds = { openshift: new Etcd(), kube: new Etcd() }
  readonly #shelves = new Map<ResourceName, Shelf>()

  #shelf(resource: ResourceName): Shelf {
    const known = this.#shelves.get(resource)
    if (known) return known
    const shelf = new Shelf(this.#etcds[etcdOf(resource)])
    this.#shelves.set(resource, shelf)
    return shelf
  }

  /** Puts objects in as they are, resourceVersion included; versions go on above the highest one seen. Call `seeded` at the end. */
  seed(resource: ResourceName, objects: K8sObject[]): void {
    const shelf = this.#shelf(resource)
    for (const object of objects) {
      shelf.objects.set(keyOf(object), object)
      shelf.etcd.revision = Math.max(shelf.etcd.revision, Number(object.metadata.resourceVersion) || 0)
    }
    shelf.sorted = undefined
  }

  /**
   * Ends seeding: a watch can start from here, not from before. Objects without a version get one, in place, so that
   * stores of the same state go on sharing them.
   */
  seeded(): void {
    for (const { objects, etcd } of this.#shelves.values())
      for (const { metadata } of objects.values()) metadata.resourceVersion ??= String(++etcd.revision)
    this.compact()
  }

  /** The present revision of the etcd a kind lives in. */
  revision(resource: ResourceName): number {
    return this.#shelf(resource).etcd.revision
  }

  get(resource: ResourceName, namespace: string | undefined, name: string): K8sObject | undefined {
    return this.#shelf(resource).objects.get(namespace ? `${namespace}/${name}` : name)
  }

  /** All objects of a kind, or those of one namespace, sorted by key. `at` reads an older version that `hold` kept. */
  list(resource: ResourceName, namespace?: string, at?: number): readonly K8sObject[] {
    const shelf = this.#shelf(resource)
    const all =
      (at === undefined ? undefined : shelf.snapshots.get(at)) ?? (shelf.sorted ??= sortedByKey(shelf.objects))
    if (!namespace) return all
    return all.slice(lowerBound(all, `${namespace}/`), lowerBound(all, `${namespace}0`))
  }

  /** Keeps the present version of a kind readable for the next chunks of a list. */
  hold(resource: ResourceName): void {
    const shelf = this.#shelf(resource)
    shelf.snapshots.set(shelf.etcd.revision, this.list(resource))
    const oldest = shelf.snapshots.keys().next().value
    if (shelf.snapshots.size > SNAPSHOTS && oldest !== undefined) shelf.snapshots.delete(oldest)
  }

  /** Whether a chunked list that began at this version can go on. */
  holds(resource: ResourceName, at: number): boolean {
    return this.#shelf(resource).snapshots.has(at)
  }

  /** Creates or replaces an object under its own namespace and name; gives it the next resourceVersion. */
  put(resource: ResourceName, object: K8sObject): K8sObject {
    const shelf = this.#shelf(resource)
    const key = keyOf(object)
    const previous = shelf.objects.get(key)
    const revision = ++shelf.etcd.revision
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }
    shelf.objects.set(key, stored)
    if (shelf.sorted) {
      const index = lowerBound(shelf.sorted, key)
      shelf.sorted = previous ? shelf.sorted.with(index, stored) : shelf.sorted.toSpliced(index, 0, stored)
    }
    this.#publish(
      shelf,
      previous ? { type: 'MODIFIED', object: stored, previous, revision } : { type: 'ADDED', object: stored, revision },
    )
    return stored
  }

  /** Removes an object. The answer is its last state under the version of its removal. */
  remove(resource: ResourceName, namespace: string | undefined, name: string): K8sObject | undefined {
    const shelf = this.#shelf(resource)
    const key = namespace ? `${namespace}/${name}` : name
    const previous = shelf.objects.get(key)
    if (!previous) return undefined
    const revision = ++shelf.etcd.revision
    shelf.objects.delete(key)
    if (shelf.sorted) shelf.sorted = shelf.sorted.toSpliced(lowerBound(shelf.sorted, key), 1)
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(revision) } }
    this.#publish(shelf, { type: 'DELETED', object, previous, revision })
    return object
  }

  /** Removes everything that lives in a namespace. */
  removeNamespace(namespace: string): void {
    for (const resource of this.#shelves.keys())
      for (const { metadata } of this.list(resource, namespace)) this.remove(resource, namespace, metadata.name)
  }

  /** The changes of a kind after a revision, or the oldest revision still known when that one is gone. */
  since(resource: ResourceName, revision: number): { changes: Change[] } | { tooOld: number } {
    const { etcd, log } = this.#shelf(resource)
    if (revision < etcd.compactedAt) return { tooOld: etcd.compactedAt }
    return { changes: log.filter((change) => change.revision > revision) }
  }

  /** Calls the listener on every later change of a kind. The answer ends that. */
  subscribe(resource: ResourceName, listener: (change: Change) => void): () => void {
    const { listeners } = this.#shelf(resource)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  /** Forgets all history: older watches and continue tokens get 410. */
  compact(): void {
    for (const etcd of Object.values(this.#etcds)) etcd.compactedAt = etcd.revision
    for (const shelf of this.#shelves.values()) {
      shelf.log = []
      shelf.snapshots.clear()
    }
  }

  #publish(shelf: Shelf, change: Change) {
    shelf.log.push(change)
    if (shelf.log.length > LOG_LENGTH) {
      const cut = shelf.log.splice(0, LOG_LENGTH / 10)
      shelf.etcd.compactedAt = Math.max(shelf.etcd.compactedAt, cut.at(-1)?.revision ?? 0)
    }
    for (const listener of shelf.listeners) listener(change)
  }
}

const OPENSHIFT_ETCD = new Set(
  ['image', 'route', 'project', 'build', 'apps', 'template', 'user', 'oauth', 'quota', 'security'].map(
    (name) => `${name}.openshift.io`,
  ),
)

/** Which etcd a kind lives in: the aggregated OpenShift API server has its own. */
export const etcdOf = (resource: ResourceName) =>
  OPENSHIFT_ETCD.has(resource.slice(0, resource.indexOf('/'))) ? 'openshift' : 'kube'
