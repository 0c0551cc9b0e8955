import { queryOptions, useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from './ApiError.ts'
import { canQuery } from './access.ts'
import { listAll } from './list.ts'
import { Namespace, Project } from './resources/project.ts'

/** The names of the projects the user may see, sorted; of the namespaces, where the cluster has no projects. */
export function projectsQuery() {
  return queryOptions({
    queryKey: ['k8s', 'projectNames'] as const,
    queryFn: async ({ signal }): Promise<string[]> => {
      const list = await listAll(Project, {}, { signal }).catch((error: unknown) => {
        if (!isKindMissing(error)) throw error
        return listAll(Namespace, {}, { signal })
      })
      return list.items.map((project) => project.metadata.name).toSorted((a, b) => a.localeCompare(b, 'en'))
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
}

export interface Projects {
  /** Whether these are all projects of the cluster, and not only the user's own. */
  all: boolean
  names: string[]
  state: 'loading' | 'ready' | 'failed'
  error?: ApiError
}

/** The projects of the user. Does not suspend: the masthead shows them. */
export function useProjects(): Projects {
  const { data, error } = useQuery(projectsQuery())
  const { data: access } = useQuery(canQuery('list', Namespace))
  return {
    all: access?.allowed === true,
    names: data ?? noNames,
    state: data ? 'ready' : error ? 'failed' : 'loading',
    ...(error && { error: asApiError(error) }),
  }
}

const noNames: string[] = []
