import { GrowingArray } from '../../lib/growingArray.ts'
import { Interner } from '../../lib/interner.ts'
import { isManaged, type Image } from './image.ts'

const indexTypes: ReadonlySet<string | undefined> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
])
const typesWithConfig: ReadonlySet<string | undefined> = new Set([
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
])

/** The listed images and their blobs, as numbers: of an image its place in the list, of a blob that of its digest. */
export class PruneImages {
  /** Digests of images, of blobs, and of the images in histories. */
  readonly digests = new Interner()
  /** By image: the number of its digest. */
  readonly digest = new GrowingArray(Int32Array)
  /** By image, in ms; NaN when unknown. */
  readonly created = new GrowingArray(Float64Array)
  /** By image: what its metadata say, as limit ranges see it. 0 when they say nothing. */
  readonly size = new GrowingArray(Float64Array)
  /** By image: whether it was pushed here. */
  readonly managed = new GrowingArray(Uint8Array)
  /** By image: whether its blobs can be told. */
  readonly readable = new GrowingArray(Uint8Array)
  /** By digest: its image, or -1. */
  readonly imageOf = new GrowingArray(Int32Array, -1)
  /** Of each image from its first to the next image's first: its layers as often as they are used, and its configuration. */
  readonly firstBlob = new GrowingArray(Int32Array)
  readonly blobs = new GrowingArray(Int32Array)
  /** By image: how many of its blobs are layers; they come first. */
  readonly layerCount = new GrowingArray(Int32Array)
  /** The same for the platforms of manifest lists. */
  readonly firstChild = new GrowingArray(Int32Array)
  readonly children = new GrowingArray(Int32Array)
  /** By digest, as a layer; NaN when no image says. */
  readonly bytes = new GrowingArray(Float64Array, Number.NaN)
  /** By digest: whether an image that was pushed here has it. */
  readonly blobManaged = new GrowingArray(Uint8Array)
  /** The first image whose metadata cannot be read at all, and why: oc stops. */
  broken: { image: string; reason: string } | undefined

  constructor() {
    this.firstBlob.push(0)
    this.firstChild.push(0)
  }

  get count(): number {
    return this.digest.length
  }

  add(image: Image): void {
    const { name, creationTimestamp } = image.metadata
    const number = this.digests.of(name)
    if (this.imageOf.at(number) >= 0) return
    this.imageOf.set(number, this.count)
    this.digest.push(number)
    this.created.push(timeOf(creationTimestamp))
    const metadata = image.dockerImageMetadata
    const problem = metadataProblem(metadata)
    if (problem !== undefined) this.broken ??= { image: name, reason: problem }
    this.size.push(metadata?.Size ?? 0)
    const managed = Number(isManaged(image))
    this.managed.push(managed)
    const type = image.dockerImageManifestMediaType
    this.readable.push(Number(indexTypes.has(type) || (metadata ?? undefined) !== undefined))

    const has = (digest: string): number => {
      const blob = this.digests.of(digest)
      if (managed) this.blobManaged.set(blob, 1)
      return blob
    }
    has(name)
    for (const layer of image.dockerImageLayers ?? []) {
      const blob = has(layer.name)
      this.blobs.push(blob)
      if (layer.size > 0) this.bytes.set(blob, layer.size)
    }
    this.layerCount.push(this.blobs.length - this.firstBlob.at(this.count - 1))
    if (typesWithConfig.has(type) && metadata?.Id) this.blobs.push(has(metadata.Id))
    this.firstBlob.push(this.blobs.length)
    for (const { digest } of image.dockerImageManifests ?? []) this.children.push(this.digests.of(digest))
    this.firstChild.push(this.children.length)
  }

  /** Known bytes of an image's layers, each once, or of some of them; NaN when nothing is known. */
  knownBytes(image: number, counts: (blob: number) => boolean = () => true): number {
    const [from, to] = [this.firstBlob.at(image), this.firstBlob.at(image + 1)]
    let known = Number.NaN
    for (let i = from; i < to; i++) {
      const blob = this.blobs.at(i)
      const bytes = this.bytes.at(blob)
      if (Number.isNaN(bytes) || !counts(blob) || this.#comesBefore(blob, from, i)) continue
      known = (Number.isNaN(known) ? 0 : known) + bytes
    }
    return known
  }

  /** Every blob of an image, its manifest first; layers as often as they are used. */
  eachBlob(image: number, visit: (blob: number) => void): void {
    visit(this.digest.at(image))
    const end = this.firstBlob.at(image + 1)
    for (let i = this.firstBlob.at(image); i < end; i++) visit(this.blobs.at(i))
  }

  #comesBefore(blob: number, from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.blobs.at(i) === blob) return true
    return false
  }
}

/** A time of the API in ms; NaN when there is none, which no cutoff is before. */
export function timeOf(timestamp: string | null | undefined): number {
  const time = timestamp ? Date.parse(timestamp) : Number.NaN
  return time > ZERO_TIME ? time : Number.NaN
}

/** Whether a text is a time as the API has them (RFC 3339). */
export function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** What Go has for no time, and some objects say: year 1. */
const ZERO_TIME = -62_135_596_800_000

/** Why Go cannot read the metadata of an image, as far as the pruner's fields go. */
function metadataProblem(metadata: unknown): string | undefined {
  if (metadata === undefined || metadata === null) return undefined
  if (typeof metadata !== 'object' || Array.isArray(metadata)) return unmarshal(metadata, 'value', 'DockerImage')
  const { Id: id, Size: size }: { Id?: unknown; Size?: unknown } = metadata
  if (id !== undefined && id !== null && typeof id !== 'string') return unmarshal(id, 'field DockerImage.Id', 'string')
  if (size !== undefined && size !== null && !Number.isInteger(size))
    return unmarshal(size, 'field DockerImage.Size', 'int64')
  return undefined
}

function unmarshal(value: unknown, where: string, type: string): string {
  const kind = Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value
  return `json: cannot unmarshal ${kind} into Go ${where === 'value' ? 'value' : `struct ${where}`} of type ${type}`
}
