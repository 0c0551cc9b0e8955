import { parseImageReference } from './imageReference.ts'
import { t } from './t.ts'

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const host = `${label}(?:\\.${label})*(?::[0-9]+)?`
const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
// openshift/machine-config-operator@7ff337a pkg/controller/container-runtime-config/helpers.go#L71: source and mirror of mirror sets.
const wildcardPattern = new RegExp(`^\\*(?:\\.${label})+$`)
const hostPattern = new RegExp(`^${host}$`)
const scopePattern = new RegExp(`^${host}(?:/${part})*$`)

/** What an entry names: a registry or a part of it, with or without `*.host`, or a registry alone. */
export type ScopeForm = 'scope' | 'location' | 'host'

/** What is wrong with an entry `host[:port][/path…]` or, as a scope, `*.host`. Nodes take no configuration with a wrong one in it. */
export function scopeProblem(entry: string, form: ScopeForm = 'scope'): string | undefined {
  if (!entry) return t('Enter a registry, such as quay.io or quay.io/team.')
  if (/\s/.test(entry)) return t('The name of a registry has no spaces.')
  if (/^[a-z]+:\/\//i.test(entry)) return t('Leave out the protocol: only host, port and path.')
  if (entry.includes('*')) return wildcardProblem(entry, form)
  if (entry.endsWith('/')) return t('Leave out the slash at the end.')
  if (entry.includes('@') || /:[^/]*[^/\d][^/]*$/.test(entry) || /\/.*:/.test(entry)) {
    return t('Name a registry or a repository, without tag and digest.')
  }
  if (form === 'host' && entry.includes('/')) return t('Only the host and its port, without a path.')
  if (entry !== entry.toLowerCase() && entry.includes('/'))
    return t('The path of a repository has only lower-case letters.')
  if (!(form === 'host' ? hostPattern : scopePattern).test(entry)) {
    return t('Write host, host:port or host:port/path, such as quay.io/team.')
  }
  return undefined
}

function wildcardProblem(entry: string, form: ScopeForm): string | undefined {
  if (form !== 'scope') return t('No wildcards here: name one registry.')
  if (wildcardPattern.test(entry)) return undefined
  return t('A wildcard stands only at the start, as *.example.com, without port and path.')
}

/**
 * Registry and path of a pull spec as the container runtime compares them: Docker Hub's names in full, without tag and digest. The
 * name of a registry alone stays as it is.
 */
export function comparedName(pullSpec: string): string {
  const text = pullSpec.trim().replace(/^docker:\/\//, '')
  if (isRegistryAlone(text)) return text.replace(/^(?:index|registry-1)\.docker\.io$/, 'docker.io')
  const reference = parseImageReference(text)
  if (!reference) return text
  const registry = reference.registry ?? 'docker.io'
  if (registry !== 'docker.io' && registry !== 'index.docker.io') return `${registry}/${reference.repository}`
  return `docker.io/${reference.repository.includes('/') ? '' : 'library/'}${reference.repository}`
}

/** Whether a text names a registry and no image: `quay.io`, `localhost:5000`. */
export function isRegistryAlone(text: string): boolean {
  return !text.includes('/') && !text.includes('@') && (/^[^:]*\./.test(text) || /^localhost(?::\d+)?$/.test(text))
}

/**
 * Whether an entry covers a repository or a registry: the same, a part of its path, or for `*.host` any host below it, at any
 * port. As the signature policy of nodes has it: containers/image@df7e80d docker/policyconfiguration/naming.go#L42.
 */
export function scopeMatches(scope: string, repository: string): boolean {
  const name = comparedName(repository)
  if (!scope.startsWith('*.')) return name === scope || (name.startsWith(scope) && name[scope.length] === '/')
  const [hostname = ''] = name.split(/[:/]/, 1)
  return scope.length > 2 && hostname.endsWith(scope.slice(1))
}

/** The longest of the entries that cover a repository; undefined when none does. */
export function longestScope(scopes: Iterable<string>, repository: string): string | undefined {
  const covering = new Set(outerScopes(comparedName(repository)))
  let longest: string | undefined
  for (const scope of scopes) {
    if (covering.has(scope) && (!longest || scope.length > longest.length)) longest = scope
  }
  return longest
}

/** All entries that a name, host[:port][/path], or another entry may lie in, itself included: to look them up among many. */
export function outerScopes(name: string): string[] {
  const found: string[] = []
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) found.push(name.slice(0, end))
  return [...found, ...wildcardsOf(name).filter((scope) => scope !== name)]
}

/** All prefixes of registries.conf that cover a name: those for which coveredLength is not -1. */
export function coveringPrefixes(name: string): string[] {
  const found: string[] = []
  for (let end = 1; end <= name.length; end++) {
    if (end === name.length || ':/@'.includes(name.charAt(end))) found.push(name.slice(0, end))
  }
  return [...found, ...wildcardsOf(name).filter((scope) => coveredLength(name, scope) >= 0)]
}

function wildcardsOf(name: string): string[] {
  const [hostname = ''] = name.split(/[:/@]/, 1)
  const found: string[] = []
  for (let dot = hostname.indexOf('.'); dot >= 0; dot = hostname.indexOf('.', dot + 1)) {
    if (dot < hostname.length - 1) found.push(`*${hostname.slice(dot)}`)
  }
  return found
}

/** Whether an entry lies in another one: openshift/runtime-utils@7bdb5b9 pkg/registries/registries.go#L15. */
export function isScopeInside(inner: string, outer: string): boolean {
  if (inner === outer || (inner.startsWith(outer) && inner[outer.length] === '/')) return true
  if (!outer.startsWith('*.')) return false
  const [first = ''] = inner.split(inner.includes(':') ? ':' : '/', 1)
  return first.endsWith(outer.slice(1)) && !first.includes('/')
}

/**
 * How much of a name the prefix of registries.conf covers, -1 for none of it. Unlike scopeMatches, the entry `host` covers
 * `host:5000` too: containers/image@df7e80d pkg/sysregistriesv2/system_registries_v2.go#L845.
 */
export function coveredLength(name: string, prefix: string): number {
  const wildcard = prefix.startsWith('*.')
  const start = wildcard ? name.indexOf(prefix.slice(1)) : name.startsWith(prefix) ? 0 : -1
  if (start < 0 || name.slice(0, start).includes('/')) return -1
  const end = start + prefix.length - (wildcard ? 1 : 0)
  return end === name.length || ':/@'.includes(name.charAt(end)) ? end : -1
}
