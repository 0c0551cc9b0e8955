import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { base, withObjects, type Objects } from './base.ts'
import { image, imageStream, internalRegistry, namespace, revision, type ImageSpec, type TagSpec } from './builders.ts'
import { hexOf } from './digests.ts'
import { metadataOf, pod, template } from './podBuilders.ts'
import { withPrunerHistory } from './prunerHistory.ts'

const PROJECTS = 200
const STREAMS_PER_PROJECT = 25
/** How many images a stream has: 4 on average, and most of them in a few. */
const imageCounts = [1, 1, 1, 1, 2, 2, 2, 4, 10, 16]
// Cycles whose means are 10 tags and 6 revisions.
const tagCounts = [1, 2, 4, 6, 8, 10, 12, 14, 18, 25]
const revisionCounts = [1, 2, 3, 4, 5, 6, 7, 8, 10, 14]
const longest = 14 + 3
type Layer = ImageSpec['layers'][number]

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('an empty list has nothing to pick')
  return found
}

/**
 * What pruning is measured with: 20,000 images of 8 to 12 layers, 5,000 streams, 300,000 revisions, 10,000 pods with their
 * owners, limits in every fifth project. Entries of histories, containers and statuses are shared, so that it fits.
 */
export function pruningLarge(now: Date = new Date()): State {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  // From twenty minutes to two years ago.
  const times = Array.from({ length: 2000 }, (_, index) => ago(20 + index * 520))
  const created = ago(60 * 24 * 800)
  const all: Required<Pick<Objects, 'namespaces' | 'imageStreams' | 'images' | 'limitRanges' | WorkloadKey>> = {
    namespaces: [],
    imageStreams: [],
    images: [],
    limitRanges: [],
    pods: [],
    deployments: [],
    replicaSets: [],
    statefulSets: [],
    jobs: [],
  }
  for (let project = 0; project < PROJECTS; project++) {
    const name = `team-${String(project).padStart(3, '0')}`
    all.namespaces.push(namespace(name, created))
    if (project % 5 === 0) all.limitRanges.push(limitRange(name, created, 150 + project))
    for (let index = 0; index < STREAMS_PER_PROJECT; index++) {
      const number = project * STREAMS_PER_PROJECT + index
      const made = streamOf(name, number, times, created)
      all.imageStreams.push(made.stream)
      for (const each of made.images) all.images.push(each)
      const uses = workloadsOf(name, number, made, pick(times, number * 3))
      for (const key of workloadKeys) for (const each of uses[key] ?? []) all[key].push(each)
    }
  }
  return withObjects(withPrunerHistory(base(), now), all)
}

const workloadKeys = ['pods', 'deployments', 'replicaSets', 'statefulSets', 'jobs'] as const
type WorkloadKey = (typeof workloadKeys)[number]

const limitRange = (project: string, created: string, MiB: number): K8sObject => {
  const object = {
    metadata: metadataOf({ kind: 'LimitRange', namespace: project, name: 'images', created }),
    spec: { limits: [{ type: 'openshift.io/Image', max: { storage: `${MiB}Mi` } }] },
  }
  return object
}

const bases = Array.from({ length: 12 }, (_, n): Layer[] => [
  { name: `base ${n}`, MiB: 28 + n * 4 },
  { name: `base ${n} updates`, MiB: 6 + (n % 5) },
  { name: `base ${n} certificates`, MiB: 0.3 },
])
const runtimes = Array.from({ length: 60 }, (_, n): Layer[] => [
  { name: `runtime ${n}`, MiB: 40 + ((n * 17) % 160) },
  { name: `runtime ${n} libraries`, MiB: 5 + (n % 30) },
])

function layersOf(number: number, build: number): Layer[] {
  const dependencies = Array.from({ length: 1 + (number % 3) }, (_, n) => ({
    name: `dep ${n} ${number} ${Math.floor(build / 4)}`,
    MiB: 12 + ((number * 3 + n * 11) % 70),
  }))
  const sizes = [0.02, 4 + ((number + build) % 40), 0.6, 0.001].slice(0, 2 + ((number + build) % 3))
  const own = sizes.map((MiB, n) => ({ name: `${number} ${build} ${n}`, MiB }))
  return [...pick(bases, number), ...pick(runtimes, number * 7 + Math.floor(build / 6)), ...dependencies, ...own]
}

