import type { ResourceAttributes } from './access.ts'
import { fieldTerms } from './selectors.ts'

/** A request's path and method, read as the API server reads them, whether or not the kind exists. */
export interface Route {
  group: string
  version: string
  plural: string
  namespace?: string
  name?: string
  subresource?: string
  /** create, get, list, watch, update, patch, delete, deletecollection; or the method in lower case. */
  verb: string
}

const VERBS: Record<string, [collection: string, object: string]> = {
  GET: ['list', 'get'],
  HEAD: ['list', 'get'],
  POST: ['create', 'create'],
  PUT: ['update', 'update'],
  PATCH: ['patch', 'patch'],
  DELETE: ['deletecollection', 'delete'],
}

/** The route of a request to a kind; undefined for every other path (discovery, version, health). */
export function routeOf(method: string, url: URL): Route | undefined {
  const parts = url.pathname.split('/').filter(Boolean).map(decode)
  const [root, ...rest] = parts
  let [group, version, path]: [string, string | undefined, string[]] = ['', undefined, []]
  if (root === 'api') [version, ...path] = rest
  else if (root === 'apis') [group = '', version, ...path] = rest
  if (!version || !path.length || path.length > 5) return undefined
  const inNamespace =
    path[0] === 'namespaces' &&
    path.length > 2 &&
    !(path.length === 3 && ['status', 'finalize'].includes(path[2] ?? ''))
  const namespace = inNamespace ? path[1] : undefined
  const [plural = '', name, subresource] = inNamespace ? path.slice(2) : path
  const watching = isTrue(url.searchParams.get('watch'))
  const verbs = VERBS[method] ?? [method.toLowerCase(), method.toLowerCase()]
  const verb = name ? verbs[1] : verbs[0] === 'list' && watching ? 'watch' : verbs[0]
  return {
    group,
    version,
    plural,
    verb,
    ...(namespace && { namespace }),
    ...(name && { name }),
    ...(subresource && { subresource }),
  }
}

/** What must be allowed for a request. A namespace and a project are in themselves; a list of one name asks for that name. */
export function attributesOf(route: Route, query: URLSearchParams): ResourceAttributes {
  const { group, plural, verb, subresource } = route
  const isScope =
    (group === '' && plural === 'namespaces') || (group === 'project.openshift.io' && plural === 'projects')
  const name = route.name ?? selectedName(verb, query)
  const namespace = route.namespace ?? (isScope ? route.name : undefined)
  return {
    verb,
    group,
    resource: plural,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
}

function selectedName(verb: string, query: URLSearchParams): string | undefined {
  const selector = query.get('fieldSelector')
  if (!selector || !['list', 'watch', 'deletecollection'].includes(verb)) return undefined
  return fieldTerms(selector).find(({ path, equal }) => path === 'metadata.name' && equal)?.value
}

/** Go's reading of a boolean parameter. */
export const isTrue = (value: string | null) => value !== null && value !== 'false' && value !== '0'

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
