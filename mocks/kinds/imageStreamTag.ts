import {
  alreadyExists,
  badRequest,
  conflict,
  fieldError,
  invalid,
  notFound,
  type FieldError,
} from '../server/status.ts'
import { equal } from '../server/patch.ts'
import { allowedRegistries } from './imageAllowedRegistries.ts'
import { emptyImage, imageOf, referenceFor, withReference } from './imageOfTag.ts'
import { imageStreamTagColumns, type ImageStreamTag } from './imagePrinters.ts'
import { splitTagName } from './imageReference.ts'
import { requireStreamQuota } from './imageStreamQuota.ts'
import { completeTag, type SentTag } from './imageStreamSpec.ts'
import {
  decorateStream,
  newStream,
  requireNamespace,
  storedStream,
  storeStream,
  streamFor,
  unexpected,
} from './imageStreamStore.ts'
import { isInsecure, nameErrors, pathSegmentError, tagReferenceErrors } from './imageStreamValidation.ts'
import {
  historyOf,
  IMAGE_GROUP,
  latestEvent,
  removeHistory,
  removeSpecTag,
  setSpecTag,
  specTagOf,
  STREAMS,
  timestamp,
  type Image,
  type ImageStream,
  type TagReference,
} from './imageTypes.ts'
import type { AnyObject, Call, DeleteOptions, KindRules } from './kind.ts'

const PLURAL = 'imagestreamtags'

const parts = (name: string) => {
  const split = splitTagName(name)
  if (!split) throw badRequest('ImageStreamTags must be retrieved with <name>:<tag>')
  return split
}

/** A tag of a stream with its image; without `allowEmpty` 404 when it has none. */
function tagOf(stream: ImageStream, tag: string, image: Image | undefined, allowEmpty = false): ImageStreamTag {
  const { metadata, spec } = stream
  const name = `${metadata.name}:${tag}`
  const latest = latestEvent(stream, tag)
  if (!latest?.image && !allowEmpty) throw notFound(IMAGE_GROUP, PLURAL, name)
  const event = latest?.image
    ? latest
    : { created: metadata.creationTimestamp ?? null, dockerImageReference: '', image: '', generation: 0 }
  const specTag = specTagOf(stream, tag)
  const annotations = specTag?.annotations ?? {}
  const { namespace, uid, resourceVersion, labels } = metadata
  const conditions = historyOf(stream, tag)?.conditions
  const shown = image ?? emptyImage(event.image)
  const allAnnotations = { ...shown.metadata.annotations, ...annotations }
  if (image && Object.keys(annotations).length) shown.metadata.annotations = allAnnotations
  return {
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
      creationTimestamp: event.created,
      ...(labels && { labels }),
      ...(Object.keys(annotations).length && { annotations }),
    },
    tag: specTag ? completeTag(specTag) : null,
    generation: event.generation,
    lookupPolicy: spec.lookupPolicy,
    ...(conditions?.length && { conditions }),
    image: withReference(shown, referenceFor(stream, tag, event)),
  }
}

/** The tag after a write. */
const written = (call: Call, stream: ImageStream, tag: string) =>
  tagOf(stream, tag, imageOf(stream, tag, call.store), true)

function get(call: Call): ImageStreamTag {
  const [streamName, tag] = parts(call.name ?? '')
  const stored = storedStream(call.store, call.namespace, streamName)
  if (!stored) throw notFound(IMAGE_GROUP, 'imagestreams', streamName)
  const stream = decorateStream(stored, call.store)
  const event = latestEvent(stream, tag)
  if (!event?.image) throw notFound(IMAGE_GROUP, PLURAL, call.name ?? '')
  const image = imageOf(stream, tag, call.store)
  if (!image) throw notFound(IMAGE_GROUP, 'images', event.image)
  return tagOf(stream, tag, image)
}

function list({ store, namespace }: Call): { items: ImageStreamTag[]; resourceVersion: string } {
  const items = store.list(STREAMS, namespace).flatMap((object) => {
    // Image streams in the store have the shape of their kind.
    const stream = decorateStream(object as ImageStream, store)
    return (stream.status.tags ?? []).flatMap(({ tag, items: events }) =>
      events?.[0]?.image ? [tagOf(stream, tag, undefined)] : [],
    )
  })
  return { items, resourceVersion: '' }
}

type SentTagObject = AnyObject & { tag?: SentTag | null }

function tagErrors(tag: TagReference | undefined, object: AnyObject, call: Call, known: string[] = []): FieldError[] {
  return tag ? tagReferenceErrors(tag, 'tag', isInsecure(object), allowedRegistries(call.store, known)) : []
}

