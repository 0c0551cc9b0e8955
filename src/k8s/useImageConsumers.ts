import { useQuery } from '@tanstack/react-query'
import { asApiError, type ApiError } from './ApiError.ts'
import { againAfter, imageConsumersQuery, type NotListed } from './imageConsumers.ts'
import type { WorkloadImages } from './resources/imageConsumerWorkload.ts'

export interface ImageConsumers {
  /** The same array until everything is read again. */
  consumers: readonly WorkloadImages[]
  state: 'loading' | 'ready' | 'failed'
  error?: ApiError
  notListed: readonly NotListed[]
  /** Whether only the user's own projects were read. */
  byProject: boolean
  /** When what is shown was read, as an RFC 3339 time. */
  readAt?: string
  /** Whether it is being read anew. */
  refreshing: boolean
  retry: () => void
}

/**
 * What refers to images, in all projects that the user may list. One reading for all who ask, good for 20 seconds: it is not
 * watched.
 */
export function useImageConsumers({ enabled = true }: { enabled?: boolean } = {}): ImageConsumers {
  const { data, error, isFetching, refetch } = useQuery({
    ...imageConsumersQuery(),
    enabled,
    refetchInterval: ({ state }) => againAfter(state),
  })
  return {
    consumers: data?.workloads ?? noWorkloads,
    state: data ? 'ready' : error ? 'failed' : 'loading',
    ...(error && { error: asApiError(error) }),
    notListed: data?.notListed ?? noneMissing,
    byProject: data?.byProject === true,
    ...(data && { readAt: new Date(data.at).toISOString() }),
    refreshing: isFetching && data !== undefined,
    retry: () => void refetch(),
  }
}

const noWorkloads: readonly WorkloadImages[] = []
const noneMissing: readonly NotListed[] = []
