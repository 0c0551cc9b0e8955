import { parseImageReference } from '../../lib/imageReference.ts'
import { yieldToPage } from '../../lib/yieldToPage.ts'
import type { TagSourceReference } from './imageStream.ts'
import type { BuildImage, ContainerImage, WorkloadImages } from './imageConsumerWorkload.ts'
import type { ImageTrigger } from './imageTrigger.ts'

/** One place where a workload refers to an image. */
export interface ImageUse {
  workload: WorkloadImages
  /** A container, a trigger, or what a build takes and gives. */
  role: 'container' | 'trigger' | BuildImage['role']
  /** As the workload writes it: a pull spec, or the name of a tag or an image of a stream. */
  image: string
  container?: string
  init?: boolean
  pullPolicy?: string
  /** The host of a pull spec. What names a stream by the API has none. */
  registry?: string
  tag?: string
  digest?: string
  /** What a pod's container was really started with. */
  running?: string
  trigger?: ImageTrigger
}

/** All uses of images, by what they can be found with. */
export interface ImageUses {
  /** By `namespace/stream`: pull specs with any host, references of builds, triggers. */
  repositories: ReadonlyMap<string, readonly ImageUse[]>
  /** Pull specs without a host, by the project of their workload: `namespace/stream`. */
  shortNames: ReadonlyMap<string, readonly ImageUse[]>
  digests: ReadonlyMap<string, readonly ImageUse[]>
  workloads: ReadonlyMap<string, WorkloadImages>
  /** Pull specs that are none. */
  unreadable: readonly ImageUse[]
}

const known = new WeakMap<readonly WorkloadImages[], ImageUses>()

/** The uses of images by some workloads: made once for the same array. */
export function usesOf(workloads: readonly WorkloadImages[]): ImageUses {
  let uses = known.get(workloads)
  if (!uses) {
    const gathering = gather()
    for (const workload of workloads) gathering.add(workload)
    known.set(workloads, (uses = gathering.uses))
  }
  return uses
}

const slice = 500

/** Makes the same ahead of time, without holding the page. */
export async function prepareUses(workloads: readonly WorkloadImages[]): Promise<void> {
  const gathering = gather()
  for (const [index, workload] of workloads.entries()) {
    if (index % slice === slice - 1) await yieldToPage()
    gathering.add(workload)
  }
  known.set(workloads, gathering.uses)
}

function gather(): { uses: ImageUses; add(workload: WorkloadImages): void } {
  const repositories = new Map<string, ImageUse[]>()
  const shortNames = new Map<string, ImageUse[]>()
  const digests = new Map<string, ImageUse[]>()
  const byUid = new Map<string, WorkloadImages>()
  const unreadable: ImageUse[] = []
  const addPullSpec = (use: ImageUse) => {
    const reference = parsed(use.image)
    if (!reference) return void unreadable.push(use)
    const { registry, repository, tag, digest } = reference
    if (registry) use.registry = registry
    // A digest counts, whatever tag stands before it.
    if (digest) use.digest = digest
    else use.tag = tag ?? 'latest'
    for (const each of new Set([digest, use.running])) if (each) push(digests, each, use)
    if (registry) push(repositories, repository, use)
    else if (!repository.includes('/')) push(shortNames, `${use.workload.metadata.namespace}/${repository}`, use)
  }
  const add = (workload: WorkloadImages) => {
    if (workload.metadata.uid) byUid.set(workload.metadata.uid, workload)
    for (const image of workload.images) addPullSpec(containerUse(workload, image))
    for (const { role, from } of workload.refs) {
      const use = buildUse(workload, role, from)
      if (!use.stream) addPullSpec(use.use)
      else push(repositories, use.stream, use.use)
      if (use.stream && use.use.digest) push(digests, use.use.digest, use.use)
    }
    for (const trigger of workload.triggers) {
      const { namespace, stream, tag, containers } = trigger
      const image = `${stream}:${tag}`
      for (const container of containers.length > 0 ? containers : [undefined]) {
        const use: ImageUse = { workload, role: 'trigger', image, tag, trigger }
        push(repositories, `${namespace}/${stream}`, container === undefined ? use : { ...use, container })
      }
    }
  }
  return { uses: { repositories, shortNames, digests, workloads: byUid, unreadable }, add }
}

function containerUse(workload: WorkloadImages, image: ContainerImage): ImageUse {
  return { workload, role: 'container', ...image }
}

/** The use of an image by a build, and which stream it names if it names one: a tag or an image of it. */
function buildUse(
  workload: WorkloadImages,
  role: BuildImage['role'],
  { kind, name = '', namespace }: TagSourceReference,
): { use: ImageUse; stream?: string } {
  const use: ImageUse = { workload, role, image: name }
  // What a build has pushed is known by its digest, even where it pushes to another registry.
  if (role === 'output' && workload.outputDigest) use.running = workload.outputDigest
  if (kind === 'DockerImage') return { use }
  const [stream = '', ...rest] = name.split(kind === 'ImageStreamImage' ? '@' : ':')
  const which = rest.join(':')
  if (kind === 'ImageStreamImage') use.digest = which
  else use.tag = which || 'latest'
  if (use.running) use.digest = use.running
  return { use, stream: `${namespace || (workload.metadata.namespace ?? '')}/${stream}` }
}

function push<K>(map: Map<K, ImageUse[]>, key: K, use: ImageUse): void {
  const there = map.get(key)
  if (there) there.push(use)
  else map.set(key, [use])
}

const references = new Map<string, ReturnType<typeof parseImageReference>>()
const mostReferences = 20_000

/** A pull spec in its parts. Thousands of pods write the same few. */
function parsed(image: string) {
  if (!references.has(image)) {
    if (references.size >= mostReferences) references.clear()
    references.set(image, parseImageReference(image))
  }
  return references.get(image)
}
