import { queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, asApiError } from './ApiError.ts'
import { objectOf } from './queries.ts'
import { resourcePath } from './path.ts'
import { getJson } from './request.ts'
import { ImageConfig, imageConfigName, internalRegistryHost } from './resources/imageConfig.ts'
import { ImageStream, repositoriesOf } from './resources/imageStream.ts'
import type { K8sList } from './types.ts'

/** The names that the registry is reached by. */
export interface RegistryHosts {
  /** From outside the cluster, the one that image streams publish first. */
  external: readonly string[]
  internal: string | undefined
  pending: boolean
  /** Neither the cluster's configuration nor any image stream told: what is not here may well be there. */
  unknown: boolean
  /** What failed where that may be tried again: the person was not refused. */
  error?: ApiError
  retry(): void
}

/**
 * The registry's host names: from the cluster's configuration of images, or, for those who may not read it, from an image stream of
 * the project or of `openshift`, as `oc registry login` finds them.
 */
export function useRegistryHosts(namespace: string | undefined): RegistryHosts {
  const config = useQuery({ ...objectOf(ImageConfig, { name: imageConfigName }), retryOnMount: false })
  const told = config.data
  const asked = useQuery({ ...hostsOfStreams(namespace), enabled: !told && config.error !== null })
  const retry = () => void Promise.all([config.refetch(), asked.refetch()])
  if (told) {
    const external = told.status?.externalRegistryHostnames ?? []
    return { external, internal: internalRegistryHost(told) || undefined, pending: false, unknown: false, retry }
  }
  const pending = config.error ? asked.isPending : config.isPending
  const { external, internal } = asked.data ?? {}
  // A refusal is an answer, and the other place may tell.
  const failure = asked.error ?? (asked.data && config.error && isFailure(config.error) ? config.error : null)
  return {
    external: external === undefined ? [] : [external],
    internal,
    pending,
    unknown: !pending && external === undefined && internal === undefined,
    ...(failure && { error: asApiError(failure) }),
    retry,
  }
}

/** No answer at all, or none that says what may be read. */
const isFailure = (error: unknown) =>
  !(error instanceof ApiError && error.code >= 400 && error.code < 500 && error.code !== 401)

interface Hosts {
  external?: string
  internal?: string
}

function hostsOfStreams(namespace: string | undefined) {
  return queryOptions({
    queryKey: ['k8s', 'registryHosts', namespace ?? ''] as const,
    queryFn: async ({ signal }): Promise<Hosts> => {
      for (const scope of new Set([namespace, 'openshift'])) {
        if (scope === undefined) continue
        const path = `${resourcePath(ImageStream, { namespace: scope })}?limit=1`
        try {
          const [stream] = (await getJson<K8sList<ImageStream>>(path, { signal })).items
          if (stream) return hostsOf(stream)
        } catch (error) {
          // The next project may be readable.
          if (isFailure(error)) throw error
        }
      }
      return {}
    },
    staleTime: 60_000,
  })
}

function hostsOf(stream: ImageStream): Hosts {
  const { external, internal } = repositoriesOf(stream)
  const host = (repository: string) => repository.slice(0, repository.indexOf('/'))
  // Without a registry in the cluster a stream names where it imports from.
  const isOwn = internal !== undefined && internal !== stream.spec?.dockerImageRepository
  return {
    ...(external !== undefined && { external: host(external) }),
    ...(isOwn && { internal: host(internal) }),
  }
}
