import { conflict, fieldError, invalid, versionRequired, type FieldError } from '../server/status.ts'
import { allowedRegistries, referencesOf } from './imageAllowedRegistries.ts'
import { parsePullSpec } from './imageReference.ts'
import { decorateStream, newStream, storedStream, streamFor } from './imageStreamStore.ts'
import { completeStream } from './imageStreamSpec.ts'
import { isInsecure } from './imageStreamValidation.ts'
import { IMAGE_GROUP, STREAMS, type ImageStream } from './imageTypes.ts'
import type { AnyObject, Call, Subresource } from './kind.ts'

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again'

/** Gives a generation to newest events that came without. */
function observeGenerations(stream: ImageStream, old: ImageStream) {
  const { generation: current = 1 } = stream.metadata
  for (const { tag, items } of stream.status.tags ?? []) {
    const [newest] = items ?? []
    if (!newest || newest.generation) continue
    const before = old.status.tags?.find((history) => history.tag === tag)?.items?.[0]
    const changed =
      before &&
      (before.image !== newest.image ||
        before.dockerImageReference !== newest.dockerImageReference ||
        before.generation > newest.generation)
    const spec = stream.spec.tags?.find(({ name }) => name === tag)
    newest.generation = changed && spec?.generation ? spec.generation : current
  }
}

function newReferenceErrors(stream: ImageStream, old: ImageStream, { store }: Call): FieldError[] {
  const known = new Set(referencesOf(old))
  const admit = allowedRegistries(store)
  const errors: FieldError[] = []
  for (const { tag, items } of stream.status.tags ?? [])
    for (const [index, { dockerImageReference: text }] of (items ?? []).entries()) {
      if (known.has(text)) continue
      const path = `status.tags[${tag}].items[${index}].dockerImageReference`
      const reference = parsePullSpec(text)
      if ('error' in reference) errors.push(fieldError.invalid(path, text, reference.error))
      else {
        const why = admit(reference, isInsecure(stream) ? 'any' : 'secure')
        if (why) errors.push(fieldError.forbidden(path, why))
      }
    }
  return errors
}

function update(call: Call, object: AnyObject): ImageStream {
  const { store, name = '' } = call
  const old = streamFor(call, name)
  // A status update sends a whole stream; what it lacks is completed.
  const stream: ImageStream = { ...newStream(call.namespace, name), ...structuredClone(object) }
  completeStream(stream)
  const { resourceVersion, uid, creationTimestamp, generation } = old.metadata
  if (!stream.metadata.resourceVersion) throw invalid(IMAGE_GROUP, 'imagestreams', name, [versionRequired])
  if (stream.metadata.resourceVersion !== resourceVersion) throw conflict(IMAGE_GROUP, 'imagestreams', name, MODIFIED)
  Object.assign(stream.metadata, { uid, creationTimestamp, generation })
  const { tags, dockerImageRepository } = old.spec
  stream.spec = {
    lookupPolicy: stream.spec.lookupPolicy,
    ...(dockerImageRepository && { dockerImageRepository }),
    ...(tags && { tags }),
  }
  observeGenerations(stream, old)
  const errors = newReferenceErrors(stream, old, call)
  if (errors.length) throw invalid(IMAGE_GROUP, 'ImageStream', name, errors)
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = stream
  if (call.dryRun) return decorateStream(rest, store)
  store.put(STREAMS, rest)
  return decorateStream(storedStream(store, call.namespace, name) ?? rest, store)
}

/** `imagestreams/status`: the history of tags. The tags of the spec stay as they are. */
export const imageStreamStatus: Subresource = {
  kind: 'ImageStream',
  get: (call) => decorateStream(streamFor(call, call.name ?? ''), call.store),
  update,
}
