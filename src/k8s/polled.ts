import { queryOptions } from '@tanstack/react-query'
import { ApiError, isKindMissing } from './ApiError.ts'
import { listAll } from './list.ts'
import { resourcePath } from './path.ts'
import { getJson } from './request.ts'
import type { K8sObject, ResourceType, Scope } from './types.ts'

/** One object, asked for again and again: for what is not worth one of the scarce watches. It shares nothing with objectOf. */
export function polledObject<T extends K8sObject>(
  type: ResourceType<T>,
  { namespace, name }: { namespace?: string; name: string },
  everyMs = 10_000,
) {
  const scope: Scope = namespace === undefined ? {} : { namespace }
  return queryOptions({
    queryKey: ['k8s', type.group, type.version, type.plural, 'polled', { ...scope, name }] as const,
    queryFn: ({ signal }) => getJson<T>(resourcePath(type, scope, name), { signal }),
    staleTime: everyMs / 2,
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : everyMs),
  })
}

/** The objects of a kind with few of them, asked for again and again. It shares nothing with listOf. */
export function polledList<T extends K8sObject>(type: ResourceType<T>, scope: Scope, everyMs = 10_000) {
  return queryOptions({
    queryKey: ['k8s', type.group, type.version, type.plural, 'polledList', scope] as const,
    queryFn: async ({ signal }) => (await listAll(type, scope, { signal })).items,
    staleTime: everyMs / 2,
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : everyMs),
  })
}

/** What is refused today is refused in ten seconds. */
function isRefused(error: unknown): boolean {
  return (error instanceof ApiError && error.code === 403) || isKindMissing(error)
}
