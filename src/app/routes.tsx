import type { QueryClient } from '@tanstack/react-query'
import type { LoaderFunctionArgs, RouteObject } from 'react-router'
import { listOf, objectOf } from '../k8s/queries.ts'
import { ImageStream } from '../k8s/resources/imageStream.ts'
import { streamRow } from '../k8s/resources/imageStreamRow.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { pages } from './pages.ts'
import { PageSkeleton } from './PageSkeleton.tsx'
import { Shell } from './Shell.tsx'

/** What the shell must know of a route. */
export interface RouteHandle {
  /** Whether the page lists things of projects, so that `?project=` narrows it. */
  projects?: boolean
  /** Whether `?embed=1` shows the page alone, for a frame in another page. */
  embeds?: boolean
  /** Whether the page's tabs, but for the first, are of use on clusters without images too. */
  anyCluster?: boolean
}

const listsProjects: RouteHandle = { projects: true }

/**
 * The routes. Each page is a chunk of its own; loaders only start its queries, at the same time as the chunk, and never wait:
 * pages show their own skeletons and errors.
 */
export function createRoutes(client: QueryClient): RouteObject[] {
  const streams = ({ request }: LoaderFunctionArgs) => {
    const namespace = new URL(request.url).searchParams.get('project')
    void client.prefetchQuery(listOf(ImageStream, namespace ? { namespace } : {}, streamRow))
    return null
  }
  const stream = ({ params: { ns = '', name = '' } }: LoaderFunctionArgs) => {
    void client.prefetchQuery(objectOf(ImageStream, { namespace: ns, name }))
    return null
  }
  return [
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: ErrorPage,
      children: [
        {
          ErrorBoundary: ErrorPage,
          HydrateFallback: PageSkeleton,
          children: [
            {
              index: true,
              loader: streams,
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.overview()).OverviewPage }),
            },
            {
              path: 'imagestreams',
              handle: listsProjects,
              loader: streams,
              // Filters change the address with every key: nothing is fetched for that.
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.imageStreams()).ImageStreamListPage }),
            },
            {
              path: 'imagestreams/create',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.createImageStream()).CreateImageStreamPage }),
            },
            {
              path: 'imagestreams/:ns/:name/:tab?',
              loader: stream,
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.imageStream()).ImageStreamPage }),
            },
            {
              path: 'imagestreams/:ns/:name/tags/:tag/:tab?',
              loader: stream,
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.imageStreamTag()).ImageStreamTagPage }),
            },
            {
              path: 'images',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.images()).ImageListPage }),
            },
            {
              path: 'images/:digest/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.image()).ImagePage }),
            },
            {
              path: 'compare',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.compare()).ComparePage }),
            },
            {
              path: 'import',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.importImage()).ImportPage }),
            },
            {
              path: 'import/registries',
              handle: listsProjects,
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.sourceRegistries()).SourceRegistriesPage }),
            },
            {
              path: 'catalog',
              handle: { ...listsProjects, embeds: true },
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.catalog()).CatalogPage }),
            },
            {
              path: 'pruning/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.pruning()).PruningPage }),
            },
            {
              path: 'registry/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.registry()).RegistryPage }),
            },
            {
              path: 'pods',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.pods()).PodsPage }),
            },
            {
              path: 'pods/:name/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.pod()).PodPage }),
            },
            {
              path: 'logs',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.logs()).LogsPage }),
            },
            {
              path: 'events',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.events()).EventsPage }),
            },
            {
              path: 'metrics/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.metrics()).MetricsPage }),
            },
            {
              path: 'access/:tab?',
              handle: { ...listsProjects, anyCluster: true },
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.access()).AccessPage }),
            },
            {
              path: 'policy/:tab?',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await pages.policy()).PolicyPage }),
            },
            {
              path: 'signed-in',
              shouldRevalidate: () => false,
              lazy: async () => ({ Component: (await import('./SignedInPage.tsx')).SignedInPage }),
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]
}
