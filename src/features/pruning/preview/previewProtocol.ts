import type { InvalidReference, PruneUser } from '../../../k8s/resources/pruneReferences.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import type { ImageWhy, ItemWhy } from '../../../k8s/resources/pruneWhys.ts'

/** What is read: the whole cluster, or one project, for who may not list more. */
export interface PreviewScope {
  namespace?: string
}

/** How far the reading of one kind is. `missing`: the cluster has no such kind; `forbidden` and `failed` make a preview uncertain. */
export interface KindReading {
  kind: string
  group: string
  plural: string
  state: 'waiting' | 'reading' | 'read' | 'missing' | 'forbidden' | 'failed'
  loaded: number
  /** As far as the server has said. */
  total?: number
  /** Why it could not be read, in the server's words. */
  message?: string
}

/** What was read. Streams, tags and images are spoken of by their position in these. */
export interface PreviewReading {
  scope: PreviewScope
  /** The server's clock when the reading began, in ms: the "now" of every plan. */
  at: number
  kinds: readonly KindReading[]
  streams: readonly { namespace: string; name: string }[]
  /** Names of tags; tagStream says whose they are. */
  tags: readonly string[]
  tagStream: Uint32Array
  /** By tag: its place in the order of the names of streams, and of projects. */
  byStream: Float64Array
  byProject: Float64Array
  /** How many revisions all tags have together. */
  revisions: number
  workloads: number
  /** False when the person may not list images: then nothing is known of sizes, ages and blobs. */
  imagesListed: boolean
  /** Digests. */
  images: readonly string[]
  /** In ms; NaN when the API does not say. */
  imageCreated: Float64Array
  imageManaged: Uint8Array
  /** Known bytes of its layers and configuration, each once; NaN when nothing is known. */
  imageSize: Float64Array
  /** References that cannot be parsed, in the order in which oc prints them. */
  invalid: readonly InvalidReference[]
}

/** What a run with some options would do. */
export interface PreviewPlan {
  options: PruneOptions
  /** The run would end before it changes anything: nothing goes. */
  stopped: boolean
  /** References that cannot be parsed and count with these options: they stop the run, or are ignored. */
  invalid: readonly InvalidReference[]
  /** What the command prints when it fails, line by line. */
  errors: readonly string[]
  totals: PruneTotals
  /** By tag: revisions that go and that stay, and a bit for each reason among them (1 << index in itemWhys). */
  tagGoes: Uint32Array
  tagStays: Uint32Array
  tagWhys: Uint16Array
  /** By tag: bytes of the blobs that go with the images of its revisions that go, each once. Tags may share blobs. */
  tagBytes: Float64Array
  /** By image: an index in imageWhys. */
  imageWhy: Uint8Array
  /** By image: the bytes of its blobs that go. Images that go may share blobs. */
  imageBytes: Float64Array
  /** How many revisions and how many images, by reason. */
  itemCounts: Readonly<Record<ItemWhy, number>>
  imageCounts: Readonly<Record<ImageWhy, number>>
  /** By position in ageBands. */
  byAge: readonly AgeBand[]
}

/** One revision of a tag: whether it goes, and why. */
export interface RevisionWhy {
  /** 0 is the current one. */
  revision: number
  /** The digest; empty where a tag only refers to an image elsewhere. */
  digest: string
  /** In ms. */
  created?: number
  why: ItemWhy
  goes: boolean
  /** Who keeps it, when a workload does: at most 20 of them. */
  users: readonly PruneUser[]
  userCount: number
  /** Known bytes of the image. */
  size?: number
  /** Whether the image itself goes, and the bytes of its blobs that go with it. */
  imageWhy?: ImageWhy
  frees?: number
  /** How many of its blobs stay because other images have them. */
  sharedBlobs?: number
}

/** Why an image goes, or what keeps it. */
export interface ImageDetail {
  digest: string
  why: ImageWhy
  /** The revisions that have it, those that stay first: at most 50 of them. */
  holders: readonly { stream: number; tag: number; revision: number; why: ItemWhy; users: readonly PruneUser[] }[]
  holderCount: number
  /** Manifest lists that it is a platform of, and whether these stay. */
  lists: readonly { digest: string; stays: boolean }[]
  blobs: { going: number; staying: number }
}

/** The ages that choices are computed for, in nanoseconds as options have them: none, 1 h, 1, 3, 7, 14, 30, 60, 90, 180, 365 days. */
export const choiceAges: readonly bigint[] = [0, 1, 24, 72, 168, 336, 720, 1440, 2160, 4320, 8760].map(
  (hours) => BigInt(hours) * 3_600_000_000_000n,
)

/** The numbers of revisions that choices are computed for. */
export const choiceRevisions: readonly number[] = Array.from({ length: 11 }, (_, revisions) => revisions)

/** Upper ends of the bands that images are counted by, in ms. */
export const ageBands: readonly number[] = [...choiceAges.slice(1).map((age) => Number(age / 1_000_000n)), Infinity]

/** What each choice of age and revisions would free, all else as in the plan. */
export interface PreviewChoices {
  /** By position in choiceAges, then in choiceRevisions; undefined where it is not computed yet. */
  totals: readonly (readonly PruneTotals[] | undefined)[]
}

/** The images up to an age that are in no younger band. */
export interface AgeBand {
  /** In ms; Infinity for the last one. */
  upTo: number
  images: number
  /** The known bytes of their blobs, each counted with the youngest image that has it. */
  bytes: number
  /** How many of the images go by the plan. */
  going: number
}

/** One line of a full export: a revision of a tag, or an image. */
export interface ExportedRevision extends Omit<RevisionWhy, 'users'> {
  namespace: string
  stream: string
  tag: string
}
