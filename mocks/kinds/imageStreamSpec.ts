import type { K8sObject } from '../../src/k8s/types.ts'
import { badRequest } from '../server/status.ts'
import type { ImageStream, TagReference } from './imageTypes.ts'

/** What a client may send: every field can be missing. */
export interface SentTag {
  name?: string
  annotations?: Record<string, string> | null
  from?: { kind?: string; name?: string; namespace?: string } | null
  reference?: boolean
  generation?: number | null
  importPolicy?: { insecure?: boolean; scheduled?: boolean; importMode?: string } | null
  referencePolicy?: { type?: string } | null
}

/** A tag of the spec with the server's defaults, without what Go leaves out. */
export function completeTag({
  name = '',
  annotations,
  from,
  reference,
  generation,
  importPolicy,
  referencePolicy,
}: SentTag): TagReference {
  return {
    name,
    annotations: annotations && Object.keys(annotations).length ? annotations : null,
    ...(from && {
      from: {
        kind: from.kind ?? '',
        ...(from.namespace && { namespace: from.namespace }),
        name: from.name ?? '',
      },
    }),
    ...(reference && { reference }),
    generation: generation ?? null,
    importPolicy: {
      ...(importPolicy?.insecure && { insecure: true }),
      ...(importPolicy?.scheduled && { scheduled: true }),
      importMode: importPolicy?.importMode || 'Legacy',
    },
    referencePolicy: { type: referencePolicy?.type || 'Source' },
  }
}

type SentSpec = Partial<Omit<ImageStream['spec'], 'tags'>> & { tags?: SentTag[] | null }

/** The tags of a body. JavaScript would take anything for them; Go refuses what is no list, and reads null as an empty tag. */
function sentTags({ tags }: SentSpec): SentTag[] {
  const list: unknown = tags ?? []
  if (!Array.isArray(list))
    throw badRequest(
      `ImageStream in version "v1" cannot be handled as a ImageStream: json: cannot unmarshal ${typeof list} into Go struct field ImageStreamSpec.spec.tags of type []v1.TagReference`,
    )
  return list.map((tag: SentTag | null) => tag ?? {})
}

interface SentStream extends K8sObject {
  spec?: SentSpec | null
  status?: Partial<ImageStream['status']> | null
}

/** Completes a stream a client sent: tags by name and sorted, the last of several with one name. */
export function completeStream(object: ImageStream): void {
  // A client may send any part of a spec.
  const stream: SentStream = object
  const sent = stream.spec ?? {}
  const { status } = stream
  const tags = new Map(sentTags(sent).map((tag) => [tag.name ?? '', completeTag(tag)]))
  const sorted = [...tags.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  object.spec = {
    lookupPolicy: { local: sent.lookupPolicy?.local ?? false },
    ...(sent.dockerImageRepository && { dockerImageRepository: sent.dockerImageRepository }),
    ...(sorted.length && { tags: sorted }),
  }
  const histories = (status?.tags ?? []).toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
  const { tags: _tags, ...rest } = status ?? {}
  object.status = { dockerImageRepository: '', ...rest, ...(histories.length && { tags: histories }) }
  const { labels, annotations } = object.metadata
  if (labels && !Object.keys(labels).length) delete object.metadata.labels
  if (annotations && !Object.keys(annotations).length) delete object.metadata.annotations
}

/** Whether a spec tag differs in what decides which image it gives. */
export function tagChanged(old: TagReference, next: TagReference, namespace: string): boolean {
  const { from } = next
  if (!from || (!from.kind && !from.name)) return false
  return (
    (old.from?.namespace || namespace) !== (from.namespace || namespace) ||
    (old.from?.name ?? '') !== from.name ||
    (old.reference ?? false) !== (next.reference ?? false) ||
    old.importPolicy.importMode !== next.importPolicy.importMode ||
    (old.generation !== null && next.generation === 0 && old.generation !== 0)
  )
}

/** A client can only set a tag's generation to 0: any other value is put back. */
export function keepGenerations(stream: ImageStream, old: ImageStream): void {
  const olds = new Map((old.spec.tags ?? []).map((tag) => [tag.name, tag]))
  for (const tag of stream.spec.tags ?? []) {
    const previous = olds.get(tag.name)
    if (tag.generation !== 0 && previous) tag.generation = previous.generation
  }
}

/** Gives the stream's generation to tags that are new, changed, or have none. */
export function setGenerations(stream: ImageStream, old: ImageStream): void {
  const olds = new Map((old.spec.tags ?? []).map((tag) => [tag.name, tag]))
  for (const tag of stream.spec.tags ?? []) {
    const previous = olds.get(tag.name)
    if (!previous || tagChanged(previous, tag, stream.metadata.namespace ?? '') || !tag.generation)
      tag.generation = stream.metadata.generation ?? 1
  }
}
