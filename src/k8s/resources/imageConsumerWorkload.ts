import type { K8sObject, ObjectMeta, ResourceType } from '../types.ts'
import { Build } from './build.ts'
import { BuildConfig, strategyFrom, type BuildSpec } from './buildConfig.ts'
import { CronJob } from './cronJob.ts'
import { DaemonSet } from './daemonSet.ts'
import { Deployment } from './deployment.ts'
import { DeploymentConfig } from './deploymentConfig.ts'
import { annotatedTriggers, buildConfigTriggers, deploymentConfigTriggers } from './imageTrigger.ts'
import { triggersAnnotation, type ImageTrigger, type TemplatePath } from './imageTrigger.ts'
import type { TagSourceReference } from './imageStream.ts'
import { Job } from './job.ts'
import { Pod, type ContainerStatus } from './pod.ts'
import type { Container, PodSpec, PodTemplate } from './podTemplate.ts'
import { ReplicaSet } from './replicaSet.ts'
import { ReplicationController } from './replicationController.ts'
import { StatefulSet } from './statefulSet.ts'

/** The image of one container, as its workload writes it. */
export interface ContainerImage {
  container: string
  init: boolean
  image: string
  pullPolicy?: string
  /** The digest that a pod's container was really started with. */
  running?: string
}

/** What a build or its config takes or gives: the image it starts from, those it copies files from, and where it pushes. */
export interface BuildImage {
  role: 'strategy' | 'source' | 'output'
  from: TagSourceReference
}

/** What workloads keep of themselves here: thousands of pods are in memory at once. */
export interface WorkloadImages {
  kind: string
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion'>
  /** Who made it and takes it along when it goes. */
  owner?: { kind: string; name: string; uid: string }
  images: readonly ContainerImage[]
  triggers: readonly ImageTrigger[]
  refs: readonly BuildImage[]
  /** What a build pushed. */
  outputDigest?: string
  /** It runs nothing now: no replicas, finished, suspended. */
  idle?: true
  /** It keeps what it runs until somebody resumes it (spec.paused). */
  paused?: true
}

/** A kind that refers to images, and what to keep of its objects. */
export interface ConsumerKind {
  type: ResourceType
  /** Of an object of this kind alone. */
  project(object: K8sObject): WorkloadImages
  /** How its triggers are written; kinds without it have none. */
  triggers?: ImageTrigger['style']
}

const inTemplate = 'spec.template.spec'
const inJobTemplate = 'spec.jobTemplate.spec.template.spec'

/** Every kind that refers to images, in the order that pruning reads them (oc adm prune images), owners first. */
export const consumerKinds: readonly ConsumerKind[] = [
  kind(
    Deployment,
    (object) => ({
      ...annotated(object, object.spec?.template, inTemplate, object.spec?.replicas === 0),
      paused: object.spec?.paused,
    }),
    {
      triggers: 'annotation',
    },
  ),
  kind(StatefulSet, (object) => annotated(object, object.spec?.template, inTemplate, object.spec?.replicas === 0), {
    triggers: 'annotation',
  }),
  kind(DaemonSet, (object) => annotated(object, object.spec?.template, inTemplate, false), { triggers: 'annotation' }),
  kind(
    CronJob,
    (object) =>
      annotated(object, object.spec?.jobTemplate?.spec?.template, inJobTemplate, object.spec?.suspend === true),
    { triggers: 'annotation' },
  ),
  kind(
    DeploymentConfig,
    (object) => ({
      images: imagesOf(object.spec?.template?.spec),
      triggers: deploymentConfigTriggers(object),
      idle: object.spec?.replicas === 0,
      paused: object.spec?.paused,
    }),
    { triggers: 'deploymentConfig' },
  ),
  kind(BuildConfig, (object) => ({ refs: buildRefs(object.spec), triggers: buildConfigTriggers(object) }), {
    triggers: 'buildConfig',
  }),
  kind(ReplicaSet, ({ spec }) => ({ images: imagesOf(spec?.template?.spec), idle: spec?.replicas === 0 })),
  kind(ReplicationController, ({ spec }) => ({ images: imagesOf(spec?.template?.spec), idle: spec?.replicas === 0 })),
  kind(Job, ({ spec, status }) => ({
    images: imagesOf(spec?.template?.spec),
    idle: status?.conditions?.some(({ type, status: is }) => is === 'True' && /^(Complete|Failed)$/.test(type ?? '')),
  })),
  kind(Pod, ({ spec, status }) => ({
    images: imagesOf(spec, [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]),
    // As pruning sees it: a pod that neither runs nor is to run.
    idle: status?.phase === 'Succeeded' || status?.phase === 'Failed',
  })),
  kind(Build, ({ spec, status }) => ({
    refs: buildRefs(spec),
    outputDigest: status?.output?.to?.imageDigest,
    idle: /^(Complete|Failed|Cancelled|Error)$/.test(status?.phase ?? ''),
  })),
]

