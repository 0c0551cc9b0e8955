import { TEMPLATE_HASH, type Deployment, type ReplicaSet } from '../kinds/deployment.ts'
import type { PodSpec, PodTemplate } from '../kinds/podTemplate.ts'
import { hexOf } from '../seed/digests.ts'
import type { K8sObject } from '../../src/k8s/types.ts'

const LETTERS = '456789bcdf'
const REVISION = 'deployment.kubernetes.io/revision'

/** The hash of a pod template, in the ten letters that names of ReplicaSets end with. */
export const templateHash = (template: PodTemplate): string =>
  hexOf(JSON.stringify(template), 10).replaceAll(/./g, (digit) => LETTERS[Number.parseInt(digit, 16) % 10] ?? '')

/** A template without what its ReplicaSet adds: the label with its hash. */
export function withoutHash({ metadata, ...rest }: PodTemplate): PodTemplate {
  const { [TEMPLATE_HASH]: _hash, ...labels } = metadata?.labels ?? {}
  return { ...rest, metadata: { ...metadata, labels } }
}

/** The ReplicaSet of a Deployment for its present template. */
export function replicaSetOf({ metadata, spec = {} }: Deployment, replicas: number, revision: number) {
  const { name, namespace = '', uid = '', annotations } = metadata
  const template = spec.template ?? {}
  const hash = templateHash(template)
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH]: hash }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true }
  return {
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { ...annotations, [REVISION]: String(revision) },
      ownerReferences: [owner],
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

/** The number of a rollout, as Deployments and their ReplicaSets bear it. */
export const revisionOf = ({ metadata }: K8sObject) => Number(metadata.annotations?.[REVISION] ?? 0)

const tolerations = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

/** A pod of a ReplicaSet; without a node it waits for the scheduler. */
export function podOfReplicaSet({ metadata, spec = {} }: ReplicaSet, nodeName: string | undefined) {
  const template = structuredClone(spec.template ?? {})
  const { labels = {}, annotations } = template.metadata ?? {}
  const podSpec: PodSpec = template.spec ?? {}
  const { name, namespace = '', uid = '' } = metadata
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid, controller: true, blockOwnerDeletion: true }
  return {
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels,
      ...(annotations && { annotations }),
      ownerReferences: [owner],
    },
    spec: {
      ...podSpec,
      ...(nodeName && { nodeName }),
      tolerations: [...(podSpec.tolerations ?? []), ...tolerations],
      ...(podSpec.priorityClassName === 'system-cluster-critical' && { priority: 2_000_000_000 }),
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
    },
  }
}

/** What becomes of a pod's first container: it waits for a reason, or runs. */
export type PodState =
  | { waiting: { reason: string; message?: string } }
  | { running: { startedAt: string }; ready: boolean; restarts?: number }

const CONDITIONS = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

/** The status of a pod of one container as a kubelet writes it. */
export function podStatus(
  { metadata, spec = {} }: K8sObject & { spec?: PodSpec },
  state: PodState,
  { at, startTime, ip }: { at: string; startTime: string; ip: string },
) {
  const container = spec.containers?.[0]
  const ready = 'running' in state && state.ready
  const running = 'running' in state
  const scheduled = (type: string) => type === 'Initialized' || type === 'PodScheduled'
  return {
    phase: running ? 'Running' : 'Pending',
    conditions: CONDITIONS.map((type) => ({
      type,
      status: ready || scheduled(type) ? 'True' : 'False',
      lastProbeTime: null,
      lastTransitionTime: scheduled(type) ? startTime : at,
      ...(!ready && !scheduled(type) && { reason: 'ContainersNotReady' }),
      ...(!ready && !scheduled(type) && { message: `containers with unready status: [${container?.name ?? ''}]` }),
    })),
    hostIP: '127.0.0.1',
    ...(running && { podIP: ip, podIPs: [{ ip }] }),
    startTime,
    containerStatuses: [
      {
        name: container?.name ?? '',
        state: running ? { running: state.running } : state,
        lastState: {},
        ready,
        restartCount: running ? (state.restarts ?? 0) : 0,
        image: container?.image ?? '',
        imageID: '',
        ...(running && { containerID: `cri-o://${hexOf(`${metadata.uid ?? ''} container`, 64)}` }),
        started: running,
      },
    ],
    qosClass: 'Burstable',
  }
}
