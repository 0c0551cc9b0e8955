import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { listOf, objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { Route } from '../../../k8s/resources/route.ts'
import { routeRows, type RouteRow } from './routeRows.ts'

export interface RegistryRoutes {
  rows: readonly RouteRow[]
  /** The routes that are there could not be read: the rows are what the Config asks for. */
  routesError?: ApiError | undefined
  config?: RegistryConfig | undefined
  configError?: ApiError | undefined
  /** The cluster's configuration of images: the registry's host names. Null: there is none. */
  images?: ImageConfig | undefined
  imagesError?: ApiError | undefined
  pending: boolean
  retry(): void
}

/** How the registry is reached, each part by itself. */
export function useRegistryRoutes(): RegistryRoutes {
  const routes = useQuery({ ...listOf(Route, { namespace: registryNamespace }), retryOnMount: false })
  const config = useQuery({ ...objectOf(RegistryConfig, { name: registryConfigName }), retryOnMount: false })
  const images = useQuery({ ...objectOf(ImageConfig, { name: imageConfigName }), refetchInterval: 10_000 })
  return {
    rows: routeRows(routes.data?.items ?? [], config.data),
    routesError: routes.error ? asApiError(routes.error) : undefined,
    config: config.data,
    configError: config.error ? asApiError(config.error) : undefined,
    images: images.data,
    imagesError: images.error ? asApiError(images.error) : undefined,
    pending: [routes, config, images].some(({ isPending, error }) => isPending && !error),
    retry: () => {
      for (const query of [routes, config, images]) if (query.error && !isKindMissing(query.error)) void query.refetch()
    },
  }
}
