import { isSame } from '../../lib/differences.ts'
import type { Patch } from '../writes.ts'
import type { ImageStream, TagReference, TagSourceReference } from './imageStream.ts'
import { currentOf, tagOf } from './imageStream.ts'
import { tagSource } from './imageStreamTag.ts'

/**
 * Where a tag that was fixed to one image came from before, as JSON: a roll back cannot leave the source in place, because
 * the API server would import it again at once. Written into the tag's annotations, so that anybody can go back to it.
 */
export const previousSourceAnnotation = 'registry-console/previous-source'

/** The source that a tag had before it was fixed, with what else has to go for that. */
export interface PreviousSource {
  from: TagSourceReference
  scheduled?: boolean
  reference?: boolean
}

/** The source that somebody wants for a tag. */
export type WantedSource =
  /** An image of another registry; only pointed to when `reference`. */
  | {
      kind: 'external'
      pullSpec: string
      scheduled: boolean
      insecure: boolean
      importMode: ImportMode
      reference: boolean
    }
  /** Another tag of the same stream, now and later. */
  | { kind: 'alias'; tag: string }
  /** One image of a stream, for good. */
  | { kind: 'image'; namespace: string; stream: string; digest: string }

export type ImportMode = 'Legacy' | 'PreserveOriginal'
export type ReferencePolicyType = 'Source' | 'Local'

/** A tag as the spec asks for it; one that only pushes made has no more than its name there. */
export function askedTag(stream: ImageStream, name: string): TagReference {
  return stream.spec?.tags?.find((tag) => tag.name === name) ?? { name }
}

/** The change that puts a tag into a stream. A merge patch replaces whole arrays: all other tags are in it as they are. */
export function withTag(stream: ImageStream, tag: TagReference): Patch {
  const tags = stream.spec?.tags ?? []
  const known = tags.some(({ name }) => name === tag.name)
  return { spec: { tags: known ? tags.map((other) => (other.name === tag.name ? tag : other)) : [...tags, tag] } }
}

/** Gives a tag another source. Its annotations and its reference policy stay. Generation 0 has the server follow it at once. */
export function withSource(tag: TagReference, source: WantedSource): TagReference {
  const { reference: _reference, ...rest } = withoutPreviousSource(tag)
  const policy = tag.importPolicy ?? {}
  if (source.kind === 'external') {
    const { pullSpec, scheduled, insecure, importMode, reference } = source
    return {
      ...rest,
      from: { kind: 'DockerImage', name: pullSpec },
      generation: 0,
      ...(reference && { reference }),
      importPolicy: { ...(insecure && { insecure }), ...(scheduled && !reference && { scheduled }), importMode },
    }
  }
  // The server refuses a schedule for anything but images of other registries.
  const { scheduled: _scheduled, ...importPolicy } = policy
  const from: TagSourceReference =
    source.kind === 'alias'
      ? { kind: 'ImageStreamTag', name: source.tag }
      : { kind: 'ImageStreamImage', namespace: source.namespace, name: `${source.stream}@${source.digest}` }
  return { ...rest, from, generation: 0, importPolicy }
}

/**
 * The same source, spelled otherwise where the tag has another image: something was pushed over it, and the server gives a tag
 * the image of its stream anew only when the name of its source changes. Generation 0 does that for other registries alone.
 */
export function askedAnew(stream: ImageStream, after: TagReference): TagReference {
  const { namespace = '', name } = stream.metadata
  const before = tagOf(stream, after.name)
  const known = before?.spec?.from
  if (!before || !isSameSource({ namespace, name }, known, after.from)) return after
  const source = tagSource(stream, { name: after.name, spec: after })
  const isOwn = source.kind === 'fixed' && source.namespace === namespace && source.stream === name
  const short = source.kind === 'follows' ? source.tag : isOwn ? source.digest : undefined
  // Of another stream there is one spelling only.
  if (short === undefined) return after
  const target = isOwn ? undefined : tagOf(stream, short)
  const image = target ? currentOf(target)?.image : short
  if (currentOf(before)?.image === image) return after
  const whole = `${name}${isOwn ? '@' : ':'}${short}`
  return { ...after, from: { ...after.from, name: known?.name === whole ? short : whole } }
}

