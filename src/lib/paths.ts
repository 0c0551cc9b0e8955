export type PathParams = Record<string, string | undefined>

/** The addresses of the console's pages, below its base path. Every link goes through here. */
export const paths = {
  home: () => '/',
  /** Where a tab ends that was opened to sign in. */
  signedIn: () => '/signed-in',
  imageStreams: (params?: PathParams) => withParams('/imagestreams', params),
  imageStream: (namespace: string, name: string, tab?: string, params?: PathParams) =>
    withParams(join('/imagestreams', namespace, name, tab), params),
  imageStreamTag: (namespace: string, name: string, tag: string, tab?: string, params?: PathParams) =>
    withParams(join(join('/imagestreams', namespace, name, 'tags'), tag, tab), params),
  createImageStream: (params?: PathParams) => withParams('/imagestreams/create', params),
  images: (params?: PathParams) => withParams('/images', params),
  image: (digest: string, tab?: string, params?: PathParams) => withParams(join('/images', digest, tab), params),
  /** Each side is `ns/stream:tag` or `ns/stream@digest`. */
  compare: (a: string, b: string) => withParams('/compare', { a, b }),
  pruning: (tab?: string, params?: PathParams) => withParams(join('/pruning', tab), params),
  /** Tabs: none for status, settings, storage, routes, setup, yaml. */
  registry: (tab?: string, params?: PathParams) => withParams(join('/registry', tab), params),
  pods: (params?: PathParams) => withParams('/pods', params),
  /** Tabs: none for details, logs, events, yaml. */
  pod: (name: string, tab?: string, params?: PathParams) => withParams(join('/pods', name, tab), params),
  /** Parameters: pod, container, level, q, user, repo, method, status, since, tail, previous, view (lines, requests, audit), follow. */
  logs: (params?: PathParams) => withParams('/logs', params),
  /** `object` is `Kind/name`. */
  events: (params?: PathParams) => withParams('/events', params),
  /** Tabs: none for the charts, alerts, objectives. */
  metrics: (tab?: string, params?: PathParams) => withParams(join('/metrics', tab), params),
  /** `project`, `stream` and `from` fill the form in. */
  importImage: (params?: PathParams) => withParams('/import', params),
  sourceRegistries: (params?: PathParams) => withParams('/import/registries', params),
  /** Parameters: project, q, item (`ns/stream`), embed. */
  catalog: (params?: PathParams) => withParams('/catalog', params),
  /** Tabs: none for the commands, permissions, pull-secrets, check. */
  access: (tab?: string, params?: PathParams) => withParams(join('/access', tab), params),
  /** Tabs: none for the configuration of images, mirrors, resolve. */
  policy: (tab?: string, params?: PathParams) => withParams(join('/policy', tab), params),
}

function join(start: string, ...parts: (string | undefined)[]): string {
  return [start, ...parts.filter((part) => part !== undefined && part !== '').map(encodePart)].join('/')
}

/** A path part of "." or ".." would be taken as a direction by the browser, however it is escaped: it is left to the page to refuse it. */
function encodePart(part: string | undefined): string {
  // Digests stay as people know them.
  return encodeURIComponent(part ?? '').replaceAll('%3A', ':')
}

function withParams(path: string, params: PathParams = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) if (value) search.set(key, value)
  const query = search.toString()
  return query ? `${path}?${query}` : path
}
