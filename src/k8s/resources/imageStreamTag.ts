import { parseImageReference, repositoryOf } from '../../lib/imageReference.ts'
import { currentOf, historyOf, repositoriesOf, tagOf } from './imageStream.ts'
import type { ImageStream, StreamTag, TagEvent, TagEventCondition } from './imageStream.ts'

/** What a tag can be. Failed does not mean gone: an older image may still be served. */
export type TagState = 'ok' | 'failed' | 'importing' | 'reference' | 'empty'

/** Where the image of a tag comes from. */
export type TagSource =
  | { kind: 'pushed' }
  /** Imported from another registry; `spec` says whether somebody still asks for it. */
  | { kind: 'imported'; from: string; spec: boolean }
  /** Only refers to another registry: nothing is imported. */
  | { kind: 'reference'; from: string }
  /** Follows another tag of the same stream. */
  | { kind: 'follows'; tag: string }
  /** Copied once from a tag of another stream. */
  | { kind: 'copied'; namespace: string; stream: string; tag: string }
  /** Fixed to one image of a stream. */
  | { kind: 'fixed'; namespace: string; stream: string; digest: string }
  /** Asked for without a source, and nothing was pushed yet. */
  | { kind: 'none' }

/** How one revision came into a tag. Copies of older revisions cannot be told from pushes. */
export type RevisionOrigin =
  | { kind: 'pushed' | 'tagged' | 'pushedOrTagged' }
  | { kind: 'imported'; from: string }
  | { kind: 'reference'; from: string }

/** The failure of the last import of a tag, if it failed. The API never reports success: then there is no condition. */
export function failedImport(tag: StreamTag): TagEventCondition | undefined {
  return tag.status?.conditions?.find(({ type, status }) => type === 'ImportSuccess' && status === 'False')
}

/** Whether an import was asked for that has neither brought an image nor failed yet. */
export function isImportPending(tag: StreamTag): boolean {
  const { from, reference, generation } = tag.spec ?? {}
  if (from?.kind !== 'DockerImage' || reference || generation === null || generation === undefined) return false
  const condition = tag.status?.conditions?.find(({ type }) => type === 'ImportSuccess')
  return generation > Math.max(currentOf(tag)?.generation ?? 0, condition?.generation ?? 0)
}

/** The state of a tag, from what its spec asks for and what its status says. */
export function tagState(tag: StreamTag): TagState {
  if (failedImport(tag)) return 'failed'
  if (isImportPending(tag)) return 'importing'
  if (currentOf(tag)) return 'ok'
  return tag.spec?.reference ? 'reference' : 'empty'
}

/** Where the image of a tag comes from. */
export function tagSource(stream: ImageStream, tag: StreamTag): TagSource {
  const asked = askedSource(stream, tag)
  if (asked) return asked
  const event = currentOf(tag)
  if (!event) return { kind: 'none' }
  const origin = revisionOrigin(stream, tag, event)
  return origin.kind === 'imported' ? { kind: 'imported', from: origin.from, spec: false } : { kind: 'pushed' }
}

function askedSource(stream: ImageStream, tag: StreamTag): TagSource | undefined {
  const from = tag.spec?.from
  const name = from?.name
  if (!name) return undefined
  const namespace = from.namespace || (stream.metadata.namespace ?? '')
  const own = stream.metadata.name
  switch (from.kind) {
    case 'ImageStreamTag': {
      const colon = name.indexOf(':')
      const source = { stream: colon < 0 ? own : name.slice(0, colon), tag: colon < 0 ? name : name.slice(colon + 1) }
      const here = source.stream === own && namespace === (stream.metadata.namespace ?? '')
      return here ? { kind: 'follows', tag: source.tag } : { kind: 'copied', namespace, ...source }
    }
    case 'ImageStreamImage': {
      const at = name.indexOf('@')
      return { kind: 'fixed', namespace, stream: at < 0 ? own : name.slice(0, at), digest: name.slice(at + 1) }
    }
    default:
      return tag.spec?.reference ? { kind: 'reference', from: name } : { kind: 'imported', from: name, spec: true }
  }
}

/**
 * Whether the image of a tag no longer comes from its source, because another one was pushed over it. An alias gets the
 * generations of the tag it follows: it is pushed over when the two differ.
 */
