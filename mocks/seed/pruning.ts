import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { base, withObjects, type Objects } from './base.ts'
import { buildConfig } from './buildBuilders.ts'
import {
  digestFor,
  image,
  imageIndex,
  imageStream,
  internalRegistry,
  namespace,
  revision,
  roleBinding,
  type RegistryImage,
  type Revision,
  type TagSpec,
} from './builders.ts'
import { digestOf } from './digests.ts'
import { metadataOf, pod } from './podBuilders.ts'
import { withPrunerHistory } from './prunerHistory.ts'
import { cronJob, deployment, together } from './workloadBuilders.ts'

const hour = 60
const day = 24 * hour
const ubi = { name: 'ubi9-minimal', MiB: 34.2 }
const node = { name: 'nodejs-22-runtime', MiB: 61.8 }
const local = (path: string) => `${internalRegistry}/${path}`

type Ago = (minutes: number) => string

/** Streams and images being made: each image once, whatever refers to it. */
class Catalog {
  readonly streams: K8sObject[] = []
  readonly images = new Map<string, K8sObject>()
  readonly #ago: Ago

  constructor(ago: Ago) {
    this.#ago = ago
  }

  add(...images: RegistryImage[]): void {
    for (const each of images) this.images.set(each.metadata.name, each)
  }

