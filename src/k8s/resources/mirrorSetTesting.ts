import type { MirrorRule, MirrorSet, MirrorSetKind } from './mirrorSet.ts'

/** A mirror set for tests: `mirrorSetFor('ImageDigestMirrorSet', 'a', ['quay.io', 'mirror.corp/quay'])`. */
export function mirrorSetFor(
  kind: MirrorSetKind,
  name: string,
  ...entries: readonly (readonly [source: string, ...mirrors: string[]] | MirrorRule)[]
): MirrorSet {
  const rules = entries.map((entry): MirrorRule => {
    if ('source' in entry) return entry
    const [source, ...mirrors] = entry
    return { source, mirrors }
  })
  return { kind, name, uid: `${kind}-${name}`, resourceVersion: '1', created: undefined, entries: rules }
}
