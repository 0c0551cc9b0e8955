import { asApiError, isAbort, isKindMissing } from '../../../k8s/ApiError.ts'
import { isTokenRefused, loadChunks } from '../../../k8s/loadChunks.ts'
import { request } from '../../../k8s/request.ts'
import { Build } from '../../../k8s/resources/build.ts'
import { BuildConfig } from '../../../k8s/resources/buildConfig.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { DaemonSet } from '../../../k8s/resources/daemonSet.ts'
import { Deployment } from '../../../k8s/resources/deployment.ts'
import { DeploymentConfig } from '../../../k8s/resources/deploymentConfig.ts'
import { Image } from '../../../k8s/resources/image.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { Job } from '../../../k8s/resources/job.ts'
import { LimitRange } from '../../../k8s/resources/limitRange.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { PruneGraph } from '../../../k8s/resources/pruneGraph.ts'
import type { PruneKind } from '../../../k8s/resources/pruneReferences.ts'
import { ReplicaSet } from '../../../k8s/resources/replicaSet.ts'
import { ReplicationController } from '../../../k8s/resources/replicationController.ts'
import { StatefulSet } from '../../../k8s/resources/statefulSet.ts'
import type { K8sObject, ResourceType } from '../../../k8s/types.ts'
import type { KindReading, PreviewScope } from './previewProtocol.ts'

interface ReadKind {
  type: ResourceType
  add(graph: PruneGraph, object: K8sObject): void
}

const workload = (kindName: PruneKind, type: ResourceType): ReadKind => ({
  type,
  add: (graph, object) => graph.addWorkload(kindName, object),
})

function kind<T extends K8sObject>(type: ResourceType<T>, add: (graph: PruneGraph, object: T) => void): ReadKind {
  // Lists of a kind hold objects of that kind.
  return { type, add: (graph, object) => add(graph, object as T) }
}

const streams = kind(ImageStream, (graph, stream) => graph.addStream(stream))
const images = kind(Image, (graph, image) => graph.addImage(image))
const limitRanges = kind(LimitRange, (graph, range) => graph.addLimitRange(range))

/** What `oc adm prune images` reads, in its order. */
const workloads = [
  workload('Pod', Pod),
  workload('ReplicationController', ReplicationController),
  workload('BuildConfig', BuildConfig),
  workload('Build', Build),
  workload('DaemonSet', DaemonSet),
  workload('Deployment', Deployment),
  workload('DeploymentConfig', DeploymentConfig),
  workload('ReplicaSet', ReplicaSet),
  workload('StatefulSet', StatefulSet),
  workload('Job', Job),
  workload('CronJob', CronJob),
]
const readKinds: readonly ReadKind[] = [...workloads, limitRanges, streams, images]

export interface GraphReading {
  graph: PruneGraph
  kinds: readonly KindReading[]
  /** The server's clock when the reading began, in ms. */
  at: number
}

interface ReadOptions {
  onProgress(kinds: readonly KindReading[]): void
  signal: AbortSignal
}

/**
 * Reads all that pruning looks at. Kinds that may not be listed, or fail, are named in the answer; without image streams
 * there is nothing to preview, and it throws their ApiError.
 */
export async function readGraph(scope: PreviewScope, options: ReadOptions): Promise<GraphReading> {
  // An answer in one piece does not expire on the way.
  const unlimited = new Set<ResourceType>()
  for (;;) {
    try {
      return await readOnce(scope, unlimited, options)
    } catch (error) {
      if (!(error instanceof Expired) || unlimited.has(error.type)) throw error instanceof Expired ? error.cause : error
      // What was read of this kind is of another version than what would follow.
      unlimited.add(error.type)
    }
  }
}

/** A continue token was refused in the middle of a kind. */
class Expired extends Error {
  readonly type: ResourceType
  constructor(type: ResourceType, cause: unknown) {
    super('', { cause })
    this.type = type
  }
}

async function readOnce(
  { namespace }: PreviewScope,
  unlimited: ReadonlySet<ResourceType>,
  { onProgress, signal }: ReadOptions,
): Promise<GraphReading> {
  const graph = new PruneGraph()
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const readings = new Map(readKinds.map(({ type }) => [type, waiting(type)]))
  const tell = (type: ResourceType, change: Partial<KindReading>) => {
    readings.set(type, { ...(readings.get(type) ?? waiting(type)), ...change })
    onProgress([...readings.values()])
  }
  const read = async ({ type, add }: ReadKind) => {
    let loaded = 0
    tell(type, { state: 'reading' })
    try {
      const scope = type.namespaced && namespace ? { namespace } : {}
      const listing = { type, scope, project: undefined }
      for await (const { items, metadata } of loadChunks(listing, { signal: either, unlimited: unlimited.has(type) })) {
        for (const object of items) add(graph, object)
        loaded += items.length
        const rest = metadata.continue ? metadata.remainingItemCount : 0
        tell(type, { loaded, ...(rest !== undefined && { total: loaded + rest }) })
      }
      tell(type, { state: 'read', total: loaded })
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw error
      if (loaded > 0 && isTokenRefused(error)) throw new Expired(type, error)
      const { code, message } = asApiError(error)
      // Half a list would be taken for the whole; after the session has ended nothing more can be read.
      if (type === ImageStream || loaded > 0 || code === 401) throw error
      if (isKindMissing(error)) tell(type, { state: 'missing' })
      else tell(type, { state: code === 403 ? 'forbidden' : 'failed', message })
    }
  }
  const inTurn = async (kinds: readonly ReadKind[]) => {
    for (const each of kinds) await read(each)
  }
  try {
    const at = await serverTime(either)
    // Images after the streams, as the command does: one that is pushed meanwhile must not look as if it were gone. Two at
    // a time: the page needs connections too.
    await Promise.all([inTurn([streams, images]), inTurn([...workloads, limitRanges])])
    graph.imagesListed = readings.get(Image)?.state === 'read'
    return { graph, kinds: [...readings.values()], at }
  } finally {
    over.abort()
  }
}

function waiting({ kind: name, group, plural }: ResourceType): KindReading {
  return { kind: name, group, plural, state: 'waiting', loaded: 0 }
}

/** The server's clock, in ms: a browser's may be wrong by more than an image is old. */
async function serverTime(signal: AbortSignal): Promise<number> {
  try {
    const { headers } = await request('/version', { signal })
    const at = Date.parse(headers.get('Date') ?? '')
    return Number.isNaN(at) ? Date.now() : at
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error
    return Date.now()
  }
}
