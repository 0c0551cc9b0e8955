import type { K8sObject } from '../../src/k8s/types.ts'
import { digestOf, uidOf } from './digests.ts'

/** The address pods and pushes use inside the cluster. */
export const internalRegistry = 'image-registry.openshift-image-registry.svc:5000'

const MiB = 1024 * 1024

export interface ImageSpec {
  /** `namespace/stream` in the internal registry, or a whole repository elsewhere: `quay.io/acme/etl`. */
  repository: string
  /** Makes the digest: the same repository and seed give the same image. */
  seed: string
  created: string
  /** Sizes of the layers in MiB, base first; a name shares a layer with every image that has it. */
  layers: (number | { name: string; MiB: number })[]
  architecture?: string
  config?: Record<string, unknown>
  labels?: Record<string, string>
  author?: string
  /** Names of signatures; their content stands for one that nobody could verify. */
  signatures?: string[]
}

export interface Revision {
  image: string
  dockerImageReference: string
  created: string
  generation?: number
}

export interface TagSpec {
  /** What the tag follows; without it the tag was pushed and is in the status alone. */
  from?: { kind: 'DockerImage' | 'ImageStreamTag' | 'ImageStreamImage'; name: string; namespace?: string }
  annotations?: Record<string, string>
  generation?: number | null
  reference?: boolean
  scheduled?: boolean
  insecure?: boolean
  importMode?: 'Legacy' | 'PreserveOriginal'
  referencePolicy?: 'Source' | 'Local'
  /** Newest first; null for a tag whose import never worked; absent for a tag in the spec alone. */
  revisions?: Revision[] | null
  failure?: { reason: string; message: string; at: string; generation?: number }
}

export interface ImageStreamSpec {
  namespace: string
  name: string
  created: string
  tags: Record<string, TagSpec>
  labels?: Record<string, string>
  annotations?: Record<string, string>
  dockerImageRepository?: string
  lookupLocal?: boolean
  generation?: number
}

export type RegistryImage = K8sObject & { dockerImageReference: string }

/** Repositories without a host are in the internal registry: their images were pushed. */
function identify({ repository: given, seed }: ImageSpec) {
  const managed = !given.includes('.')
  const repository = managed ? `${internalRegistry}/${given}` : given
  return { managed, repository, name: digestOf(`${repository} ${seed}`) }
}

/** The digest of the image that `image` makes of a repository and a seed. */
export const digestFor = (repository: string, seed: string): string =>
  identify({ repository, seed, created: '', layers: [] }).name

const imageAnnotations = (managed: boolean, layersOrder: string) => ({
  'image.openshift.io/dockerLayersOrder': layersOrder,
  'image.openshift.io/manifestBlobStored': 'true',
  ...(managed && { 'openshift.io/image.managed': 'true' }),
})

const layerDigests = new Map<string, string>()

/** The digest of a layer that several images may have: made once. */
function layerDigest(name: string): string {
  const known = layerDigests.get(name)
  if (known) return known
  const digest = digestOf(name)
  if (layerDigests.size < 10_000) layerDigests.set(name, digest)
  return digest
}

/** An Image as the registry or an import makes it. Its name is its digest. */
export function image(spec: ImageSpec): RegistryImage {
  const { managed, repository, name } = identify(spec)
  const layers = spec.layers.map((layer, index) => ({
    name: typeof layer === 'number' ? digestOf(`${name} ${index}`) : layerDigest(layer.name),
    size: Math.round((typeof layer === 'number' ? layer : layer.MiB) * MiB),
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  }))
  return object(undefined, name, spec.created, {
    annotations: imageAnnotations(managed, 'ascending'),
    dockerImageReference: `${repository}@${name}`,
    dockerImageMetadata: {
      kind: 'DockerImage',
      apiVersion: 'image.openshift.io/1.0',
      Id: digestOf(`${name} config`),
      Created: spec.created,
      ContainerConfig: {},
      ...(spec.author && { Author: spec.author }),
      Config: {
        User: '1001',
        Env: ['PATH=/opt/app-root/bin:/usr/bin', 'LANG=C.UTF-8'],
        ExposedPorts: { '8080/tcp': {} },
        WorkingDir: '/opt/app-root/src',
        Entrypoint: ['/usr/bin/container-entrypoint'],
        Cmd: ['serve'],
        Labels: { 'io.k8s.display-name': spec.repository, ...spec.labels },
        ...spec.config,
      },
      Architecture: spec.architecture ?? 'amd64',
      Size: layers.reduce((sum, { size }) => sum + size, 2048),
    },
    dockerImageMetadataVersion: '1.0',
    dockerImageLayers: layers,
    dockerImageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    ...(spec.signatures && {
      signatures: spec.signatures.map((signature) => ({
        metadata: { name: `${name}@${signature}`, creationTimestamp: spec.created },
        type: 'AtomicImageV1',
        content: btoa(`signature ${signature} of ${name}`),
      })),
    }),
  })
}

