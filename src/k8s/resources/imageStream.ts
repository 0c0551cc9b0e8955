import { naturalCompare } from '../../lib/naturalCompare.ts'
import type { K8sObject, ResourceType } from '../types.ts'

/** Where a tag gets its image from. The API server always sends kind and name. */
export interface TagSourceReference {
  kind?: string
  name?: string
  namespace?: string
}

/** A tag as somebody asked for it: spec.tags[]. */
export interface TagReference {
  name: string
  annotations?: Record<string, string> | null
  from?: TagSourceReference | null
  generation?: number | null
  reference?: boolean | null
  importPolicy?: { insecure?: boolean; scheduled?: boolean; importMode?: string } | null
  referencePolicy?: { type?: string } | null
}

/** One revision of a tag: status.tags[].items[]. */
export interface TagEvent {
  created?: string | null
  /** The pull spec as it was recorded; not rewritten when the registry's host name changes. */
  dockerImageReference?: string
  /** Digest; empty for tags that only refer to an image elsewhere. */
  image?: string
  generation?: number | null
}

export interface TagEventCondition {
  type?: string
  status?: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
  generation?: number | null
}

/** A tag as it is: status.tags[]. */
export interface TagEventList {
  tag: string
  /** Newest first; null for a tag that never had an image. */
  items?: TagEvent[] | null
  conditions?: TagEventCondition[] | null
}

export interface ImageStream extends K8sObject {
  spec?: {
    lookupPolicy?: { local?: boolean } | null
    dockerImageRepository?: string
    tags?: TagReference[] | null
  } | null
  status?: {
    dockerImageRepository?: string
    publicDockerImageRepository?: string
    tags?: TagEventList[] | null
  } | null
}

/** Image streams: repositories of the registry, with their tags. */
export const ImageStream: ResourceType<ImageStream> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreams',
  kind: 'ImageStream',
  namespaced: true,
  watchable: true,
}

/** A tag of a stream: what was asked for and what is there. At least one of the two is present. */
export interface StreamTag {
  name: string
  spec?: TagReference
  status?: TagEventList
}

/** All tags of a stream, asked for or there, in no order: tables sort them. */
export function tagsOf(stream: ImageStream): StreamTag[] {
  const tags = new Map<string, StreamTag>()
  for (const status of stream.status?.tags ?? []) tags.set(status.tag, { name: status.tag, status })
  for (const spec of stream.spec?.tags ?? []) tags.set(spec.name, { ...tags.get(spec.name), name: spec.name, spec })
  return [...tags.values()]
}

/** One tag of a stream, if it is asked for or there. */
export function tagOf(stream: ImageStream, name: string): StreamTag | undefined {
  const spec = stream.spec?.tags?.find((tag) => tag.name === name)
  const status = stream.status?.tags?.find(({ tag }) => tag === name)
  if (!spec && !status) return undefined
  return { name, ...(spec && { spec }), ...(status && { status }) }
}

/** The revisions of a tag, newest first. */
export function historyOf(tag: StreamTag): readonly TagEvent[] {
  return tag.status?.items ?? noEvents
}

const noEvents: readonly TagEvent[] = []

/** The revision that a tag serves now. */
export function currentOf(tag: StreamTag): TagEvent | undefined {
  return tag.status?.items?.[0]
}

/** When a tag last got an image. Undefined when it never did. */
export function updatedOf(tag: StreamTag): string | undefined {
  return currentOf(tag)?.created ?? undefined
}

/** Compares two tags so that the newest comes first; of equal age the higher version does, and `latest` says least. */
export function compareNewest(a: StreamTag, b: StreamTag): number {
  const [first, second] = [updatedOf(a) ?? '', updatedOf(b) ?? '']
  // Times of the API server all have the same form, so that they sort as text.
  if (first !== second) return first < second ? 1 : -1
  if (a.name === 'latest' || b.name === 'latest') return a.name === b.name ? 0 : a.name === 'latest' ? 1 : -1
  return naturalCompare(b.name, a.name)
}

/** Where a stream is pulled from outside the cluster, and where inside. Undefined when the registry has no such name. */
export function repositoriesOf(stream: ImageStream): { external: string | undefined; internal: string | undefined } {
  const { publicDockerImageRepository, dockerImageRepository } = stream.status ?? {}
  return { external: publicDockerImageRepository || undefined, internal: dockerImageRepository || undefined }
}

/** The pull spec of a tag in a repository. */
export function tagPullSpec(repository: string, tag: string): string {
  return `${repository}:${tag}`
}

/** The pull spec of one image in a repository, whatever its tags say later. */
export function digestPullSpec(repository: string, digest: string): string {
  return `${repository}@${digest}`
}
