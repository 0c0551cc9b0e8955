import type { ResourceAttributes, Decision } from '../server/access.ts'
import { fieldError, StatusError, type FieldError } from '../server/status.ts'
import { formatPullSpec, parsePullSpec } from './imageReference.ts'
import { tagChanged } from './imageStreamSpec.ts'
import { addTagEvent, resolveImageId, updateTrackingTags } from './imageTagEvents.ts'
import {
  IMAGE_GROUP,
  latestEvent,
  setHistory,
  type ImageStream,
  type ObjectReference,
  type TagEvent,
  type TagReference,
} from './imageTypes.ts'

/** What turning spec tags into events needs from the cluster. */
export interface TagContext {
  /** RFC 3339, whole seconds. */
  now: string
  internalHostname: string
  streamOf(namespace: string, name: string): ImageStream | undefined
  may(attributes: ResourceAttributes): Decision
}

const FORM = 'must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>'

/** The stream and the tag or digest that a reference to another tag or image names. */
function sourceOf(stream: ImageStream, { kind, name }: ObjectReference): [stream: string, tagOrId: string] | undefined {
  if (kind !== 'ImageStreamTag' && kind !== 'ImageStreamImage') return undefined
  const [first = '', second, more] = name.split(kind === 'ImageStreamTag' ? ':' : '@')
  if (more !== undefined) return undefined
  return second === undefined ? [stream.metadata.name, first] : [first, second]
}

const changedTags = (stream: ImageStream, old: ImageStream | undefined) => {
  const olds = new Map((old?.spec.tags ?? []).map((tag) => [tag.name, tag]))
  return (stream.spec.tags ?? []).filter((tag) => {
    const previous = olds.get(tag.name)
    return !previous || tagChanged(previous, tag, stream.metadata.namespace ?? '')
  })
}

/** Tags from another namespace need `get imagestreams/layers` there. */
export function sourceAccessErrors(
  stream: ImageStream,
  old: ImageStream | undefined,
  { may }: Pick<TagContext, 'may'>,
): FieldError[] {
  const errors: FieldError[] = []
  for (const { name: tag, from } of changedTags(stream, old)) {
    if (!from?.namespace || from.namespace === stream.metadata.namespace) continue
    const field = `spec.tags[${tag}].from`
    const source = sourceOf(stream, from)
    if (!source) {
      errors.push(fieldError.invalid(`${field}.name`, from.name, FORM))
      continue
    }
    const { namespace } = from
    const [name] = source
    const attributes = { verb: 'get', group: IMAGE_GROUP, resource: 'imagestreams', subresource: 'layers' }
    const { allowed, reason = '' } = may({ ...attributes, namespace, name })
    if (!allowed) errors.push(fieldError.forbidden(field, `${namespace}/${name}: ${JSON.stringify(reason)} ""`))
  }
  return errors
}

function eventFor(source: ImageStream, tag: TagReference, tagOrId: string, now: string): TagEvent | undefined {
  const generation = tag.generation ?? 0
  if (tag.from?.kind === 'ImageStreamImage') return { ...resolveImageId(source, tagOrId, now), generation }
  const latest = latestEvent(source, tagOrId)
  return latest && { ...latest, generation }
}

/** Pulls through this stream from now on, when the source's image is in the integrated registry under the source's name. */
function rewritten(event: TagEvent, source: ImageStream, stream: ImageStream, internalHostname: string): TagEvent {
  const reference = parsePullSpec(event.dockerImageReference)
  if ('error' in reference || !internalHostname || reference.registry !== internalHostname) return event
  if (reference.namespace !== source.metadata.namespace || reference.name !== source.metadata.name) return event
  const { namespace = '', name } = stream.metadata
  return { ...event, dockerImageReference: formatPullSpec({ ...reference, namespace, name }) }
}

/** Puts the images that new or changed spec tags name into the status, and into tags that follow those. */
export function applyTagSources(stream: ImageStream, old: ImageStream | undefined, context: TagContext): FieldError[] {
  const errors: FieldError[] = []
  for (const tag of changedTags(stream, old)) {
    const { from, name } = tag
    if (!from) continue
    const generation = stream.metadata.generation ?? 1
    if (from.kind === 'DockerImage' && from.name) {
      if (!tag.reference) continue
      tag.generation = generation
      addTagEvent(stream, name, { created: context.now, dockerImageReference: from.name, image: '', generation })
      continue
    }
    const error = copyFromSource(stream, tag, from, context)
    if (error) errors.push(error)
  }
  followChanges(stream, old)
  return errors
}

function copyFromSource(
  stream: ImageStream,
  tag: TagReference,
  from: ObjectReference,
  { now, internalHostname, streamOf }: TagContext,
): FieldError | undefined {
  const field = `spec.tags[${tag.name}].from.name`
  const parts = sourceOf(stream, from)
  if (!parts) return fieldError.invalid(field, from.name, FORM)
  const [sourceName, tagOrId] = parts
  const namespace = from.namespace ?? stream.metadata.namespace ?? ''
  const isOwn = namespace === stream.metadata.namespace && sourceName === stream.metadata.name
  const source = isOwn ? stream : streamOf(namespace, sourceName)
  if (!source) return fieldError.notFound(field, from.name)
  tag.generation = stream.metadata.generation ?? 1
  try {
    const event = eventFor(source, tag, tagOrId, now)
    if (!event) return undefined
    if (isOwn && from.kind === 'ImageStreamTag') touchSource(stream, tagOrId, event.generation)
    addTagEvent(stream, tag.name, tag.reference ? event : rewritten(event, source, stream, internalHostname))
    return undefined
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return fieldError.invalid(field, from.name, `error generating tag event: ${error.message}`)
  }
}

/** The API server shares the event of a tag in the same stream while it sets the generation: the source's newest event gets it too. */
function touchSource(stream: ImageStream, tag: string, generation: number) {
  const history = stream.status.tags?.find((entry) => entry.tag === (tag || 'latest'))
  const [newest, ...older] = history?.items ?? []
  if (history && newest) setHistory(stream, { ...history, items: [{ ...newest, generation }, ...older] })
}

/** Tags that follow another tag of the stream get its newest event when that changed. */
export function followChanges(stream: ImageStream, old: ImageStream | undefined): void {
  const olds = new Map((old?.status.tags ?? []).map((history) => [history.tag, history.items?.[0]]))
  for (const { tag, items } of stream.status.tags ?? []) {
    const [newest] = items ?? []
    if (!newest || (old && sameEvent(newest, olds.get(tag)))) continue
    updateTrackingTags(stream, tag, newest)
  }
}

const sameEvent = (a: TagEvent, b: TagEvent | undefined) =>
  b !== undefined &&
  a.created === b.created &&
  a.dockerImageReference === b.dockerImageReference &&
  a.image === b.image &&
  a.generation === b.generation
