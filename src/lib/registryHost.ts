import { globMatches } from './globMatches.ts'
import { formatImageReference, parseImageReference } from './imageReference.ts'

/** What is odd about how an auth file names a registry. Names with spaces are left out by whoever reads them. */
export type OddKey = 'scheme' | 'capitals' | 'spaces' | 'notHost'

export interface RegistryScope {
  /** Host with an optional port and path, as credentials are compared with pull specs; `*` stands for a part of the host. */
  scope: string
  odd?: OddKey
}

/** How the kubelet and the API server name Docker Hub. */
const dockerHubKey = 'index.docker.io'

/**
 * What a key of an auth file covers, read as the kubelet and imports do (kubernetes pkg/credentialprovider/keyring.go): without
 * scheme, and without the version of the API at the beginning of the path. User names in it are dropped.
 */
export function registryScope(key: string): RegistryScope {
  const { scheme = '', rest = '' } = /^(?<scheme>https?:\/\/)?(?<rest>[^?#]*)/.exec(key)?.groups ?? {}
  const slash = rest.indexOf('/')
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const whole = slash < 0 ? '' : rest.slice(slash)
  const path = /^\/v[12]\//.test(whole) ? whole.slice(3) : whole
  const scope = path === '' || path === '/' ? host : host + path
  const odd = oddOf(host, scope, scheme)
  return { scope, ...(odd && { odd }) }
}

function oddOf(host: string, scope: string, scheme: string): OddKey | undefined {
  if (/\s/.test(scope)) return 'spaces'
  if (!hostPattern.test(host)) return 'notHost'
  if (/[A-Z]/.test(host)) return 'capitals'
  // Docker itself writes its address with a scheme.
  return scheme !== '' && host !== dockerHubKey ? 'scheme' : undefined
}

const hostPattern = /^(?:[\w*?[\]-]+(?:\.[\w*?[\]-]+)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/

/** The name that people know a scope by: docker.io for the address of Docker Hub. */
export function scopeName(scope: string): string {
  return scope === dockerHubKey || scope.startsWith(`${dockerHubKey}/`)
    ? `docker.io${scope.slice(dockerHubKey.length)}`
    : scope
}

/** The host of a scope, with its port. */
export function hostOfScope(scope: string): string {
  const slash = scope.indexOf('/')
  return slash < 0 ? scope : scope.slice(0, slash)
}

/**
 * What credentials are looked up for: the repository of a pull spec, with the registry that docker adds, or a host alone. Undefined when it is
 * neither.
 */
export function lookupTarget(pullSpecOrHost: string): string | undefined {
  const text = pullSpecOrHost.trim().replace(/^[a-z]+:\/\//, '')
  if (isHostAlone(text)) return text.replace(/\/$/, '')
  const reference = parseImageReference(text)
  if (!reference) return undefined
  const { registry = 'docker.io', repository } = reference
  const official = isDockerHub(registry) && !repository.includes('/')
  return formatImageReference({ registry, repository: official ? `library/${repository}` : repository })
}

const isHostAlone = (text: string) => /^(?:localhost|[^/:@]*\.[^/:@]*|\[[^/@]+\])(?::\d+)?\/?$/.test(text)

/** Whether a host is one of those that Docker Hub answers by. */
export function isDockerHub(host: string): boolean {
  return host === 'docker.io' || host === dockerHubKey || host === 'registry-1.docker.io'
}

/**
 * Whether credentials for a scope are used for a target, as the kubelet and imports decide: same port, as many parts of the
 * host, each equal or matched by a pattern, and the path begins with the scope's, in the middle of a word too.
 */
export function scopeCovers(scope: string, target: string): boolean {
  const [wantedHost, wantedPath] = partsOf(target)
  const [host, path] = partsOf(scope)
  if (!wantedPath.startsWith(path)) return false
  const [name, port] = splitPort(host)
  const [wantedName, wantedPort] = splitPort(wantedHost)
  if (port !== wantedPort) return false
  if (name === wantedName) return true
  if (!/[*?[]/.test(name)) return false
  // The patterns of Go's path.Match, but for classes of characters, which are taken literally.
  const [parts, wanted] = [name.split('.'), wantedName.split('.')]
  return parts.length === wanted.length && parts.every((part, index) => globMatches(part, wanted[index] ?? ''))
}

/** Whether credentials for a scope are those that are tried when no other has matched: Docker Hub's, by its old address. */
export function isFallback(scope: string, target: string): boolean {
  return scope === dockerHubKey && isDockerHub(hostOfScope(target))
}

/** Compares scopes so that the one that is tried first comes first: longer paths before shorter ones. */
export function compareScopes(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1
}

function partsOf(text: string): [host: string, path: string] {
  const slash = text.indexOf('/')
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)]
}

function splitPort(host: string): [name: string, port: string] {
  const { name = host, port = '' } = /^(?<name>.*):(?<port>\d+)$/.exec(host)?.groups ?? {}
  return [name, port]
}

const internalHost =
  /^(?:image-registry\.openshift-image-registry\.svc(?:\.[\w.-]+)?|docker-registry\.default\.svc(?:\.[\w.-]+)?|172\.30\.\d+\.\d+)(?::\d+)?$/

/** Whether a scope is of the cluster's own registry, by its Service: its name, or an address of the usual network of services. */
export function isInternalRegistry(scope: string): boolean {
  return internalHost.test(hostOfScope(scope))
}
