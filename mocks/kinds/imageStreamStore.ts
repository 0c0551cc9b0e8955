import type { K8sObject } from '../../src/k8s/types.ts'
import { StatusError, fieldError, invalid, notFound, type FieldError } from '../server/status.ts'
import type { Store } from '../server/store.ts'
import { allowedRegistries, referencesOf } from './imageAllowedRegistries.ts'
import { externalHostname, internalHostname } from './imageHostname.ts'
import { limitError } from './imageLimits.ts'
import { completeStream, keepGenerations, setGenerations } from './imageStreamSpec.ts'
import { streamErrors } from './imageStreamValidation.ts'
import { applyTagSources, sourceAccessErrors } from './imageTagSources.ts'
import { IMAGE_GROUP, STREAMS, timestamp, type ImageStream } from './imageTypes.ts'
import type { Call } from './kind.ts'
import { equal } from '../server/patch.ts'

/** The stored stream, if there is one. Never change it. */
export const storedStream = (store: Store, namespace: string | undefined, name: string): ImageStream | undefined =>
  // Image streams in the store have the shape of their kind.
  store.get(STREAMS, namespace, name) as ImageStream | undefined

/** A copy of a stored stream with everything the server defaults; 404 without it. */
export function streamFor({ store, namespace }: Pick<Call, 'store' | 'namespace'>, name: string): ImageStream {
  const stored = storedStream(store, namespace, name)
  if (!stored) throw notFound(IMAGE_GROUP, 'imagestreams', name)
  const stream = structuredClone(stored)
  completeStream(stream)
  return stream
}

const shown = new WeakMap<K8sObject, { key: string; stream: ImageStream }>()

/** What a decorated stream depends on besides itself. */
export const decorationKey = (store: Store) => `${internalHostname(store)} ${externalHostname(store)}`

/** The status with where the stream can be pulled from, inside the cluster and outside. */
export function located({ metadata, spec, status }: Partial<ImageStream>, store: Store): ImageStream['status'] {
  const path = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`
  const [internal, external] = [internalHostname(store), externalHostname(store)]
  return {
    dockerImageRepository: internal ? `${internal}/${path}` : (spec?.dockerImageRepository ?? ''),
    ...(external && { publicDockerImageRepository: `${external}/${path}` }),
    ...(status?.tags?.length && { tags: status.tags }),
  }
}

/** A stream as reads show it. Objects seeded by hand may lack parts. */
export function decorateStream(object: ImageStream, store: Store): ImageStream {
  const key = decorationKey(store)
  const known = shown.get(object)
  if (known?.key === key) return known.stream
  const seeded: Partial<ImageStream> = object
  const spec = seeded.spec ?? { lookupPolicy: { local: false } }
  const stream = { ...object, spec, status: located(object, store) }
  shown.set(object, { key, stream })
  return stream
}

/** Applies what a new spec means for the status, and checks everything. Changes the stream. */
export function settle(stream: ImageStream, old: ImageStream | undefined, call: Call): FieldError[] {
  const { store, user } = call
  const context = {
    now: timestamp(call.now()),
    internalHostname: internalHostname(store),
    streamOf: (namespace: string, name: string) => storedStream(store, namespace, name),
    may: (attributes: Parameters<Call['allow']>[0]) => call.allow(attributes, user),
  }
  const tagErrors = [...sourceAccessErrors(stream, old, context), ...applyTagSources(stream, old, context)]
  const inner = tagErrors.length
    ? invalid('', 'imagestreams', stream.metadata.name, tagErrors).message
    : limitError(store, stream)
  const admit = allowedRegistries(store, old ? referencesOf(old) : [])
  return [...(inner ? [fieldError.internal('[]', inner)] : []), ...streamErrors(stream, admit)]
}

/** Sets the generations of a stream that replaces another. */
export function prepareReplacement(stream: ImageStream, old: ImageStream): void {
  keepGenerations(stream, old)
  const { generation = 0 } = old.metadata
  stream.metadata.generation = generation + (equal(stream.spec, old.spec) && generation > 0 ? 0 : 1)
  setGenerations(stream, old)
}

/** Stores a stream whose status may be written too, as the server does for tags, pushes and imports. */
export function storeStream(call: Call, stream: ImageStream, old: ImageStream | undefined): ImageStream {
  const { metadata } = stream
  stream.status.tags = (stream.status.tags ?? []).filter(({ items, conditions }) => items?.length || conditions?.length)
  completeStream(stream)
  if (old) prepareReplacement(stream, old)
  else {
    metadata.uid = crypto.randomUUID()
    metadata.creationTimestamp = timestamp(call.now())
    metadata.generation = 1
    for (const tag of stream.spec.tags ?? []) tag.generation = 1
  }
  stream.status = located(stream, call.store)
  const errors = settle(stream, old, call)
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageStream', metadata.name, errors)
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = stream
  const stored = old && equal(rest, old) ? old : call.store.put(STREAMS, rest)
  // What was put in is a stream.
  return decorateStream(stored as ImageStream, call.store)
}

/** Stores a stream of which only the history changed, as a push does. */
export function storeStatus({ store }: Call, stream: ImageStream): void {
  const why = limitError(store, stream)
  if (why) throw invalid(IMAGE_GROUP, 'ImageStream', stream.metadata.name, [fieldError.forbidden('imageStream', why)])
  stream.status = located(stream, store)
  store.put(STREAMS, stream)
}

/** A stream that does not exist yet. */
export const newStream = (namespace: string | undefined, name: string): ImageStream => ({
  metadata: { name, ...(namespace && { namespace }) },
  spec: { lookupPolicy: { local: false } },
  status: { dockerImageRepository: '' },
})

/** Refuses a create in a namespace that is not there. */
export function requireNamespace({ store, namespace }: Call): void {
  if (namespace && !store.get('/namespaces', undefined, namespace)) throw notFound('', 'namespaces', namespace)
}

/** An error without a reason: the server did not foresee it. */
export const unexpected = (message: string) => new StatusError({ code: 500, message })
