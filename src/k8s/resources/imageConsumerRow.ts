import { historyOf, tagOf, tagsOf, type ImageStream, type StreamTag } from './imageStream.ts'
import type { ChildrenOf, ConsumedBy, ImageConsumer } from './imageConsumer.ts'
import { usesOf, type ImageUse } from './imageConsumerIndex.ts'
import type { WorkloadImages } from './imageConsumerWorkload.ts'
import type { ImageTrigger } from './imageTrigger.ts'

/** How far an image is from what its tag serves now. */
export interface Behind {
  tag: string
  /** How many newer revisions the tag has: 0 when it is the newest. */
  revisions: number
  /** Between the two revisions, in milliseconds; undefined when their times were not recorded. */
  ms?: number
}

/** A workload with all that it owns, as far as that refers to the same image: a deployment stands for its replica sets and pods. */
export interface ConsumerRow {
  key: string
  kind: string
  namespace: string
  name: string
  /** The workload itself; undefined where it may not be read or is of a kind that is not looked at. */
  workload?: WorkloadImages
  role: Exclude<ImageUse['role'], 'trigger'>
  container?: string
  init: boolean
  image: string
  by: ConsumedBy
  tag?: string
  digest?: string
  pullPolicy?: string
  /** The trigger that writes this container's image, whichever tag it watches. */
  trigger?: ImageTrigger
  /** Everything that is folded, the workload itself first, if it still refers to the image. */
  members: readonly ImageConsumer[]
  /** How many pods run or are to run. */
  pods: number
  /** None of it runs: old replica sets, finished jobs and builds. */
  idle: boolean
  behind?: Behind
}

/** One row for each workload and container; `stream` and `tagName` say what to measure against. */
export function foldConsumers(
  workloads: readonly WorkloadImages[],
  consumers: readonly ImageConsumer[],
  { stream, tagName, childrenOf }: { stream?: ImageStream; tagName?: string; childrenOf?: ChildrenOf } = {},
): ConsumerRow[] {
  const owners = usesOf(workloads).workloads
  const groups = new Map<string, { owner: Owner; members: ImageConsumer[] }>()
  for (const consumer of consumers) {
    const owner = ownerOf(consumer.workload, owners)
    const role = consumer.role === 'trigger' ? (consumer.container ? 'container' : 'strategy') : consumer.role
    const key = `${owner.kind}/${owner.namespace}/${owner.name}/${role}/${consumer.container ?? ''}`
    const group = groups.get(key)
    if (group) group.members.push(consumer)
    else groups.set(key, { owner, members: [consumer] })
  }
  return [...groups].map(([key, { owner, members }]) => {
    const row = rowOf(key, owner, members)
    const behind = stream && behindOfRow(row, stream, tagName, childrenOf)
    return behind ? { ...row, behind } : row
  })
}

interface Owner {
  kind: string
  namespace: string
  name: string
  workload?: WorkloadImages
}

const standAlone = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'DeploymentConfig', 'BuildConfig'])

/**
 * What a workload belongs to in the end: the deployment of a replica set's pod. Deployments and the like are the end, even
 * where an operator owns them; pods of a kind that is not read stand below the name of their owner.
 */
export function ownerOf(workload: WorkloadImages, byUid: ReadonlyMap<string, WorkloadImages>): Owner {
  const seen = new Set<WorkloadImages>()
  for (let at = workload; ;) {
    seen.add(at)
    const { name, namespace = '' } = at.metadata
    const reference = at.owner
    const end = { kind: at.kind, namespace, name, workload: at }
    // A node owns the pods that it runs by itself.
    if (!reference || reference.kind === 'Node' || standAlone.has(at.kind)) return end
    const owner = byUid.get(reference.uid)
    if (!owner) return { kind: reference.kind, namespace, name: reference.name }
    if (seen.has(owner)) return end
    at = owner
  }
}

