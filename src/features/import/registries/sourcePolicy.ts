import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { internalRegistryHost } from '../../../k8s/resources/imageConfig.ts'
import { blockedForImport, importVerdict, runtimeVerdict } from '../../../k8s/resources/imagePolicy.ts'
import { reimportable, type ImportSource } from '../../../k8s/resources/importSource.ts'
import type { MirrorSet } from '../../../k8s/resources/mirrorSet.ts'
import { comparedName, isRegistryAlone, isScopeInside, outerScopes, scopeMatches } from '../../../lib/registryScope.ts'

/** What the cluster's image policy can be told from. */
export interface PolicyFacts {
  /** Null: the cluster has no such configuration. Undefined: it cannot be read, or is not here yet. */
  config: ImageConfig | null | undefined
  pending: boolean
  /** The mirror sets; undefined when they cannot be read. */
  mirrors: readonly MirrorSet[] | undefined
}

/**
 * What the policy says of a registry. `blocked`: nodes may not pull from it, nor may it be imported from when `imports` says so.
 * `notForImport`: people may not import from it, or only not by insecure tags, which ask for another port. `partly`: entries decide on parts of it.
 */
export type SourcePolicy =
  | { kind: 'pending' | 'hidden' | 'allowed' | 'noPolicy' }
  | { kind: 'blocked'; list: 'blockedRegistries' | 'allowedRegistries' | undefined; entry?: string; imports: boolean }
  | { kind: 'notForImport'; insecureOnly: boolean }
  | { kind: 'partly'; entries: readonly string[] }

/** A rule of a mirror set that is about a registry. */
export interface SourceMirror {
  set: string
  kind: string
  source: string
  mirrors: readonly string[]
}

/** Whether the image policy allows a registry for nodes and imports. */
export function sourcePolicy(source: ImportSource, { config, pending, mirrors }: PolicyFacts): SourcePolicy {
  if (config === null) return { kind: 'noPolicy' }
  if (!config) return byFailures(source) ?? { kind: pending ? 'pending' : 'hidden' }
  const { registrySources, allowedRegistriesForImport } = config.spec ?? {}
  const asked = pullSpecOf(source)
  if (asked === undefined) return { kind: 'allowed' }
  const mirrored = (mirrors ?? []).flatMap(({ entries }) => entries.map((entry) => entry.source))
  const importBlocker = blockedForImport(registrySources, asked, mirrored)
  const runtime = runtimeVerdict(registrySources, asked)
  if (!runtime.allowed || importBlocker !== undefined) {
    const entry = importBlocker ?? runtime.entry
    const list = importBlocker === undefined ? runtime.by : 'blockedRegistries'
    return { kind: 'blocked', list, ...(entry && { entry }), imports: importBlocker !== undefined }
  }
  const ways = new Set(source.streams.flatMap(reimportable).map(({ insecure }) => insecure === true))
  const internal = internalRegistryHost(config)
  const refused = [...ways].filter(
    (insecure) => !importVerdict(allowedRegistriesForImport, asked, insecure, internal).allowed,
  )
  if (refused.length > 0)
    return { kind: 'notForImport', insecureOnly: refused.length < ways.size && refused[0] === true }
  return runtime.narrower.length > 0 ? { kind: 'partly', entries: runtime.narrower } : { kind: 'allowed' }
}

/** What failing imports tell of a policy that cannot be read. */
function byFailures({ causes }: ImportSource): SourcePolicy | undefined {
  if (causes.has('blocked')) return { kind: 'blocked', list: undefined, imports: true }
  return causes.has('notAllowed') ? { kind: 'notForImport', insecureOnly: false } : undefined
}

/** What stands for a registry when the policy is asked: its name, or one of its images where that could be taken for a path. */
function pullSpecOf(source: ImportSource): string | undefined {
  if (source.host === '') return undefined
  return isRegistryAlone(source.host) ? source.host : exampleOf(source)
}

/** A pull spec of the registry, one that fails first. */
export function exampleOf({ streams }: ImportSource): string | undefined {
  const tags = streams.flatMap(({ tags: own }) => own)
  return (tags.find(({ failure }) => failure) ?? tags[0])?.from ?? streams[0]?.repository
}

/** The rules of mirror sets that are asked before the registry, for all or a part of it; undefined when they cannot be read. */
export function sourceMirrors(source: ImportSource, { mirrors }: PolicyFacts): SourceMirror[] | undefined {
  if (!mirrors || source.host === '') return mirrors && []
  const rules = mirrors.flatMap((set) => set.entries.map((entry) => ({ set, entry })))
  // Most clusters have none.
  const near = rules.filter(
    ({ entry }) =>
      isScopeInside(entry.source, source.host) ||
      scopeMatches(entry.source, source.host) ||
      entry.source.startsWith('*.'),
  )
  if (near.length === 0) return []
  const repositories = new Set(source.streams.flatMap(({ tags }) => tags.map(({ repository }) => repository)))
  // Looked up, as thousands of repositories times a thousand rules would take seconds.
  const covering = new Set([...repositories].flatMap((repository) => outerScopes(comparedName(repository))))
  return near
    .filter(({ entry }) => covering.has(entry.source))
    .map(({ set, entry }) => ({ set: set.name, kind: set.kind, source: entry.source, mirrors: entry.mirrors }))
}