function create(call: Call, object: SentTagObject): ImageStreamTag {
  requireNamespace(call)
  const { metadata } = object
  const [streamName = '', ...rest] = (metadata.name ?? '').split(':')
  const tag = rest.join(':') || 'latest'
  const sent = object.tag ? completeTag({ ...object.tag, name: object.tag.name || tag }) : undefined
  const errors = [...nameErrors(metadata.name, pathSegmentError), ...tagErrors(sent, object, call)]
  if (sent?.annotations && !equal(sent.annotations, metadata.annotations ?? {}))
    errors.push(
      fieldError.invalid(
        'tag.annotations',
        '<map>',
        'tag annotations must not be provided or must be equal to the object meta annotations',
      ),
    )
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageStreamTag', metadata.name ?? '', errors)
  if (!rest.length) throw unexpected(`${JSON.stringify(metadata.name)} must be of the form <stream_name>:<tag>`)
  const exists = storedStream(call.store, call.namespace, streamName)
  const old = exists && streamFor(call, streamName)
  if (!old) requireStreamQuota(call, PLURAL, metadata.name)
  const stream = old ? structuredClone(old) : newStream(call.namespace, streamName)
  if (specTagOf(stream, tag)) throw alreadyExists(IMAGE_GROUP, 'imagestreamtag', metadata.name)
  if (sent) setSpecTag(stream, { ...sent, name: tag })
  return written(call, storeStream(call, stream, old), tag)
}

/** The tag an update starts from: every tag has one, even in a stream that is not there. */
function current(call: Call): ImageStreamTag {
  const [streamName, tag] = parts(call.name ?? '')
  const stored = storedStream(call.store, call.namespace, streamName)
  const missing = newStream(call.namespace, streamName)
  missing.metadata = { ...missing.metadata, uid: crypto.randomUUID(), creationTimestamp: timestamp(call.now()) }
  return tagOf(stored ? decorateStream(streamFor(call, streamName), call.store) : missing, tag, undefined, true)
}

function update(call: Call, object: SentTagObject): { object: ImageStreamTag; created: boolean } {
  const { store, namespace, name = '' } = call
  const [streamName, tag] = parts(name)
  const old = storedStream(store, namespace, streamName) && streamFor(call, streamName)
  const { metadata } = object
  const version = old?.metadata.resourceVersion
  if (metadata.resourceVersion && !old) throw notFound(IMAGE_GROUP, PLURAL, name)
  if (metadata.resourceVersion && metadata.resourceVersion !== version)
    throw conflict(IMAGE_GROUP, PLURAL, name, `another caller has updated the resource version to ${version ?? ''}`)
  if (!old) requireNamespace(call)
  const annotations = metadata.annotations ?? null
  const existing = old && specTagOf(old, tag)
  const sent = object.tag ? completeTag({ ...object.tag, name: tag, annotations }) : undefined
  const known = existing?.from?.kind === 'DockerImage' ? [existing.from.name] : []
  const errors = tagErrors(sent, object, call, known)
  if (
    old &&
    metadata.labels &&
    Object.keys(metadata.labels).length &&
    !equal(metadata.labels, old.metadata.labels ?? {})
  )
    errors.push(fieldError.invalid('metadata', '', 'may not update fields other than metadata.annotations'))
  if (old && metadata.uid && metadata.uid !== old.metadata.uid)
    errors.push(fieldError.invalid('metadata.uid', metadata.uid, 'field is immutable'))
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageStreamTag', name, errors)
  const next = sent ?? existing
  if (!next)
    throw badRequest(
      `imagestreamtag ${tag} is not a spec tag in imagestream ${namespace ?? ''}/${streamName}, cannot be updated`,
    )
  if (!old) requireStreamQuota(call, PLURAL, name)
  const stream = old ? structuredClone(old) : newStream(namespace, streamName)
  setSpecTag(stream, completeTag({ ...next, annotations }))
  return { object: written(call, storeStream(call, stream, old), tag), created: !existing }
}

/** Takes a tag out of the spec and the status of its stream; 404 when it is in neither. */
export function deleteTag(
  call: Call,
  streamName: string,
  tag: string,
  plural: string,
  { preconditions }: DeleteOptions,
): undefined {
  const old = streamFor(call, streamName)
  const name = call.name ?? ''
  if (preconditions?.uid && preconditions.uid !== old.metadata.uid)
    throw conflict(IMAGE_GROUP, plural, name, 'the UID precondition was not met')
  if (!specTagOf(old, tag) && !historyOf(old, tag)) throw notFound(IMAGE_GROUP, plural, name)
  const stream = structuredClone(old)
  removeSpecTag(stream, tag)
  removeHistory(stream, tag)
  storeStream(call, stream, old)
}

/** Tags as objects of their own, computed from their stream. Servers of this version write even on a dry run. */
export const imageStreamTags: KindRules<ImageStreamTag> = {
  group: IMAGE_GROUP,
  plural: PLURAL,
  columns: imageStreamTagColumns,
  virtual: {
    get,
    list,
    current,
    create: (call, object) => create(call, object),
    update: (call, object) => update(call, object),
    delete(call, options) {
      const [streamName, tag] = parts(call.name ?? '')
      return deleteTag(call, streamName, tag, PLURAL, options)
    },
  },
}