function rowOf(key: string, owner: Owner, members: readonly ImageConsumer[]): ConsumerRow {
  const sorted = members.toSorted((a, b) => rankOf(a, owner) - rankOf(b, owner))
  // A trigger alone says which tag will be used, what is used now says more.
  const first = sorted.find(({ role }) => role !== 'trigger') ?? sorted[0]
  if (!first) throw new Error('a row without members')
  const { container, image, by, tag, digest, pullPolicy } = first
  const role = first.role === 'trigger' ? (container ? 'container' : 'strategy') : first.role
  const trigger = triggerOf(owner.workload, role, container, members)
  const pods = members.filter(
    ({ kind, workload, role: its }) => kind === 'Pod' && !workload.idle && its === 'container',
  )
  return {
    key,
    kind: owner.kind,
    namespace: owner.namespace,
    name: owner.name,
    ...(owner.workload && { workload: owner.workload }),
    role,
    ...(container !== undefined && { container }),
    init: first.init === true,
    image,
    by,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(pullPolicy !== undefined && { pullPolicy }),
    ...(trigger && { trigger }),
    members: sorted,
    pods: pods.length,
    idle: members.every(({ workload }) => workload.idle === true),
  }
}

/** The workload itself, then what runs, then what ran; pods last in each. */
function rankOf({ workload, kind }: ImageConsumer, owner: Owner): number {
  return (workload === owner.workload ? 0 : 4) + (workload.idle ? 2 : 0) + (kind === 'Pod' ? 1 : 0)
}

function triggerOf(
  workload: WorkloadImages | undefined,
  role: ConsumerRow['role'],
  container: string | undefined,
  members: readonly ImageConsumer[],
): ImageTrigger | undefined {
  if (role === 'output' || role === 'source') return undefined
  if (container === undefined) return members.find(({ trigger }) => trigger)?.trigger
  // What cannot be read may be meant for any container.
  return (
    workload?.triggers.find(({ containers }) => containers.includes(container)) ??
    workload?.triggers.find(({ fault }) => fault === 'notJson')
  )
}

function behindOfRow(
  row: ConsumerRow,
  stream: ImageStream,
  tagName: string | undefined,
  childrenOf: ChildrenOf = () => [],
): Behind | undefined {
  if (row.role === 'output' || row.idle) return undefined
  const { namespace = '', name } = stream.metadata
  const { trigger } = row
  const triggered = trigger?.namespace === namespace && trigger.stream === name ? trigger.tag : undefined
  const wanted = triggered ?? (row.by === 'tag' ? row.tag : tagName)
  // What is written says more than what runs; a tag only says what will run next.
  if (row.digest) return behindOf(stream, row.digest, wanted, childrenOf)
  const running = new Set(
    row.members.flatMap(({ workload, running: digest }) => (digest && !workload.idle ? [digest] : [])),
  )
  const found = [...running].flatMap((digest) => behindOf(stream, digest, wanted, childrenOf) ?? [])
  return found.toSorted((a, b) => b.revisions - a.revisions)[0]
}

/**
 * How far a digest is behind what its tag serves now: of the tag given, else of the one where it is the least.
 * Undefined when no tag has or had it.
 */
export function behindOf(
  stream: ImageStream,
  digest: string,
  tagName?: string,
  childrenOf: ChildrenOf = () => [],
): Behind | undefined {
  const wanted = tagName === undefined ? undefined : tagOf(stream, tagName)
  const inWanted = wanted && placeIn(wanted, digest, childrenOf)
  if (inWanted) return inWanted
  const all = tagsOf(stream).flatMap((tag) => placeIn(tag, digest, childrenOf) ?? [])
  return all.toSorted((a, b) => a.revisions - b.revisions || Number(a.tag === 'latest') - Number(b.tag === 'latest'))[0]
}

function placeIn(tag: StreamTag, digest: string, childrenOf: ChildrenOf): Behind | undefined {
  const history = historyOf(tag)
  const place = history.findIndex(({ image }) => image && (image === digest || childrenOf(image).includes(digest)))
  if (place < 0) return undefined
  const [newest, there] = [history[0]?.created, history[place]?.created]
  const ms = newest && there ? Date.parse(newest) - Date.parse(there) : NaN
  return { tag: tag.name, revisions: place, ...(!Number.isNaN(ms) && { ms: Math.max(0, ms) }) }
}
