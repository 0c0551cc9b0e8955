import { defaultPullPolicy } from '../kinds/podTemplate.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { hexOf, uidOf } from './digests.ts'

type PullPolicy = 'Always' | 'IfNotPresent' | 'Never'

export interface ContainerSpec {
  name: string
  image: string
  /** What the server writes when nobody says: Always without a tag or with `latest`, otherwise IfNotPresent. */
  pullPolicy?: PullPolicy
}

/** One entry of the annotation image.openshift.io/triggers. */
export interface TriggerSpec {
  /** `stream:tag` */
  from: string
  namespace?: string
  container: string
  paused?: boolean
}

export interface WorkloadSpec {
  namespace: string
  name: string
  created: string
  containers: ContainerSpec[]
  initContainers?: ContainerSpec[]
  triggers?: TriggerSpec[]
  /** 1 unless told. */
  replicas?: number
  labels?: Record<string, string>
  /** What pods really run, by container, where that is not what the template says. */
  running?: Record<string, string>
}

export interface Owner {
  apiVersion: string
  kind: string
  object: K8sObject
}

function container({ name, image, pullPolicy }: ContainerSpec) {
  return {
    name,
    image,
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy ?? defaultPullPolicy(image),
  }
}

function podSpec({ containers, initContainers }: Pick<WorkloadSpec, 'containers' | 'initContainers'>, restart: string) {
  return {
    ...(initContainers && { initContainers: initContainers.map(container) }),
    containers: containers.map(container),
    restartPolicy: restart,
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  }
}

/** The pod template of a workload. */
export const template = (spec: WorkloadSpec, restart = 'Always') => ({
  metadata: { creationTimestamp: null, labels: { app: spec.name } },
  spec: podSpec(spec, restart),
})

/** The annotation that lets image changes roll a workload out; `prefix` is where its pod template is. */
export function triggersAnnotation(
  triggers: TriggerSpec[] | undefined,
  prefix = 'spec.template.spec',
): Record<string, string> {
  if (!triggers) return {}
  const entries = triggers.map(({ from, namespace, container: name, paused }) => ({
    from: { kind: 'ImageStreamTag', name: from, ...(namespace && { namespace }) },
    fieldPath: `${prefix}.containers[?(@.name=="${name}")].image`,
    ...(paused !== undefined && { paused }),
  }))
  return { 'image.openshift.io/triggers': JSON.stringify(entries) }
}

interface Meta {
  kind: string
  namespace: string
  name: string
  created: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  owner?: Owner | undefined
  generation?: number
}

/** The metadata of an object. Objects of different kinds may share a name, never a uid. */
export function metadataOf({
  kind,
  namespace,
  name,
  created,
  labels,
  annotations = {},
  owner,
  generation,
}: Meta): K8sObject['metadata'] {
  const { uid = '', name: ownerName = '' } = owner?.object.metadata ?? {}
  const reference = owner && {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: ownerName,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  }
  return {
    name,
    ...(namespace && { namespace }),
    uid: uidOf(`${kind} ${namespace}/${name}`),
    ...(generation && { generation }),
    creationTimestamp: created,
    ...(labels && { labels }),
    ...(Object.keys(annotations).length && { annotations }),
    ...(reference && { ownerReferences: [reference] }),
  }
}

const node = (key: string) => `worker-${Number.parseInt(hexOf(key, 1), 16) % 2}`

/** A pod as the kubelet shows it; `running` says by container which image it really pulled. */
export function pod(
  spec: WorkloadSpec,
  name: string,
  owner?: Owner,
  phase: 'Running' | 'Succeeded' | 'Pending' = 'Running',
): K8sObject {
  const { namespace, created, running = {} } = spec
  const at = { startedAt: created }
  const state =
    phase === 'Running'
      ? { running: at }
      : phase === 'Succeeded'
        ? { terminated: { exitCode: 0, reason: 'Completed', ...at, finishedAt: created } }
        : {
            waiting: {
              reason: 'ImagePullBackOff',
              message: `Back-off pulling image "${spec.containers[0]?.image ?? ''}"`,
            },
          }
  const statusOf = ({ name: of, image }: ContainerSpec) => ({
    name: of,
    state,
    lastState: {},
    ready: phase === 'Running',
    restartCount: 0,
    image,
    imageID: phase === 'Pending' ? '' : (running[of] ?? image),
    ...(phase !== 'Pending' && { containerID: `cri-o://${hexOf(`${namespace}/${name}/${of}`, 64)}` }),
  })
  const ready = phase === 'Running' ? 'True' : 'False'
  const object = {
    metadata: metadataOf({ kind: 'Pod', namespace, name, created, labels: { app: spec.name }, owner }),
    spec: { ...podSpec(spec, phase === 'Succeeded' ? 'Never' : 'Always'), nodeName: node(name) },
    status: {
      phase,
      conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        status: type === 'Initialized' || type === 'PodScheduled' ? 'True' : ready,
        lastProbeTime: null,
        lastTransitionTime: created,
      })),
      startTime: created,
      ...(spec.initContainers && {
        initContainerStatuses: spec.initContainers.map((each) => ({
          ...statusOf(each),
          state: { terminated: { exitCode: 0, reason: 'Completed', ...at, finishedAt: created } },
          ready: true,
          imageID: running[each.name] ?? each.image,
        })),
      }),
      containerStatuses: spec.containers.map(statusOf),
      qosClass: 'BestEffort',
    },
  }
  return object
}
