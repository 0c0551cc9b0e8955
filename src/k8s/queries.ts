import { queryOptions } from '@tanstack/react-query'
import { getJson } from './request.ts'
import { loadFirst, loadWhole, type Listing } from './loadChunks.ts'
import { resourcePath } from './path.ts'
import type { K8sList, K8sObject, ResourceType, Scope } from './types.ts'

/** What a list keeps of each object, so that thousands fit in memory. Its name is part of the query key. R keeps name, namespace, uid and resourceVersion. */
export interface Projection<T, R> {
  name: string
  project(object: T): R
}

/** What keepLive must know of a query to follow it. */
export type Live = ({ kind: 'list' } & Listing) | { kind: 'object'; type: ResourceType; scope: Scope; name: string }

// A type, not an interface: the library wants an index signature.
type QueryMeta = { live?: Live }
declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: QueryMeta
  }
}

/**
 * The objects of a kind, kept live by keepLive(): `useSuspenseQuery(listOf(ImageStream, { namespace }))`.
 * Resolves with the first chunk; keepLive loads the rest. A fetch of a list that is already there replaces it only when whole.
 * In the background the rest comes in smaller chunks, and not while somebody types.
 */
export function listOf<T extends K8sObject, R extends K8sObject = T>(
  type: ResourceType<T>,
  scope: Scope = {},
  projection?: Projection<T, R>,
  { background = false } = {},
) {
  const listing: Listing = {
    type,
    scope,
    background,
    // The listing is of this type alone, so that objects of no other kind reach its projection.
    project: projection && ((object) => projection.project(object as T)),
  }
  return queryOptions({
    queryKey: [
      'k8s',
      type.group,
      type.version,
      type.plural,
      'list',
      cleanScope(scope),
      projection?.name ?? '',
    ] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<K8sList<R>> => {
      // What nobody follows must come whole.
      const load = type.watchable && !client.getQueryData(queryKey) ? loadFirst : loadWhole
      // What is loaded went through the projection, or is T when there is none.
      return (await load(listing, signal)) as K8sList<R>
    },
    staleTime: type.watchable ? Infinity : 10_000,
    // What is not followed is asked for again when somebody comes back to the page.
    refetchOnWindowFocus: !type.watchable,
    structuralSharing: false,
    meta: { live: { kind: 'list', ...listing } },
  })
}

/** One object, kept live. When it is deleted the query gets an ApiError 404 and keeps its data. */
export function objectOf<T extends K8sObject>(
  type: ResourceType<T>,
  { namespace, name }: { namespace?: string | undefined; name: string },
) {
  const scope: Scope = namespace === undefined ? {} : { namespace }
  return queryOptions({
    queryKey: ['k8s', type.group, type.version, type.plural, 'object', { ...scope, name }] as const,
    queryFn: ({ signal }) => getJson<T>(resourcePath(type, scope, name), { signal }),
    staleTime: type.watchable ? Infinity : 10_000,
    structuralSharing: false,
    meta: { live: { kind: 'object', type, scope, name } },
  })
}

/** Whether a list has all its objects, or more chunks are still to come. */
export function isComplete(list: K8sList<unknown>): boolean {
  return !list.metadata.continue
}

/** How many objects a list will have when it is complete, as far as the server has said. */
export function totalOf(list: K8sList<unknown>): number | undefined {
  if (isComplete(list)) return list.items.length
  const { remainingItemCount } = list.metadata
  return remainingItemCount === undefined ? undefined : list.items.length + remainingItemCount
}

function cleanScope({ namespace, labelSelector, fieldSelector }: Scope): Scope {
  return {
    ...(namespace && { namespace }),
    ...(labelSelector && { labelSelector }),
    ...(fieldSelector && { fieldSelector }),
  }
}