export function isPushedOver(stream: ImageStream, tag: StreamTag): boolean {
  const event = currentOf(tag)
  const asked = tag.spec?.generation
  if (!event || !tag.spec?.from || typeof asked !== 'number' || !((event.generation ?? 0) > asked)) return false
  const source = askedSource(stream, tag)
  if (source?.kind !== 'follows') return true
  const target = tagOf(stream, source.tag)
  return event.image !== (target && currentOf(target)?.image)
}

/** The tag that an alias ends at, over any number of aliases. Undefined when that is missing or the aliases go round in a circle. */
export function followedTag(stream: ImageStream, tag: StreamTag): StreamTag | undefined {
  const seen = new Set<string>()
  let at: StreamTag | undefined = tag
  while (at && !seen.has(at.name)) {
    seen.add(at.name)
    const source = askedSource(stream, at)
    if (source?.kind !== 'follows') return at
    at = tagOf(stream, source.tag)
  }
  return undefined
}

/** How one revision of a tag came there, as far as it was recorded. */
export function revisionOrigin(stream: ImageStream, tag: StreamTag, event: TagEvent): RevisionOrigin {
  const recorded = event.dockerImageReference ?? ''
  if (!event.image) return { kind: 'reference', from: recorded }
  if (recorded && !isOwn(stream, recorded)) return { kind: 'imported', from: repositoryOf(recorded) }
  const kind = tag.spec?.from?.kind
  if (kind !== 'ImageStreamTag' && kind !== 'ImageStreamImage') return { kind: 'pushed' }
  if (event !== currentOf(tag)) return { kind: 'pushedOrTagged' }
  return { kind: isPushedOver(stream, tag) ? 'pushed' : 'tagged' }
}

/** Whether a recorded pull spec is of the stream itself: then the image was pushed, or tagged from another stream. */
function isOwn(stream: ImageStream, recorded: string): boolean {
  const { internal, external } = repositoriesOf(stream)
  for (const known of [internal, external]) {
    // Without a registry in the cluster, the stream names the repository that it imports from as its own.
    if (!known || known === stream.spec?.dockerImageRepository || !recorded.startsWith(known)) continue
    if (recorded[known.length] === '@' || recorded[known.length] === ':') return true
  }
  // A registry whose host name has changed is still the same registry.
  const { namespace, name } = stream.metadata
  return isInternalHost(recorded) && parseImageReference(recorded)?.repository === `${namespace}/${name}`
}

/** Whether a pull spec begins with a name that the registry of a cluster has inside it, or by its default route. */
export const isInternalHost = (pullSpec: string) =>
  /^(image-registry\.openshift-image-registry\.svc|docker-registry\.default\.svc|172\.30\.|default-route-openshift-image-registry\.)/.test(
    pullSpec,
  )

/** Whether a tag is imported again and again, about every 15 minutes. */
export function isScheduled(tag: StreamTag): boolean {
  return tag.spec?.importPolicy?.scheduled === true
}

/** Whether the registry that a tag is imported from may do without a trusted certificate. */
export function isInsecure(tag: StreamTag): boolean {
  return tag.spec?.importPolicy?.insecure === true
}

/** Whether workloads pull the image from where it was imported (Source) or through the cluster's registry (Local). */
export function referencePolicyOf(tag: StreamTag): 'Source' | 'Local' {
  return tag.spec?.referencePolicy?.type === 'Local' ? 'Local' : 'Source'
}

/** Whether all platforms of an image are kept on import, or one is chosen (Legacy). */
export function importModeOf(tag: StreamTag): 'Legacy' | 'PreserveOriginal' {
  return tag.spec?.importPolicy?.importMode === 'PreserveOriginal' ? 'PreserveOriginal' : 'Legacy'
}

/** One revision of a tag with its place: 0 is what the tag serves now. */
export interface Revision {
  tag: StreamTag
  event: TagEvent
  place: number
}

/** All revisions of some tags, newest first. */
export function revisionsOf(tags: readonly StreamTag[]): Revision[] {
  const revisions = tags.flatMap((tag) => historyOf(tag).map((event, place) => ({ tag, event, place })))
  return revisions.toSorted((a, b) => {
    const [first, second] = [a.event.created ?? '', b.event.created ?? '']
    if (first !== second) return first < second ? 1 : -1
    return a.tag === b.tag ? a.place - b.place : 0
  })
}
