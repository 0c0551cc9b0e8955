import { coveringPrefixes, isScopeInside, outerScopes } from '../../lib/registryScope.ts'
import type { ImageRegistrySources } from './imageConfig.ts'
import type { MirrorSet } from './mirrorSet.ts'
import { mergedSources, type MergedSource } from './mirrorSetMerge.ts'

/** A place that may be tried before the source. */
export interface ConfMirror {
  location: string
  /** Only for images that are named so. */
  by: 'digest' | 'tag'
  insecure: boolean
  /** The source that it is a mirror of, as the sets name it. */
  source: string
  sets: readonly MirrorSet[]
}

/** One [[registry]] of registries.conf. Of all that cover an image only the longest counts. */
export interface ConfEntry {
  scope: string
  mirrors: ConfMirror[]
  insecure: boolean
  /** Why nothing is pulled from a name that this entry covers; its mirrors are other names. */
  blocked?: { by: 'blockedRegistries'; entry: string } | { by: 'NeverContactSource'; sets: readonly MirrorSet[] }
}

export interface RegistriesConf {
  entries: ReadonlyMap<string, ConfEntry>
  /** A source with a wildcard and an entry in it without mirrors of its own: the operator cannot write that. */
  unwritable?: { source: string; scope: string }
}

/**
 * /etc/containers/registries.conf as the machine config operator writes it from mirror sets and registry sources, and as imports
 * use it. openshift/runtime-utils@7bdb5b9 pkg/registries/registries.go#L262
 */
export function registriesConf(
  sets: readonly MirrorSet[],
  sources: ImageRegistrySources | null | undefined,
): RegistriesConf {
  const entries = new Map<string, ConfEntry>()
  const entryOf = (scope: string): ConfEntry => {
    let entry = entries.get(scope)
    if (!entry) entries.set(scope, (entry = { scope, mirrors: [], insecure: false }))
    return entry
  }
  const byDigest = mergedSources(
    sets.filter(({ kind }) => kind === 'ImageDigestMirrorSet' || kind === 'ImageContentSourcePolicy'),
  )
  const byTag = mergedSources(sets.filter(({ kind }) => kind === 'ImageTagMirrorSet'))
  addMirrors(byDigest, 'digest', entryOf)
  addMirrors(byTag, 'tag', entryOf)
  const blocked = sources?.blockedRegistries ?? []
  for (const scope of blocked) entryOf(scope)
  for (const scope of sources?.insecureRegistries ?? []) {
    entryOf(scope)
    for (const entry of entries.values()) {
      if (isScopeInside(entry.scope, scope)) entry.insecure = true
      for (const mirror of entry.mirrors) if (isScopeInside(mirror.location, scope)) mirror.insecure = true
    }
  }
  for (const scope of blocked) {
    for (const entry of entries.values()) {
      const isOwn = entry.blocked?.by === 'blockedRegistries'
      if (isScopeInside(entry.scope, scope) && !isOwn) entry.blocked = { by: 'blockedRegistries', entry: scope }
    }
  }
  const unwritable = inherit([...byDigest, ...byTag], entries)
  return { entries, ...(unwritable && { unwritable }) }
}

function addMirrors(
  merged: readonly MergedSource[],
  by: 'digest' | 'tag',
  entryOf: (scope: string) => ConfEntry,
): void {
  for (const { source, mirrors, never } of merged) {
    const entry = entryOf(source)
    if (never.length > 0) {
      const known = entry.blocked?.by === 'NeverContactSource' ? entry.blocked.sets : []
      entry.blocked = { by: 'NeverContactSource', sets: [...known, ...never] }
    }
    for (const { location, sets } of mirrors) entry.mirrors.push({ location, by, insecure: false, source, sets })
  }
}

/** Only the longest entry counts: those inside a mirrored source that have no mirrors get its, with their own path at the end. */
function inherit(
  merged: readonly MergedSource[],
  entries: ReadonlyMap<string, ConfEntry>,
): RegistriesConf['unwritable'] {
  // The first that comes gives its mirrors, not the longest.
  const turns = new Map<string, number>()
  for (const [turn, { source }] of merged.entries()) if (!turns.has(source)) turns.set(source, turn)
  const bare = [...entries.values()].filter(({ mirrors }) => mirrors.length === 0)
  for (const entry of bare) {
    const { scope } = entry
    const sources = outerScopes(scope).filter((outer) => outer !== scope && turns.has(outer))
    const [source] = sources.toSorted((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0))
    if (source === undefined) continue
    if (source.startsWith('*.')) return { source, scope }
    const rest = scope.slice(source.length)
    entry.mirrors = (entries.get(source)?.mirrors ?? []).map((mirror) => ({
      ...mirror,
      location: mirror.location + rest,
    }))
  }
  return undefined
}

/** The entry that counts for a name, host[:port]/path. */
export function confEntryOf(conf: RegistriesConf, name: string): ConfEntry | undefined {
  let found: ConfEntry | undefined
  for (const prefix of coveringPrefixes(name)) {
    const entry = conf.entries.get(prefix)
    if (entry && prefix.length > (found?.scope.length ?? 0)) found = entry
  }
  return found
}
