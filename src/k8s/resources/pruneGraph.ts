import type { K8sObject } from '../types.ts'
import type { Image } from './image.ts'
import type { ImageStream } from './imageStream.ts'
import type { LimitRange } from './limitRange.ts'

/** Kinds whose objects protect images, in the order in which `oc` looks at them. */
export const pruneKinds = [
  'Pod',
  'ReplicationController',
  'DeploymentConfig',
  'ReplicaSet',
  'Deployment',
  'DaemonSet',
  'Build',
  'BuildConfig',
  'StatefulSet',
  'Job',
  'CronJob',
] as const
export type PruneKind = (typeof pruneKinds)[number]

/** A reference that cannot be parsed: it stops a run, or is ignored and protects nothing. */
export interface InvalidReference {
  kind: PruneKind
  /** As oc writes the kind: `pod`. */
  resource: string
  namespace: string
  name: string
  container?: string
  init?: boolean
  value: string
  reason: string
  /** The whole line as oc prints it. */
  message: string
}

/** Who uses an image. */
export interface PruneUser {
  kind: PruneKind
  namespace: string
  name: string
  /** Absent for builds, whose strategy uses the image. */
  container?: string
  init?: boolean
}

export interface PruneStream {
  namespace: string
  name: string
  /** In ms; NaN when unknown. */
  created: number
  firstTag: number
  tagCount: number
}

/** What a run of `oc adm prune images` looks at, in a form that is small and quick to judge. Objects come one by one, kinds in any order. */
export declare class PruneGraph {
  /** False: the person may not list images. Every image of a history is taken to be there; its size, age and blobs are unknown. */
  imagesListed: boolean
  addWorkload(kind: PruneKind, object: K8sObject): void
  addLimitRange(range: LimitRange): void
  addStream(stream: ImageStream): void
  addImage(image: Image): void

  readonly streams: readonly PruneStream[]
  /** What cannot be parsed, of all objects, in the order in which oc prints it. A plan has those that count. */
  readonly invalid: readonly InvalidReference[]
  readonly workloadCount: number

  readonly tagCount: number
  tagName(tag: number): string
  tagStream(tag: number): number
  /** The first of a tag's revisions, which follow one another, the current one first. */
  firstItem(tag: number): number
  itemCountOf(tag: number): number

  readonly itemCount: number
  /** Empty for a tag that only refers to an image elsewhere. */
  itemDigest(item: number): string
  /** In ms; NaN when unknown. */
  itemCreated(item: number): number
  itemTag(item: number): number
  /** The number of a revision's image; undefined when it is not among the listed ones. */
  itemImage(item: number): number | undefined

  readonly imageCount: number
  imageDigest(image: number): string
  imageCreated(image: number): number
  imageManaged(image: number): boolean
  /** Known bytes of its layers, each once; NaN when nothing is known. */
  imageBytes(image: number): number
  imageOf(digest: string): number | undefined

  /** All numbers of blobs are below; some are no blobs but images that were never listed. */
  readonly blobCount: number
  blobDigest(blob: number): string
  /** NaN when the API does not say: manifests, configurations. */
  blobBytes(blob: number): number
  /** Whether an image that was pushed here has it. Other blobs are here only if they were mirrored. */
  blobManaged(blob: number): boolean
}
