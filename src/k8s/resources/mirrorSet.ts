import type { K8sObject, ResourceType } from '../types.ts'

export type MirrorSourcePolicy = 'AllowContactingSource' | 'NeverContactSource'

/** Where else the images of a source may be found, the preferred place first. */
export interface MirrorEntry {
  source: string
  mirrors?: readonly string[] | null
  mirrorSourcePolicy?: MirrorSourcePolicy
}

export interface ImageDigestMirrorSet extends K8sObject {
  spec?: { imageDigestMirrors?: MirrorEntry[] | null } | null
}

export interface ImageTagMirrorSet extends K8sObject {
  spec?: { imageTagMirrors?: MirrorEntry[] | null } | null
}

export interface ImageContentSourcePolicy extends K8sObject {
  spec?: { repositoryDigestMirrors?: MirrorEntry[] | null } | null
}

// They change rarely: not worth one of the scarce watches.
const config = { group: 'config.openshift.io', version: 'v1', namespaced: false, watchable: false } as const

/** Mirrors for images that are named by digest. */
export const ImageDigestMirrorSet: ResourceType<ImageDigestMirrorSet> = {
  ...config,
  plural: 'imagedigestmirrorsets',
  kind: 'ImageDigestMirrorSet',
}

/** Mirrors for images that are named by tag. */
export const ImageTagMirrorSet: ResourceType<ImageTagMirrorSet> = {
  ...config,
  plural: 'imagetagmirrorsets',
  kind: 'ImageTagMirrorSet',
}

/** What was before ImageDigestMirrorSet; still honored. */
export const ImageContentSourcePolicy: ResourceType<ImageContentSourcePolicy> = {
  group: 'operator.openshift.io',
  version: 'v1alpha1',
  namespaced: false,
  watchable: false,
  plural: 'imagecontentsourcepolicies',
  kind: 'ImageContentSourcePolicy',
}

/** Was never honored by nodes: clusters have the kind, and nothing that reads it. */
export const ImageContentPolicy: ResourceType<ImageContentSourcePolicy> = {
  ...config,
  plural: 'imagecontentpolicies',
  kind: 'ImageContentPolicy',
}

export type MirrorSetKind =
  'ImageDigestMirrorSet' | 'ImageTagMirrorSet' | 'ImageContentSourcePolicy' | 'ImageContentPolicy'

/** An object of any of the kinds. */
export type MirrorSetObject = ImageDigestMirrorSet & ImageTagMirrorSet & ImageContentSourcePolicy

/** A mirror set of any kind. */
export interface MirrorSet {
  kind: MirrorSetKind
  name: string
  uid: string
  resourceVersion: string
  created: string | undefined
  entries: readonly MirrorRule[]
}

/** An entry with what the API lets one leave out. */
export interface MirrorRule {
  source: string
  mirrors: readonly string[]
  mirrorSourcePolicy?: MirrorSourcePolicy
}

/** How each kind is addressed, and the field that its entries stand in. */
export const mirrorSetKinds: Record<MirrorSetKind, { type: ResourceType<MirrorSetObject>; field: MirrorField }> = {
  ImageDigestMirrorSet: { type: ImageDigestMirrorSet, field: 'imageDigestMirrors' },
  ImageTagMirrorSet: { type: ImageTagMirrorSet, field: 'imageTagMirrors' },
  ImageContentSourcePolicy: { type: ImageContentSourcePolicy, field: 'repositoryDigestMirrors' },
  ImageContentPolicy: { type: ImageContentPolicy, field: 'repositoryDigestMirrors' },
}

export type MirrorField = 'imageDigestMirrors' | 'imageTagMirrors' | 'repositoryDigestMirrors'

/** A set as all kinds have it. Broken entries, as servers without a schema take them, are left out. */
export function mirrorSetOf(kind: MirrorSetKind, object: MirrorSetObject): MirrorSet {
  const { name, uid = '', resourceVersion = '', creationTimestamp } = object.metadata
  return { kind, name, uid, resourceVersion, created: creationTimestamp ?? undefined, entries: rulesOf(kind, object) }
}

/** The entries of a set. */
export function rulesOf(kind: MirrorSetKind, { spec }: MirrorSetObject): MirrorRule[] {
  const entries: unknown = spec?.[mirrorSetKinds[kind].field]
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: Partial<MirrorEntry> | null): MirrorRule[] => {
    if (typeof entry?.source !== 'string') return []
    const { source, mirrors, mirrorSourcePolicy } = entry
    const known = Array.isArray(mirrors) ? mirrors.filter((mirror) => typeof mirror === 'string') : []
    return [{ source, mirrors: known, ...(mirrorSourcePolicy && { mirrorSourcePolicy }) }]
  })
}

/** The part of the spec that holds the entries. The older kinds know no policy. */
export function specOf(kind: MirrorSetKind, rules: readonly MirrorRule[]): NonNullable<MirrorSetObject['spec']> {
  const { field } = mirrorSetKinds[kind]
  const withPolicy = hasSourcePolicy(kind)
  return {
    [field]: rules.map(({ source, mirrors, mirrorSourcePolicy }) => ({
      source,
      mirrors,
      ...(withPolicy && mirrorSourcePolicy && { mirrorSourcePolicy }),
    })),
  }
}

/** Whether the entries of a kind may say that the source is never asked. */
export function hasSourcePolicy(kind: MirrorSetKind): boolean {
  return kind === 'ImageDigestMirrorSet' || kind === 'ImageTagMirrorSet'
}
