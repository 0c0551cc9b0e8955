import { performImport } from '../kinds/imageStreamImport.ts'
import { storedStream } from '../kinds/imageStreamStore.ts'
import {
  CHECKED_ANNOTATION,
  historyOf,
  INSECURE_ANNOTATION,
  STREAMS,
  type ImageStream,
  type TagReference,
} from '../kinds/imageTypes.ts'
import { StatusError } from '../server/status.ts'
import type { Controlled, Queue } from './controllers.ts'

const importable = ({ from, reference }: TagReference) => from?.kind === 'DockerImage' && !reference

/** Whether a tag was asked to be imported and has neither an image nor a failure of that generation. */
function isPending(stream: ImageStream, tag: TagReference): boolean {
  if (!importable(tag) || tag.generation === null) return false
  const history = historyOf(stream, tag.name)
  const failed = history?.conditions?.find(({ type }) => type === 'ImportSuccess')?.generation ?? 0
  return tag.generation > Math.max(history?.items?.[0]?.generation ?? 0, failed)
}

/** What is to be imported of a stream; undefined for nothing. A stream that was never looked at is imported whole. */
function wanted(stream: ImageStream) {
  const { tags = [], dockerImageRepository: repository } = stream.spec
  const unseen = !stream.metadata.annotations?.[CHECKED_ANNOTATION]
  const due = tags.filter((tag) => (unseen ? importable(tag) : isPending(stream, tag)))
  const whole = unseen && repository
  if (!due.length && !whole) return undefined
  const insecure = stream.metadata.annotations?.[INSECURE_ANNOTATION] === 'true'
  return {
    import: true,
    ...(due.length && {
      images: due.map(({ name, from, importPolicy, referencePolicy }) => ({
        from: { kind: 'DockerImage', name: from?.name ?? '' },
        to: { name },
        importPolicy,
        referencePolicy,
      })),
    }),
    ...(whole && { repository: { from: { kind: 'DockerImage', name: whole }, importPolicy: { insecure } } }),
  }
}

/** Imports the tags of external images a while after they were asked for, as the import controller does. */
export function controlImports({ store, callFor }: Controlled, queue: Queue): () => void {
  const look = (namespace: string, name: string) => {
    const stream = storedStream(store, namespace, name)
    // Streams that were seeded without a spec have nothing to import.
    const spec = stream && 'spec' in stream ? wanted(stream) : undefined
    if (!spec) return
    try {
      performImport(callFor(namespace, name), { metadata: { name, namespace }, spec })
    } catch (error) {
      // The controller writes refusals into its own log; nothing of them is to be seen in the API.
      if (!(error instanceof StatusError)) throw error
    }
  }
  const unsubscribe = store.subscribe(STREAMS, ({ type, object }) => {
    const { namespace = '', name } = object.metadata
    // Image streams in the store have the shape of their kind, but for those that were seeded without a spec.
    const stream = object as ImageStream
    if (type !== 'DELETED' && 'spec' in object && wanted(stream))
      queue.add(`${namespace}/${name}`, () => look(namespace, name))
  })
  return () => {
    unsubscribe()
    queue.stop()
  }
}
