/** What a request to the registry is for. */
export type RegistryOperation =
  /** A manifest is put, got, or asked for with HEAD (as are blobs). */
  | 'push'
  | 'pull'
  | 'exists'
  /** A layer is sent, taken over from another repository, got. */
  | 'upload'
  | 'mount'
  | 'layer'
  /** A link or a blob is removed. */
  | 'delete'
  | 'token'
  | 'ping'
  | 'probe'
  | 'metrics'
  | 'catalog'
  | 'tags'
  | 'signatures'
  | 'other'

/** What a method and a URI mean to the registry. */
export interface RegistryRoute {
  operation: RegistryOperation
  repository?: string
  /** A tag or a digest. */
  reference?: string
  digest?: string
}

/** Reads a request's method and raw URI: with a query, percent-encoded, or with scheme and host in front. */
export function registryRoute(method: string, uri: string): RegistryRoute {
  const query = uri.indexOf('?')
  const path = decodePath((query === -1 ? uri : uri.slice(0, query)).replace(/^https?:\/\/[^/]*/i, '') || '/')
  if (path.startsWith('/v2/') && path.length > 4)
    return repositoryRoute(method, path, query === -1 ? '' : uri.slice(query))
  if (path === '/v2/' || path === '/v2') return { operation: 'ping' }
  if (path === '/healthz' || path === '/') return { operation: 'probe' }
  if (path === '/openshift/token') return { operation: 'token' }
  if (path === '/extensions/v2/metrics') return { operation: 'metrics' }
  const signatures = /^\/extensions\/v2\/(.+)\/signatures\/([^/]+)$/.exec(path)
  if (signatures) return named('signatures', signatures[1], undefined, signatures[2])
  const blob = /^\/admin\/blobs\/([^/]+)$/.exec(path)
  if (blob) return named(method === 'DELETE' ? 'delete' : 'other', undefined, undefined, blob[1])
  return { operation: 'other' }
}

function repositoryRoute(method: string, path: string, query: string): RegistryRoute {
  const manifest = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(path)
  if (manifest) {
    const [, repository, reference] = manifest
    const digest = reference?.includes(':') ? reference : undefined
    return named(manifestOperation(method), repository, reference, digest)
  }
  const upload = /^\/v2\/(.+)\/blobs\/uploads(?:\/[^/]*)?$/.exec(path)
  if (upload) {
    const mounted = method === 'POST' ? /[?&]mount=([^&]*)/.exec(query)?.[1] : undefined
    if (mounted && /[?&]from=[^&]/.test(query)) return named('mount', upload[1], undefined, decodePath(mounted))
    return named('upload', upload[1], undefined, decodePath(/[?&]digest=([^&]*)/.exec(query)?.[1] ?? ''))
  }
  const blob = /^\/v2\/(.+)\/blobs\/([^/]+)$/.exec(path)
  if (blob) return named(blobOperation(method), blob[1], undefined, blob[2])
  const tags = /^\/v2\/(.+)\/tags\/list\/?$/.exec(path)
  if (tags) return named('tags', tags[1])
  return { operation: /^\/v2\/_catalog\/?$/.test(path) ? 'catalog' : 'other' }
}

function manifestOperation(method: string): RegistryOperation {
  switch (method) {
    case 'PUT':
      return 'push'
    case 'GET':
      return 'pull'
    case 'HEAD':
      return 'exists'
    default:
      return method === 'DELETE' ? 'delete' : 'other'
  }
}

function blobOperation(method: string): RegistryOperation {
  if (method === 'GET') return 'layer'
  if (method === 'HEAD') return 'exists'
  return method === 'DELETE' ? 'delete' : 'other'
}

function named(operation: RegistryOperation, repository?: string, reference?: string, digest?: string): RegistryRoute {
  return { operation, ...(repository && { repository }), ...(reference && { reference }), ...(digest && { digest }) }
}

function decodePath(path: string): string {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
