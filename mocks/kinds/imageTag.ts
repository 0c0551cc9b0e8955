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
import { imageOf, referenceFor, withReference } from './imageOfTag.ts'
import { imageTagColumns, type ImageTag } from './imagePrinters.ts'
import { splitTagName } from './imageReference.ts'
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
import { deleteTag } from './imageStreamTag.ts'
import { isInsecure, nameErrors, pathSegmentError, tagReferenceErrors } from './imageStreamValidation.ts'
import {
  historyOf,
  IMAGE_GROUP,
  latestEvent,
  removeSpecTag,
  setSpecTag,
  specTagOf,
  STREAMS,
  timestamp,
  type ImageStream,
  type TagReference,
} from './imageTypes.ts'
import type { AnyObject, Call, KindRules } from './kind.ts'

const PLURAL = 'imagetags'

const parts = (name: string) => {
  const split = splitTagName(name)
  if (!split) throw badRequest('ImageTags must be retrieved with <name>:<tag>')
  return split
}

/** A tag with its spec and its whole history; the image only where it was asked for. */
function tagOf(stream: ImageStream, tag: string, store?: Call['store']): ImageTag {
  const event = latestEvent(stream, tag)
  const image = store && event ? imageOf(stream, tag, store) : undefined
  const history = historyOf(stream, tag)
  const spec = specTagOf(stream, tag)
  return {
    metadata: { ...stream.metadata, name: `${stream.metadata.name}:${tag}` },
    spec: spec ? completeTag(spec) : null,
    status: history ?? null,
    image: image && event ? withReference(image, referenceFor(stream, tag, event)) : null,
  }
}

function get({ store, namespace, name = '' }: Call): ImageTag {
  const [streamName, tag] = parts(name)
  const stored = storedStream(store, namespace, streamName)
  if (!stored) throw notFound(IMAGE_GROUP, 'imagestreams', streamName)
  const found = tagOf(decorateStream(stored, store), tag, store)
  if (!found.spec && !found.status) throw notFound(IMAGE_GROUP, PLURAL, name)
  return found
}

function list({ store, namespace }: Call): { items: ImageTag[]; resourceVersion: string } {
  const items = store.list(STREAMS, namespace).flatMap((object) => {
    // Image streams in the store have the shape of their kind.
    const stream = decorateStream(object as ImageStream, store)
    const names = new Set([
      ...(stream.spec.tags ?? []).map(({ name }) => name),
      ...(stream.status.tags ?? []).map(({ tag }) => tag),
    ])
    return [...names].toSorted().map((tag) => tagOf(stream, tag))
  })
  return { items, resourceVersion: '' }
}

type SentImageTag = AnyObject & { spec?: SentTag | null; status?: unknown }

function specErrors(
  spec: TagReference | undefined,
  tag: string,
  object: AnyObject,
  call: Call,
  known: string[] = [],
): FieldError[] {
  if (!spec) return []
  const named = spec.name === tag ? [] : [fieldError.invalid('spec.name', spec.name, 'must match image tag name')]
  return [...named, ...tagReferenceErrors(spec, 'spec', isInsecure(object), allowedRegistries(call.store, known))]
}

function create(call: Call, object: SentImageTag): ImageTag {
  requireNamespace(call)
  const { metadata } = object
  const [streamName = '', ...rest] = (metadata.name ?? '').split(':')
  const tag = rest.join(':') || 'latest'
  const spec = object.spec ? completeTag({ ...object.spec, name: object.spec.name || tag }) : undefined
  const errors = nameErrors(metadata.name, pathSegmentError)
  if (spec) errors.push(...specErrors(spec, tag, object, call))
  else errors.push(fieldError.required('spec', 'spec is a required field during creation'))
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageTag', metadata.name ?? '', errors)
  if (!rest.length) throw unexpected(`${JSON.stringify(metadata.name)} must be of the form <stream_name>:<tag>`)
  const old = storedStream(call.store, call.namespace, streamName) && streamFor(call, streamName)
  const stream = old ? structuredClone(old) : newStream(call.namespace, streamName)
  if (specTagOf(stream, tag)) throw alreadyExists(IMAGE_GROUP, PLURAL, metadata.name)
  if (spec) setSpecTag(stream, spec)
  return tagOf(storeStream(call, stream, old), tag, call.store)
}

/** The tag an update starts from: every tag has one, even in a stream that is not there. */
function current(call: Call): ImageTag {
  const { store, namespace, name = '' } = call
  const [streamName, tag] = parts(name)
  if (storedStream(store, namespace, streamName)) return tagOf(decorateStream(streamFor(call, streamName), store), tag)
  const missing = newStream(namespace, streamName)
  missing.metadata = { ...missing.metadata, uid: crypto.randomUUID(), creationTimestamp: timestamp(call.now()) }
  return tagOf(missing, tag)
}

/** A client may leave out of the metadata what it does not know; what it sends must be as it was. */
function metadataKept({ metadata }: AnyObject, old: ImageTag): boolean {
  const { annotations, labels } = old.metadata
  return equal(metadata.annotations ?? {}, annotations ?? {}) && equal(metadata.labels ?? {}, labels ?? {})
}

function update(call: Call, object: SentImageTag): { object: ImageTag; created: boolean } {
  const { store, namespace, name = '' } = call
  const [streamName, tag] = parts(name)
  const old = storedStream(store, namespace, streamName) && streamFor(call, streamName)
  const { metadata } = object
  if (metadata.resourceVersion && !old) throw notFound(IMAGE_GROUP, PLURAL, name)
  const version = old?.metadata.resourceVersion
  if (metadata.resourceVersion && metadata.resourceVersion !== version)
    throw conflict(IMAGE_GROUP, PLURAL, name, `another caller has updated the resource version to ${version ?? ''}`)
  const existing = old && specTagOf(old, tag)
  const spec = object.spec ? completeTag({ ...object.spec, ...(!old && { name: object.spec.name || tag }) }) : undefined
  const known = existing?.from?.kind === 'DockerImage' ? [existing.from.name] : []
  const errors = specErrors(spec, tag, object, call, known)
  if (old) {
    const before = tagOf(decorateStream(old, store), tag)
    if (!metadataKept(object, before))
      errors.push(fieldError.invalid('metadata', '', 'may not update fields other than spec'))
    if (!equal(object.status ?? null, before.status))
      errors.push(fieldError.invalid('status', '', 'may not update fields other than spec'))
  } else {
    requireNamespace(call)
    if (!spec) errors.push(fieldError.required('spec', 'spec is a required field during creation'))
  }
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageTag', name, errors)
  const stream = old ? structuredClone(old) : newStream(namespace, streamName)
  if (spec) setSpecTag(stream, { ...spec, name: tag })
  else removeSpecTag(stream, tag)
  return { object: tagOf(storeStream(call, stream, old), tag, store), created: !existing }
}

/** Tags with spec and history side by side; unlike image stream tags also those without an image. */
export const imageTags: KindRules<ImageTag> = {
  group: IMAGE_GROUP,
  plural: PLURAL,
  columns: imageTagColumns,
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
