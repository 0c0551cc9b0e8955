import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { ApiError } from './ApiError.ts'
import { getJson } from './request.ts'
import type { K8sObject, ResourceType } from './types.ts'

/** What discovery says of one kind. */
export interface ApiResource {
  name: string
  kind: string
  namespaced: boolean
  verbs: string[]
}

/**
 * What the cluster knows of one group and version. `unavailable`: the group is registered, but the server behind it does not
 * answer, as an aggregated API server does during its upgrade.
 */
export type Discovery =
  | { state: 'present'; resources: ApiResource[] }
  | { state: 'missing'; resources: ApiResource[] }
  | { state: 'unavailable'; resources: ApiResource[]; error: ApiError }

/** Whether a cluster has a kind. */
export type KindState = Discovery['state']

/** The kinds of one group and version. Asked once: clusters rarely gain or lose any. */
export function discoveryOf(group: string, version: string) {
  return queryOptions({
    queryKey: ['k8s', 'discovery', group, version] as const,
    queryFn: async ({ signal }): Promise<Discovery> => {
      try {
        const path = group ? `/apis/${group}/${version}` : `/api/${version}`
        const list = await getJson<{ resources?: ApiResource[] | null } | null>(path, { signal })
        return { state: 'present', resources: list?.resources ?? [] }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.code === 404) return { state: 'missing', resources: [] }
        if (error.code >= 502 && error.code <= 504) return { state: 'unavailable', resources: [], error }
        throw error
      }
    },
    staleTime: ({ state }) => (state.data?.state === 'unavailable' ? 10_000 : Infinity),
    gcTime: Infinity,
  })
}

/** Whether a discovery answer has a kind. */
function kindIn<T extends K8sObject>(discovery: Discovery, type: ResourceType<T>): KindState {
  if (discovery.state !== 'present') return discovery.state
  return discovery.resources.some(({ name }) => name === type.plural) ? 'present' : 'missing'
}

/** Whether the cluster has a kind, asked at most once. Throws an ApiError when discovery itself fails. */
export async function hasKind<T extends K8sObject>(client: QueryClient, type: ResourceType<T>): Promise<boolean> {
  const discovery = await client.fetchQuery(discoveryOf(type.group, type.version))
  return kindIn(discovery, type) === 'present'
}

/** Whether the cluster has a kind; undefined until that is known. */
export function useKind<T extends K8sObject>(type: ResourceType<T>): KindState | undefined {
  const { data } = useQuery(discoveryOf(type.group, type.version))
  return data && kindIn(data, type)
}