interface MadeStream {
  stream: K8sObject
  images: ReturnType<typeof image>[]
}

function streamOf(project: string, number: number, times: string[], created: string): MadeStream {
  const name = `app-${hexOf(`stream ${number}`, 4)}-${number}`
  const time = (index: number) => pick(times, index)
  // Every fourth stream imports: its images are from elsewhere.
  const repository = number % 4 === 3 ? `quay.io/acme/app-${number}` : `${project}/${name}`
  const count = pick(imageCounts, number + Math.floor(number / 10))
  const images = Array.from({ length: count }, (_, build) =>
    image({ repository, seed: String(build), created: time(number + build * 40), layers: layersOf(number, build) }),
  )
  // One entry for each age of the stream, used by all its tags.
  const entries = Array.from({ length: longest }, (_, index) =>
    revision(pick(images, index), time(number + index * 40)),
  )
  const tags: Record<string, TagSpec> = {}
  const tagCount = pick(tagCounts, number)
  for (let tag = 0; tag < tagCount; tag++) {
    const depth = pick(revisionCounts, tag + Math.floor(number / 10))
    const start = tag % 3
    tags[tag === 0 ? 'latest' : `1.${tag}.${number % 10}`] = { revisions: entries.slice(start, start + depth) }
  }
  return { stream: imageStream({ namespace: project, name, created, labels: { app: name }, tags }), images }
}

/** What runs a stream's images: two pods for each stream, of a Deployment, a StatefulSet, a Job, or of nobody. */
function workloadsOf(project: string, number: number, { stream, images }: MadeStream, created: string): Objects {
  const { name } = stream.metadata
  const local = `${internalRegistry}/${project}/${name}`
  const digest = pick(images, number + 5).metadata.name
  const by = number % 3 === 0 ? `${local}:latest` : `${local}@${digest}`
  const spec = { namespace: project, name, created, containers: [{ name: 'app', image: by }] }
  const selector = { matchLabels: { app: name } }
  const meta = (kind: string, of: string, owner?: Parameters<typeof metadataOf>[0]['owner']) =>
    metadataOf({ kind, namespace: project, name: of, created, labels: { app: name }, generation: 1, owner })
  const pods = (owner: { apiVersion: string; kind: string; object: K8sObject } | undefined, phase?: 'Succeeded') =>
    [0, 1].map((index) =>
      pod(spec, `${owner?.object.metadata.name ?? name}-${hexOf(`${number} ${index}`, 5)}`, owner, phase),
    )
  const kind = number % 10
  if (kind === 9) return { pods: pods(undefined) }
  if (kind === 8) {
    const object = {
      metadata: meta('Job', `${name}-1`),
      spec: { parallelism: 1, completions: 2, backoffLimit: 6, template: template(spec, 'Never') },
      status: { succeeded: 2, startTime: created, completionTime: created },
    }
    return { jobs: [object], pods: pods({ apiVersion: 'batch/v1', kind: 'Job', object }, 'Succeeded') }
  }
  if (kind === 7) {
    const object = {
      metadata: meta('StatefulSet', name),
      spec: { replicas: 2, selector, template: template(spec), serviceName: name },
      status: { replicas: 2, readyReplicas: 2 },
    }
    return { statefulSets: [object], pods: pods({ apiVersion: 'apps/v1', kind: 'StatefulSet', object }) }
  }
  const object = {
    metadata: meta('Deployment', name),
    spec: { replicas: 2, selector, template: template(spec) },
    status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', object }
  const set = {
    metadata: meta('ReplicaSet', `${name}-${hexOf(`set ${number}`, 9)}`, owner),
    spec: { replicas: 2, selector, template: object.spec.template },
    status: { replicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 1 },
  }
  return {
    deployments: [object],
    replicaSets: [set],
    pods: pods({ apiVersion: 'apps/v1', kind: 'ReplicaSet', object: set }),
  }
}