/** Whether two sources are the same for a tag of this stream, however they are spelled. */
export function isSameSource(
  { namespace, name }: { namespace: string; name: string },
  a: TagSourceReference | null | undefined,
  b: TagSourceReference | null | undefined,
): boolean {
  const wholeOf = (from: TagSourceReference | null | undefined) => {
    const stream = { metadata: { namespace, name } }
    return from?.name ? tagSource(stream, { name: '', spec: { name: '', from } }) : undefined
  }
  const [first, second] = [wholeOf(a), wholeOf(b)]
  return first !== undefined && isSame(first, second)
}

/** Fixes a tag to one image that its stream holds, and remembers where it came from. */
export function rolledBack(stream: ImageStream, tagName: string, digest: string): TagReference {
  const tag = askedTag(stream, tagName)
  const { namespace = '', name } = stream.metadata
  const previous = sourceToRemember(tag)
  const fixed = askedAnew(stream, withSource(tag, { kind: 'image', namespace, stream: name, digest }))
  if (!previous) return fixed
  return { ...fixed, annotations: { ...fixed.annotations, [previousSourceAnnotation]: JSON.stringify(previous) } }
}

/** What a roll back should remember: what moves a tag by itself, or what an earlier roll back remembered. */
function sourceToRemember(tag: TagReference): PreviousSource | undefined {
  const { from, importPolicy, reference } = tag
  if (!from || from.kind === 'ImageStreamImage') return previousSourceOf(tag)
  return { from, ...(importPolicy?.scheduled && { scheduled: true }), ...(reference && { reference: true }) }
}

/** The source that a tag had before it was rolled back, where that is known. */
export function previousSourceOf(tag: TagReference | undefined): PreviousSource | undefined {
  const text = tag?.annotations?.[previousSourceAnnotation]
  if (!text || tag?.from?.kind !== 'ImageStreamImage') return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('from' in parsed)) return undefined
    // Anybody may write annotations: every part that is used is looked at here.
    const { from, scheduled, reference } = parsed as {
      from?: TagSourceReference
      scheduled?: boolean
      reference?: boolean
    }
    if (typeof from?.name !== 'string' || (from.kind !== 'DockerImage' && from.kind !== 'ImageStreamTag'))
      return undefined
    const { kind, name, namespace } = from
    return {
      from: { kind, name, ...(typeof namespace === 'string' && { namespace }) },
      ...(scheduled === true && { scheduled }),
      ...(reference === true && { reference }),
    }
  } catch {
    return undefined
  }
}

/** Lets a tag that was rolled back follow its former source again: the server does so at once. */
export function resumed(tag: TagReference): TagReference {
  const previous = previousSourceOf(tag)
  if (!previous) return tag
  const { from, scheduled, reference } = previous
  return {
    ...withoutPreviousSource(tag),
    from,
    generation: 0,
    ...(reference && { reference }),
    importPolicy: { ...tag.importPolicy, ...(scheduled && { scheduled }) },
  }
}

function withoutPreviousSource(tag: TagReference): TagReference {
  if (tag.annotations?.[previousSourceAnnotation] === undefined) return tag
  return withAnnotations(tag, { [previousSourceAnnotation]: undefined })
}

/** What decides how a tag is imported. A changed import mode has the server import it again at once. */
export interface WantedImportPolicy {
  scheduled: boolean
  insecure: boolean
  importMode: ImportMode
}

/** Gives a tag another import policy. */
export function withImportPolicy(
  tag: TagReference,
  { scheduled, insecure, importMode }: WantedImportPolicy,
): TagReference {
  return { ...tag, importPolicy: { ...(insecure && { insecure }), ...(scheduled && { scheduled }), importMode } }
}