interface Found {
  images?: readonly ContainerImage[]
  triggers?: readonly ImageTrigger[]
  refs?: readonly BuildImage[]
  outputDigest?: string | undefined
  idle?: boolean | undefined
  paused?: boolean | undefined
}

const none: readonly never[] = []

function kind<T extends K8sObject>(
  type: ResourceType<T>,
  find: (object: T) => Found,
  { triggers }: { triggers?: ImageTrigger['style'] } = {},
): ConsumerKind {
  return {
    type,
    ...(triggers && { triggers }),
    project(object) {
      const { name, namespace, uid, resourceVersion, ownerReferences } = object.metadata
      const owner = ownerReferences?.find(({ controller }) => controller) ?? ownerReferences?.[0]
      // Lists of a kind hold objects of that kind.
      const found = find(object as T)
      return {
        kind: type.kind,
        metadata: {
          name,
          ...(namespace && { namespace }),
          ...(uid && { uid }),
          ...(resourceVersion && { resourceVersion }),
        },
        ...(owner && { owner: { kind: owner.kind, name: owner.name, uid: owner.uid } }),
        images: found.images ?? none,
        triggers: found.triggers ?? none,
        refs: found.refs ?? none,
        ...(found.outputDigest && { outputDigest: found.outputDigest }),
        ...(found.idle && { idle: true as const }),
        ...(found.paused && { paused: true as const }),
      }
    },
  }
}

function annotated(
  { metadata }: K8sObject,
  template: PodTemplate | null | undefined,
  path: TemplatePath,
  idle: boolean,
): Found {
  const where = { namespace: metadata.namespace ?? '', path }
  const triggers = annotatedTriggers(metadata.annotations?.[triggersAnnotation], template, where)
  return { images: imagesOf(template?.spec), triggers, idle }
}

function imagesOf(spec: PodSpec | null | undefined, statuses: readonly ContainerStatus[] = none): ContainerImage[] {
  const found: ContainerImage[] = []
  const add = (containers: readonly Container[] | null | undefined, init: boolean) => {
    for (const { name = '', image, imagePullPolicy } of containers ?? []) {
      // A blank image is filled in by a trigger, and refers to nothing until then.
      if (!image?.trim()) continue
      const running = digestIn(statuses.find((status) => status.name === name)?.imageID)
      found.push({
        container: name,
        init,
        image,
        ...(imagePullPolicy && { pullPolicy: imagePullPolicy }),
        ...(running && { running }),
      })
    }
  }
  add(spec?.initContainers, true)
  add(spec?.containers, false)
  return found
}

/** The digest of `host/repository@sha256:…`. An ID without a repository is that of the configuration, not of the manifest. */
function digestIn(imageID: string | undefined): string | undefined {
  const at = imageID?.lastIndexOf('@') ?? -1
  return at < 0 ? undefined : imageID?.slice(at + 1)
}

function buildRefs(spec: BuildSpec | null | undefined): BuildImage[] {
  const found: BuildImage[] = []
  const strategy = strategyFrom(spec)
  if (strategy?.name) found.push({ role: 'strategy', from: strategy })
  for (const { from } of spec?.source?.images ?? []) if (from?.name) found.push({ role: 'source', from })
  if (spec?.output?.to?.name) found.push({ role: 'output', from: spec.output.to })
  return found
}