/** A manifest list or OCI index over images of several architectures: the list first, then its children. */
export function imageIndex(spec: ImageSpec & { architectures: string[] }): [RegistryImage, ...RegistryImage[]] {
  const { managed, repository, name } = identify({ ...spec, seed: `${spec.seed} index` })
  const children = spec.architectures.map((architecture) =>
    image({ ...spec, architecture, seed: `${spec.seed} ${architecture}` }),
  )
  const index = object(undefined, name, spec.created, {
    annotations: imageAnnotations(managed, ''),
    dockerImageReference: `${repository}@${name}`,
    dockerImageMetadata: {
      kind: 'DockerImage',
      apiVersion: 'image.openshift.io/1.0',
      Id: name,
      Created: spec.created,
      ContainerConfig: {},
    },
    dockerImageMetadataVersion: '1.0',
    dockerImageManifestMediaType: 'application/vnd.oci.image.index.v1+json',
    dockerImageManifests: children.map((child, position) => ({
      digest: child.metadata.name,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      manifestSize: 745,
      architecture: spec.architectures[position],
      os: 'linux',
      ...(spec.architectures[position] === 'arm64' && { variant: 'v8' }),
    })),
  })
  return [index, ...children]
}

/** One entry of a tag's history. */
export function revision(of: RegistryImage, created: string, generation = 1): Revision {
  return { image: of.metadata.name, dockerImageReference: of.dockerImageReference, created, generation }
}

/** An ImageStream with its spec and its status. Tags come out sorted by name, as servers send them. */
export function imageStream(spec: ImageStreamSpec): K8sObject {
  const tags = Object.entries(spec.tags).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const specTags = tags.filter(([, tag]) => tag.from).map(([name, tag]) => specTag(name, tag, spec.generation ?? 2))
  const statusTags = tags.filter(([, tag]) => tag.revisions !== undefined).map(([name, tag]) => statusTag(name, tag))
  const imports = tags.some(([, tag]) => tag.from?.kind === 'DockerImage')
  const annotations = {
    ...(imports && { 'openshift.io/image.dockerRepositoryCheck': spec.created }),
    ...spec.annotations,
  }
  return object(spec.namespace, spec.name, spec.created, {
    generation: spec.generation ?? (specTags.length ? 2 : 1),
    ...(spec.labels && { labels: spec.labels }),
    ...(Object.keys(annotations).length && { annotations }),
    spec: {
      lookupPolicy: { local: spec.lookupLocal ?? false },
      ...(spec.dockerImageRepository && { dockerImageRepository: spec.dockerImageRepository }),
      ...(specTags.length && { tags: specTags }),
    },
    status: {
      dockerImageRepository: `${internalRegistry}/${spec.namespace}/${spec.name}`,
      ...(statusTags.length && { tags: statusTags }),
    },
  })
}

function specTag(name: string, tag: TagSpec, generation: number) {
  return {
    name,
    annotations: tag.annotations ?? null,
    from: tag.from,
    generation: tag.generation === undefined ? generation : tag.generation,
    ...(tag.reference && { reference: true }),
    importPolicy: {
      ...(tag.insecure && { insecure: true }),
      ...(tag.scheduled && { scheduled: true }),
      importMode: tag.importMode ?? 'Legacy',
    },
    referencePolicy: { type: tag.referencePolicy ?? 'Source' },
  }
}

function statusTag(tag: string, { revisions, failure, generation }: TagSpec) {
  return {
    tag,
    items: revisions ?? null,
    ...(failure && {
      conditions: [
        {
          type: 'ImportSuccess',
          status: 'False',
          lastTransitionTime: failure.at,
          reason: failure.reason,
          message: failure.message,
          generation: failure.generation ?? generation ?? 2,
        },
      ],
    }),
  }
}

/** A namespace, which the server also shows as a project. */
export function namespace(name: string, created: string, annotations: Record<string, string> = {}): K8sObject {
  return object(undefined, name, created, {
    labels: { 'kubernetes.io/metadata.name': name },
    annotations: { 'openshift.io/sa.scc.uid-range': '1000310000/10000', ...annotations },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  })
}

/** Gives users a cluster role in one namespace. */
export function roleBinding(inNamespace: string, clusterRole: string, users: string[], created: string): K8sObject {
  return object(inNamespace, clusterRole, created, {
    subjects: users.map((name) => ({ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name })),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
  })
}

interface MetadataFields {
  labels?: Record<string, string>
  annotations?: Record<string, string>
  generation?: number
}

function object<F extends object>(
  inNamespace: string | undefined,
  name: string,
  created: string,
  fields: MetadataFields & F,
) {
  const { labels, annotations, generation, ...rest } = fields
  return {
    metadata: {
      name,
      ...(inNamespace && { namespace: inNamespace }),
      uid: uidOf(`${inNamespace ?? ''}/${name}`),
      ...(generation && { generation }),
      creationTimestamp: created,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    ...rest,
  }
}