/** Gives a tag another reference policy: in effect at once, without an import. */
export function withReferencePolicy(tag: TagReference, type: ReferencePolicyType): TagReference {
  return { ...tag, referencePolicy: { type } }
}

/** Sets annotations of a tag, takes those away that are undefined, and keeps the others. */
export function withAnnotations(
  tag: TagReference,
  changes: Readonly<Record<string, string | undefined>>,
): TagReference {
  const { annotations: before, ...rest } = tag
  const after = Object.entries({ ...before, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return after.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(after) }
}

/** Puts one image of a stream into another one: what that asks for of the tag already stays. */
export function copiedInto(
  target: ImageStream | undefined,
  tagName: string,
  image: { namespace: string; stream: string; digest: string },
): TagReference {
  return withSource(target ? askedTag(target, tagName) : { name: tagName }, { kind: 'image', ...image })
}

/** What a tag no longer has after a change. */
export type Lost = { kind: 'source'; from: TagSourceReference } | { kind: 'schedule' } | { kind: 'reference' }

/** What a change takes from a tag. */
export function lostBy(before: TagReference, after: TagReference): Lost[] {
  const lost: Lost[] = []
  const moved = before.from?.name !== after.from?.name || before.from?.kind !== after.from?.kind
  if (before.from?.name && moved) lost.push({ kind: 'source', from: before.from })
  if (before.importPolicy?.scheduled && !after.importPolicy?.scheduled) lost.push({ kind: 'schedule' })
  if (before.reference && !after.reference) lost.push({ kind: 'reference' })
  return lost
}

/** Whether the spec asks for a tag as wanted. Generations are the server's; what it fills in is no difference. */
export function isAskedAs(stream: ImageStream | undefined, wanted: TagReference): boolean {
  const known = stream?.spec?.tags?.find(({ name }) => name === wanted.name)
  return known !== undefined && isSame(comparable(known), comparable(wanted))
}

/** A tag of the spec without what the server writes by itself, with what it fills in. */
export function comparable({ name, annotations, from, reference, importPolicy, referencePolicy }: TagReference) {
  return {
    name,
    annotations: annotations ?? {},
    from: from?.name ? { kind: from.kind, name: from.name, namespace: from.namespace || undefined } : undefined,
    reference: reference === true,
    scheduled: importPolicy?.scheduled === true,
    insecure: importPolicy?.insecure === true,
    importMode: importPolicy?.importMode || 'Legacy',
    referencePolicy: referencePolicy?.type || 'Source',
  }
}

/** Why a tag cannot follow another one of its stream. The server accepts circles: nothing in them ever gets an image. */
export type AliasProblem = { kind: 'self' } | { kind: 'missing' } | { kind: 'circle'; over: string[] }

/** What is wrong with a tag that follows another; undefined when nothing is. */
export function aliasProblem(stream: ImageStream, name: string, target: string): AliasProblem | undefined {
  if (name === target) return { kind: 'self' }
  if (!tagOf(stream, target)) return { kind: 'missing' }
  const over: string[] = []
  for (let at: string | undefined = target; at !== undefined; at = aliasOf(stream, at)) {
    if (at === name) return { kind: 'circle', over }
    // A circle elsewhere has no images to give.
    if (over.includes(at)) return { kind: 'missing' }
    over.push(at)
  }
  return undefined
}

/** What is wrong with letting a tag that was rolled back follow its former source again; undefined when nothing is. */
export function resumeProblem(
  stream: ImageStream,
  name: string,
): { target: string; problem: AliasProblem } | undefined {
  const source = tagSource(stream, { name, spec: resumed(askedTag(stream, name)) })
  if (source.kind !== 'follows') return undefined
  const problem = aliasProblem(stream, name, source.tag)
  return problem && { target: source.tag, problem }
}

/** The tag that another one of the stream follows. */
function aliasOf(stream: ImageStream, name: string): string | undefined {
  const tag = tagOf(stream, name)
  const source = tag && tagSource(stream, tag)
  return source?.kind === 'follows' ? source.tag : undefined
}
