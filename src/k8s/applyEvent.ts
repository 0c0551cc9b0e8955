import type { K8sList, K8sObject, ObjectMeta, WatchEvent } from './types.ts'

/** A watch event without ERROR, which never touches the data. */
export type ChangeEvent<T> = Exclude<WatchEvent<T>, { type: 'ERROR' }>

/** The list after one watch event. Pure; returns the same list when the event changes nothing. */
export function applyEvent<T extends K8sObject>(list: K8sList<T>, event: ChangeEvent<T>): K8sList<T> {
  return applyEvents(list, [event])
}

/** The list after some watch events, in one pass however many they are. Moves the version of the list to that of the last event. */
export function applyEvents<T extends K8sObject>(list: K8sList<T>, events: readonly ChangeEvent<T>[]): K8sList<T> {
  let { resourceVersion } = list.metadata
  for (const { object } of events) {
    if (isNewer(object.metadata, { resourceVersion })) resourceVersion = object.metadata.resourceVersion
  }
  const items = fold(list.items, events)
  if (items === list.items && resourceVersion === list.metadata.resourceVersion) return list
  const metadata = resourceVersion === undefined ? list.metadata : { ...list.metadata, resourceVersion }
  return { ...list, metadata, items }
}

/**
 * The list with an object that a write answered with. The version of the list stays: events of others may lie between. An object that
 * is not in a list of a later version was deleted before its answer came.
 */
export function applyWrite<T extends K8sObject>(
  list: K8sList<T>,
  event: Exclude<ChangeEvent<T>, { type: 'BOOKMARK' }>,
): K8sList<T> {
  const { resourceVersion } = event.object.metadata
  const isOld = event.type !== 'DELETED' && resourceVersion && !isNewer(event.object.metadata, list.metadata)
  if (isOld && !list.items.some((object) => identity(object) === identity(event.object))) return list
  const items = fold(list.items, [event])
  return items === list.items ? list : { ...list, items }
}

/** The list with its next chunk. What a write or an event put there meanwhile stays when it is newer. */
export function appendChunk<T extends K8sObject>(list: K8sList<T>, chunk: K8sList<T>): K8sList<T> {
  const items = fold(
    list.items,
    chunk.items.map((object) => ({ type: 'ADDED', object })),
  )
  const { continue: _token, remainingItemCount: _rest, ...metadata } = list.metadata
  const { continue: next, remainingItemCount } = chunk.metadata
  return {
    ...list,
    metadata: { ...metadata, ...(next && { continue: next }), ...(remainingItemCount && { remainingItemCount }) },
    items,
  }
}

function fold<T extends K8sObject>(items: T[], events: readonly ChangeEvent<T>[]): T[] {
  const places = new Map(items.map((object, index) => [identity(object), index]))
  const next: (T | undefined)[] = items.slice()
  let changed = false
  for (const event of events) {
    if (event.type === 'BOOKMARK') continue
    const key = identity(event.object)
    const place = places.get(key)
    const known = place === undefined ? undefined : next[place]
    if (event.type === 'DELETED') {
      if (place === undefined || !known) continue
      next[place] = undefined
      places.delete(key)
    } else if (place === undefined || !known) {
      places.set(key, next.push(event.object) - 1)
    } else if (isNewer(event.object.metadata, known.metadata)) {
      next[place] = event.object
    } else continue
    changed = true
  }
  return changed ? next.filter((object) => object !== undefined) : items
}

/** What makes two objects the same one. A recreated object is another. */
function identity({ metadata }: K8sObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

type Versioned = Pick<ObjectMeta, 'resourceVersion'>

/** Whether the first version is newer. Versions that are no numbers can only be told apart, and then the one that came last is. */
export function isNewer(
  { resourceVersion: a }: Versioned,
  { resourceVersion: b }: { resourceVersion?: string | undefined },
): boolean {
  if (!a) return !b
  if (!b || !/^\d+$/.test(a) || !/^\d+$/.test(b)) return a !== b
  return a.length === b.length ? a > b : a.length > b.length
}
