import type { K8sObject } from '../../src/k8s/types.ts'

export const IMAGE_GROUP = 'image.openshift.io'
export const STREAMS = `${IMAGE_GROUP}/imagestreams`
export const IMAGES = `${IMAGE_GROUP}/images`

/** Only while the stream has no annotation of this name does the import controller look at it. */
export const CHECKED_ANNOTATION = 'openshift.io/image.dockerRepositoryCheck'
export const INSECURE_ANNOTATION = 'openshift.io/image.insecureRepository'
export const MANAGED_ANNOTATION = 'openshift.io/image.managed'
export const LAYERS_ORDER_ANNOTATION = 'image.openshift.io/dockerLayersOrder'

export interface ObjectReference {
  kind: string
  name: string
  namespace?: string
}

export interface ImportPolicy {
  insecure?: boolean
  scheduled?: boolean
  importMode?: string
}

export interface TagReference {
  name: string
  annotations: Record<string, string> | null
  from?: ObjectReference
  reference?: boolean
  generation: number | null
  importPolicy: ImportPolicy
  referencePolicy: { type: string }
}

export interface TagEvent {
  created: string | null
  dockerImageReference: string
  image: string
  generation: number
}

export interface TagCondition {
  type: string
  status: string
  lastTransitionTime: string
  reason?: string
  message?: string
  generation: number
}

export interface TagHistory {
  tag: string
  /** Newest first; null for a tag that never had an image. */
  items: TagEvent[] | null
  conditions?: TagCondition[]
}

export interface ImageStream extends K8sObject {
  spec: {
    lookupPolicy: { local: boolean }
    dockerImageRepository?: string
    tags?: TagReference[]
  }
  status: {
    dockerImageRepository: string
    publicDockerImageRepository?: string
    tags?: TagHistory[]
  }
}

export interface ImageLayer {
  name: string
  size: number
  mediaType: string
}

export interface ImageManifest {
  digest: string
  mediaType: string
  manifestSize: number
  architecture: string
  os: string
  variant?: string
}

export interface ImageSignature extends K8sObject {
  type?: string
  /** Base64. */
  content?: string
}

export interface Image extends K8sObject {
  dockerImageReference?: string
  dockerImageMetadata?: Record<string, unknown> | null
  dockerImageMetadataVersion?: string
  dockerImageManifest?: string
  dockerImageConfig?: string
  dockerImageLayers?: ImageLayer[]
  dockerImageManifests?: ImageManifest[]
  dockerImageManifestMediaType?: string
  signatures?: ImageSignature[]
}

/** Go's time in JSON: UTC, whole seconds. */
export const timestamp = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

/** The history of one tag. */
export const historyOf = ({ status }: ImageStream, tag: string) => status.tags?.find((history) => history.tag === tag)

/** The event a tag points at now. */
export const latestEvent = (stream: ImageStream, tag: string) => historyOf(stream, tag || 'latest')?.items?.[0]

/** The spec of one tag. */
export const specTagOf = ({ spec }: ImageStream, tag: string) => spec.tags?.find(({ name }) => name === tag)

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Puts a tag into the spec, in its place by name. */
export function setSpecTag(stream: ImageStream, tag: TagReference): void {
  const others = (stream.spec.tags ?? []).filter(({ name }) => name !== tag.name)
  stream.spec.tags = [...others, tag].toSorted((a, b) => byName(a.name, b.name))
}

/** Puts a tag's history into the status, in its place by name. */
export function setHistory(stream: ImageStream, history: TagHistory): void {
  const others = (stream.status.tags ?? []).filter(({ tag }) => tag !== history.tag)
  stream.status.tags = [...others, history].toSorted((a, b) => byName(a.tag, b.tag))
}

/** Takes a tag out of the spec. */
export function removeSpecTag({ spec }: ImageStream, tag: string): void {
  spec.tags = (spec.tags ?? []).filter(({ name }) => name !== tag)
  if (!spec.tags.length) delete spec.tags
}

/** Takes a tag out of the status, with its history. */
export function removeHistory({ status }: ImageStream, tag: string): void {
  status.tags = (status.tags ?? []).filter((history) => history.tag !== tag)
  if (!status.tags.length) delete status.tags
}
