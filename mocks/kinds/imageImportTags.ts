import type { Call } from './kind.ts'
import { formatPullSpec, parsePullSpec } from './imageReference.ts'
import type { ImageImportSpec, ImageOutcome } from './imageImportStatus.ts'
import { completeTag } from './imageStreamSpec.ts'
import { storedImage } from './imageStreamLayers.ts'
import { addTagEvent } from './imageTagEvents.ts'
import {
  historyOf,
  IMAGES,
  setHistory,
  setSpecTag,
  specTagOf,
  timestamp,
  type Image,
  type ImageStream,
  type TagCondition,
  type TagEvent,
} from './imageTypes.ts'

/** Stores the images of one import, each once. */
export class ImageCreator {
  readonly #call: Call
  readonly #created = new Map<string, Image>()
  constructor(call: Call) {
    this.#call = call
  }

  /** The image as it is answered: one that was there before has no version. */
  create(image: Image): Image {
    const { store, now } = this.#call
    const { name } = image.metadata
    const known = this.#created.get(name)
    if (known) return known
    const metadata = { ...image.metadata, uid: crypto.randomUUID(), creationTimestamp: timestamp(now()) }
    const isNew = !storedImage(store, name)
    const created: Image = isNew ? store.put(IMAGES, { ...image, metadata }) : { ...image, metadata }
    this.#created.set(name, created)
    return created
  }
}

/** Writes a failed import into the stream: a condition, and a spec tag if there is none. The images stay. */
export function recordFailure(
  stream: ImageStream,
  tag: string,
  { status }: ImageOutcome,
  spec: ImageImportSpec | undefined,
  generation: number,
  now: string,
): void {
  const condition: TagCondition = {
    type: 'ImportSuccess',
    status: 'False',
    lastTransitionTime: now,
    reason: status.reason ?? '',
    message: status.message || 'unknown error prevented import',
    generation,
  }
  const history = historyOf(stream, tag) ?? { tag, items: null }
  const isKnown = history.conditions?.some(
    (known) =>
      known.type === condition.type &&
      known.status === condition.status &&
      known.reason === condition.reason &&
      known.message === condition.message,
  )
  const existing = specTagOf(stream, tag)
  if (!isKnown) {
    setHistory(stream, { ...history, conditions: [condition] })
    if (existing) setSpecTag(stream, { ...existing, generation: 0 })
  }
  if (!existing && spec) setSpecTag(stream, importedTag(tag, spec.from.name, spec))
}

const importedTag = (name: string, from: string, { importPolicy, referencePolicy }: Omit<ImageImportSpec, 'from'>) =>
  completeTag({ name, from: { kind: 'DockerImage', name: from }, generation: 0, importPolicy, referencePolicy })

function hasChanged(stream: ImageStream, tag: string, next: TagEvent): boolean {
  const previous = historyOf(stream, tag)?.items?.[0]
  const generation = specTagOf(stream, tag)?.generation ?? null
  if (!previous || generation === null) return true
  return (
    previous.dockerImageReference !== next.dockerImageReference ||
    previous.image !== next.image ||
    generation > previous.generation
  )
}

/** Writes a successful import into the stream; the spec tag points at the source from now on. */
export function recordSuccess(
  stream: ImageStream,
  tag: string,
  image: Image,
  from: string,
  spec: ImageImportSpec,
  generation: number,
  now: string,
): void {
  const reference = parsePullSpec(image.dockerImageReference ?? '')
  const pullSpec = 'error' in reference ? '' : formatPullSpec({ ...reference, tag: '', id: image.metadata.name })
  const event = { created: now, dockerImageReference: pullSpec, image: image.metadata.name, generation }
  if (hasChanged(stream, tag, event)) {
    const existing = specTagOf(stream, tag)
    const next = importedTag(tag, from, spec)
    setSpecTag(
      stream,
      existing
        ? { ...existing, from: { kind: 'DockerImage', name: from }, generation: 0, importPolicy: next.importPolicy }
        : next,
    )
    addTagEvent(stream, tag, event)
  }
  const specTag = specTagOf(stream, tag)
  if (specTag) setSpecTag(stream, completeTag({ ...specTag, importPolicy: spec.importPolicy }))
  const { items = null } = historyOf(stream, tag) ?? {}
  setHistory(stream, { tag, items })
}
