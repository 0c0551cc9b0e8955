import { globMatches } from '../../lib/globMatches.ts'
import { parseImageReference } from '../../lib/imageReference.ts'
import { comparedName, coveredLength, isRegistryAlone, isScopeInside, longestScope } from '../../lib/registryScope.ts'
import type { ImageRegistrySources, RegistryLocation } from './imageConfig.ts'

/** What the image policy says of an image, or of a whole registry. */
export interface RuntimeVerdict {
  allowed: boolean
  /** The list that decided. Undefined: no list says anything of it. */
  by?: 'blockedRegistries' | 'allowedRegistries'
  /** The entry that decided. Undefined when it is refused because it is in no entry of allowedRegistries. */
  entry?: string
  /** Asked of a whole registry: entries that decide otherwise on parts of it. */
  narrower: string[]
}

/**
 * Whether nodes and builds may use an image by the name it is asked for; mirrors are judged one by one when they are reached
 * (imageSources). openshift/machine-config-operator@7ff337a pkg/controller/container-runtime-config/helpers.go#L588: blocked entries
 * become rejections, allowed ones the exceptions of a policy that rejects. Imports: blockedForImport.
 */
export function runtimeVerdict(sources: ImageRegistrySources | null | undefined, pullSpec: string): RuntimeVerdict {
  const blocked = sources?.blockedRegistries ?? []
  const allowed = sources?.allowedRegistries ?? []
  const name = comparedName(pullSpec)
  const inside = (scopes: readonly string[]) => scopes.filter((scope) => scope !== name && isScopeInside(scope, name))
  const blocker = longestScope(blocked, pullSpec) ?? blocked.find((scope) => coveredLength(name, scope) >= 0)
  if (blocker) return { allowed: false, by: 'blockedRegistries', entry: blocker, narrower: [] }
  // Nodes take no configuration with both lists; whoever wrote both is told so elsewhere. Blocked ones stay blocked.
  if (allowed.length === 0) return { allowed: true, narrower: inside(blocked) }
  const entry = longestScope(allowed, pullSpec)
  if (entry) return { allowed: true, by: 'allowedRegistries', entry, narrower: inside(blocked) }
  return { allowed: false, by: 'allowedRegistries', narrower: inside(allowed) }
}

/** Whether nodes and builds may reach a registry without trusted certificates. */
export function isInsecure(sources: ImageRegistrySources | null | undefined, pullSpec: string): boolean {
  const name = comparedName(pullSpec)
  return (sources?.insecureRegistries ?? []).some((scope) => coveredLength(name, scope) >= 0)
}

/**
 * The entry of blockedRegistries that forbids to import an image: imports look at entries for whole registries only, and not at
 * those that have mirrors (`mirrored`: the sources of mirror sets); allowedRegistries does not concern them.
 * openshift/openshift-apiserver@56aa2d9 pkg/image/apiserver/importer/importer.go#L135
 */
export function blockedForImport(
  sources: ImageRegistrySources | null | undefined,
  pullSpec: string,
  mirrored: readonly string[] = [],
): string | undefined {
  const [registry = ''] = comparedName(pullSpec).split('/', 1)
  if (mirrored.includes(registry)) return undefined
  return (sources?.blockedRegistries ?? []).find((scope) => scope === registry)
}

/** Whether the allow list of imports has a registry. */
export interface ImportVerdict {
  allowed: boolean
  /** The domainName that allows it. Undefined when there is no list, and when none does. */
  entry?: string
  /** What was looked for. */
  host: string
  port: string
}

/**
 * Whether people may import from the registry of a pull spec. Those who may create images of the whole cluster are not asked.
 * An entry without port means 443, or 80 when it is insecure; `*` and `?` stand for anything in host and port each.
 * openshift/openshift-apiserver@56aa2d9 pkg/image/apis/image/validation/whitelist/whitelister.go
 */
export function importVerdict(
  allowed: readonly RegistryLocation[] | null | undefined,
  pullSpec: string,
  insecure = false,
  internalRegistry = '',
): ImportVerdict {
  const asked = hostPort(registryOf(pullSpec), insecure)
  if (!allowed?.length) return { allowed: true, ...asked }
  const entries = allowed.map(({ domainName, insecure: plain = false }) => ({
    domainName,
    ...hostPort(domainName, plain),
  }))
  if (internalRegistry) entries.push({ domainName: internalRegistry, ...hostPort(internalRegistry, false) })
  const names = asked.host === 'docker.io' ? ['docker.io', 'registry-1.docker.io'] : [asked.host]
  for (const name of names) {
    const found = entries.find(({ host, port }) => globMatches(host, name) && globMatches(port, asked.port))
    if (found) return { allowed: true, entry: found.domainName, ...asked }
  }
  return { allowed: false, ...asked }
}

function registryOf(pullSpec: string): string {
  const text = pullSpec.trim().replace(/^docker:\/\//, '')
  const registry = isRegistryAlone(text) ? text : (parseImageReference(text)?.registry ?? 'docker.io')
  return /^(?:index|registry-1)\.docker\.io$/.test(registry) ? 'docker.io' : registry
}

function hostPort(text: string, insecure: boolean): { host: string; port: string } {
  const [, host = text, port] = /^(.*):([^:\]]*)$/.exec(text) ?? []
  return { host, port: port ?? (insecure ? '80' : '443') }
}
