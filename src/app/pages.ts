import { firstChunkPath, resourcePath } from '../k8s/path.ts'
import { ImageStream } from '../k8s/resources/imageStream.ts'
import { RegistryConfig, registryConfigName } from '../k8s/resources/registryConfig.ts'

/** The code of each page, a chunk of its own. */
export const pages = {
  overview: () => import('../features/overview/OverviewPage.tsx'),
  imageStreams: () => import('../features/image-streams/streams/ImageStreamListPage.tsx'),
  imageStream: () => import('../features/image-streams/streams/ImageStreamPage.tsx'),
  createImageStream: () => import('../features/image-streams/streams/CreateImageStreamPage.tsx'),
  imageStreamTag: () => import('../features/image-streams/tags/ImageStreamTagPage.tsx'),
  images: () => import('../features/image-streams/images/ImageListPage.tsx'),
  image: () => import('../features/image-streams/images/ImagePage.tsx'),
  compare: () => import('../features/image-streams/images/ComparePage.tsx'),
  importImage: () => import('../features/import/ImportPage.tsx'),
  sourceRegistries: () => import('../features/import/registries/SourceRegistriesPage.tsx'),
  catalog: () => import('../features/catalog/CatalogPage.tsx'),
  pruning: () => import('../features/pruning/PruningPage.tsx'),
  registry: () => import('../features/registry/RegistryPage.tsx'),
  pods: () => import('../features/pods/list/PodsPage.tsx'),
  pod: () => import('../features/pods/list/PodPage.tsx'),
  logs: () => import('../features/pods/logs/LogsPage.tsx'),
  events: () => import('../features/pods/events/EventsPage.tsx'),
  metrics: () => import('../features/metrics/MetricsPage.tsx'),
  access: () => import('../features/access/AccessPage.tsx'),
  policy: () => import('../features/policy/PolicyPage.tsx'),
}

interface PagePattern {
  path: RegExp
  page: () => Promise<unknown>
  /** The API path of what the page shows first. */
  reads?(parts: readonly string[], search: URLSearchParams): string
}

const imageStream: PagePattern['reads'] = ([, namespace = '', name = '']) =>
  resourcePath(ImageStream, { namespace }, name)

const imageStreams: PagePattern['reads'] = (_, search) => {
  const namespace = search.get('project')
  return firstChunkPath(ImageStream, namespace ? { namespace } : {})
}

const patterns: readonly PagePattern[] = [
  { path: /^$/, page: pages.overview, reads: () => resourcePath(RegistryConfig, {}, registryConfigName) },
  { path: /^imagestreams$/, page: pages.imageStreams, reads: imageStreams },
  { path: /^imagestreams\/create$/, page: pages.createImageStream },
  { path: /^imagestreams\/[^/]+\/[^/]+\/tags\/./, page: pages.imageStreamTag, reads: imageStream },
  { path: /^imagestreams\/[^/]+\/./, page: pages.imageStream, reads: imageStream },
  { path: /^images$/, page: pages.images },
  { path: /^images\/./, page: pages.image },
  { path: /^compare$/, page: pages.compare },
  { path: /^import$/, page: pages.importImage },
  { path: /^import\/registries$/, page: pages.sourceRegistries },
  { path: /^catalog$/, page: pages.catalog, reads: imageStreams },
  { path: /^pruning(\/|$)/, page: pages.pruning },
  { path: /^registry(\/|$)/, page: pages.registry },
  { path: /^pods$/, page: pages.pods },
  { path: /^pods\/./, page: pages.pod },
  { path: /^logs$/, page: pages.logs },
  { path: /^events$/, page: pages.events },
  { path: /^metrics(\/|$)/, page: pages.metrics },
  { path: /^access(\/|$)/, page: pages.access },
  { path: /^policy(\/|$)/, page: pages.policy },
]

const patternAt = (path: string) => patterns.find((pattern) => pattern.path.test(path.replace(/^\/|\/$/g, '')))

/** What loads the page at a path below the base address; undefined where there is none. */
export function pageAt(path: string): (() => Promise<unknown>) | undefined {
  return patternAt(path)?.page
}

/** Starts to load a page beside the code that all pages share. A failure shows when the route asks again. */
export function preloadPage(path: string): void {
  pageAt(path)?.().catch(() => {})
}

/** The API path of what the page at a path shows first, so that it can be asked for before any of its code is there. */
export function firstReadAt(path: string, search: string): string | undefined {
  const parts = path.split('/').filter(Boolean)
  try {
    return patternAt(path)?.reads?.(parts.map(decodeURIComponent), new URLSearchParams(search))
  } catch {
    // An address that is no valid text: the page says so.
    return undefined
  }
}