  /** Revisions of a repository, one for each age in minutes, the newest first. Its images are this repository's own. */
  revisions(repository: string, ages: readonly number[], MiB = 40): Revision[] {
    return ages.map((age, i) => {
      const seed = String(ages.length - i)
      const made = image({ repository, seed, created: this.#ago(age), layers: [ubi, node, MiB + i, 0.3] })
      this.add(made)
      return revision(made, this.#ago(age))
    })
  }

  stream(path: string, tags: Record<string, TagSpec>, created = this.#ago(300 * day)): void {
    const [project = '', name = ''] = path.split('/')
    this.streams.push(imageStream({ namespace: project, name, created, tags }))
  }
}

/** A cluster in which every reason of pruning is to be seen: what goes, and each rule that keeps something. */
export function pruning(now: Date = new Date()): State {
  const ago: Ago = (minutes) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const catalog = new Catalog(ago)
  shop(catalog, ago)
  lists(catalog, ago)
  external(catalog, ago)
  loose(catalog, ago)
  const projects = ['shop', 'media', 'platform', 'mirror', 'lab']
  const created = ago(400 * day)
  const state = withObjects(withPrunerHistory(base(), now), {
    ...together([workloads(ago), media(catalog, ago)]),
    namespaces: projects.map((name) => namespace(name, created)),
    roleBindings: [roleBinding('shop', 'edit', ['dev'], created)],
    imageStreams: catalog.streams,
    images: [...catalog.images.values()],
  })
  return state
}

/** Histories that are too long, and what keeps parts of them. */
function shop(catalog: Catalog, ago: Ago): void {
  const web = catalog.revisions(
    'shop/web',
    [0.5 * hour, 2 * day, 5 * day, 9 * day, 14 * day, 20 * day, 30 * day, 45 * day],
    52,
  )
  const gone = digestOf('deleted by hand')
  web.splice(6, 0, { ...missing('shop/web', gone), created: ago(28 * day), generation: 1 })
  catalog.stream('shop/web', { latest: { revisions: web }, v1: { revisions: web.slice(-1) } })
  catalog.stream('shop/api', {
    prod: {
      revisions: catalog.revisions(
        'shop/api',
        [12, 40, 80, 120, 160, 200].map((days) => days * day),
        77,
      ),
    },
    nightly: {
      revisions: catalog.revisions(
        'shop/api-nightly',
        Array.from({ length: 14 }, (_, i) => (i + 1) * day),
        78,
      ),
    },
  })
  catalog.stream('shop/worker', { v2: { revisions: catalog.revisions('shop/worker', [60 * day, 90 * day], 64) } })
  catalog.stream('shop/batch', {
    monthly: {
      revisions: catalog.revisions(
        'shop/batch',
        [31, 61, 92, 122].map((d) => d * day),
      ),
    },
  })
  // Just made: its history came along and is old.
  catalog.stream(
    'shop/moved',
    {
      latest: {
        revisions: catalog.revisions(
          'shop/moved',
          [50, 60, 70, 80, 90].map((days) => days * day),
          33,
        ),
      },
    },
    ago(20),
  )
  // A tag that only refers to an image elsewhere has a revision without an image.
  catalog.stream('shop/reference', {
    upstream: {
      from: { kind: 'DockerImage', name: 'quay.io/acme/proxy:4' },
      reference: true,
      revisions: [{ image: '', dockerImageReference: 'quay.io/acme/proxy:4', created: ago(15 * day), generation: 2 }],
    },
  })
}

const missing = (repository: string, digest: string) => ({
  image: digest,
  dockerImageReference: `${local(repository)}@${digest}`,
})

/** Manifest lists: what holds their children, and what goes with them. */
function lists(catalog: Catalog, ago: Ago): void {
  const ages = [3, 18, 40, 75, 110]
  const made = ages.map((days) =>
    imageIndex({
      repository: 'platform/java',
      seed: `build ${days}`,
      created: ago(days * day),
      architectures: ['amd64', 'arm64'],
      layers: [ubi, { name: 'openjdk 21', MiB: 188 }, 3 + days / 100],
    }),
  )
  catalog.add(...made.flat())
  const revisions = made.map(([list], i) => revision(list, ago((ages[i] ?? 0) * day)))
  catalog.stream('platform/java', { '21': { revisions } })
}

/** Images from elsewhere: their blobs are here only if they were mirrored. */
function external(catalog: Catalog, ago: Ago): void {
  const revisions = [1, 9, 16, 23, 44, 51].map((days) => {
    const made = image({
      repository: 'quay.io/acme/nginx',
      seed: `1.${60 - days}`,
      created: ago(days * day),
      layers: [{ name: 'alpine', MiB: 3.4 }, 21 + days / 10],
    })
    catalog.add(made)
    return revision(made, ago(days * day), 2)
  })
  const from = { kind: 'DockerImage', name: 'quay.io/acme/nginx:stable' } as const
  catalog.stream('mirror/nginx', { stable: { from, scheduled: true, revisions } })
}

/** Images that no stream has: left behind by deleted tags and streams, or just pushed by digest. */
function loose(catalog: Catalog, ago: Ago): void {
  for (const days of [6, 33, 140])
    catalog.add(
      image({
        repository: 'shop/retired',
        seed: String(days),
        created: ago(days * day),
        layers: [ubi, node, 45 + days / 7],
      }),
    )
  catalog.add(
    image({
      repository: 'quay.io/acme/once',
      seed: '1',
      created: ago(70 * day),
      layers: [{ name: 'alpine', MiB: 3.4 }, 88],
    }),
    image({ repository: 'shop/pushing', seed: 'now', created: ago(10), layers: [ubi, node, 51] }),
  )
}

/** A project whose images may have 500Mi, and has some that have more. */
function media(catalog: Catalog, ago: Ago): Objects {
  const big = [620, 540, 410].map((MiB, i) => {
    const made = image({
      repository: 'media/encoder',
      seed: `${MiB}`,
      created: ago((4 + i * 30) * day),
      layers: [ubi, { name: 'ffmpeg', MiB: 120 }, MiB - 154],
    })
    catalog.add(made)
    return revision(made, ago((4 + i * 30) * day))
  })
  catalog.stream('media/encoder', { latest: { revisions: big } })
  const limits = {
    metadata: metadataOf({ kind: 'LimitRange', namespace: 'media', name: 'images', created: ago(200 * day) }),
    spec: { limits: [{ type: 'openshift.io/Image', max: { storage: '500Mi' } }] },
  }
  return { limitRanges: [limits] }
}

function workloads(ago: Ago): Objects {
  const project = 'shop'
  return together([
    deployment({
      namespace: project,
      name: 'web',
      created: ago(14 * day),
      replicas: 2,
      containers: [{ name: 'web', image: `${local('shop/web')}@${digestFor('shop/web', '4')}` }],
    }),
    deployment({
      namespace: project,
      name: 'api',
      created: ago(12 * day),
      containers: [{ name: 'api', image: local('shop/api:prod') }],
    }),
    // Another registry's name: it protects the stream of that path all the same.
    deployment({
      namespace: 'lab',
      name: 'worker',
      created: ago(30 * day),
      containers: [{ name: 'worker', image: 'quay.io/shop/worker:v2' }],
    }),
    cronJob({
      namespace: project,
      name: 'month-end',
      created: ago(31 * day),
      schedule: '0 4 1 * *',
      suspend: true,
      containers: [{ name: 'batch', image: `${local('shop/batch')}@${digestFor('shop/batch', '1')}` }],
    }),
    buildConfig({
      namespace: 'lab',
      name: 'service',
      created: ago(90 * day),
      strategy: 'Source',
      from: { kind: 'ImageStreamTag', namespace: 'platform', name: 'java:21' },
      to: 'service:latest',
      git: 'https://git.example.com/lab/service.git',
      builds: [],
    }),
    {
      pods: [
        // Ended long ago: it protects nothing any more.
        pod(
          {
            namespace: 'lab',
            name: 'report',
            created: ago(20 * day),
            containers: [{ name: 'report', image: `${local('shop/web')}@${digestFor('shop/web', '3')}` }],
          },
          'report',
          undefined,
          'Succeeded',
        ),
      ],
    },
  ])
}

/** The same cluster with a workload whose image cannot be read: it stops a run, unless such references are ignored. */
export function unreadableReference(ago: Ago): Objects {
  return deployment({
    namespace: 'lab',
    name: 'typo',
    created: ago(5 * day),
    containers: [{ name: 'typo', image: `${local('shop/web')}::latest` }],
  })
}
