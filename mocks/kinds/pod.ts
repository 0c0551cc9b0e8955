import type { K8sObject } from '../../src/k8s/types.ts'
import { ageColumn, ageOf, nameColumn } from './columns.ts'
import { eviction } from './eviction.ts'
import type { KindRules, PrinterColumn } from './kind.ts'
import { podLog } from './podLog.ts'

interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: { startedAt?: string }
  terminated?: {
    reason?: string
    exitCode?: number
    signal?: number
    startedAt?: string
    finishedAt?: string
    containerID?: string
  }
}

export interface ContainerStatus {
  name: string
  ready?: boolean
  started?: boolean
  restartCount?: number
  containerID?: string
  state?: ContainerState
  lastState?: ContainerState
}

export interface Pod extends K8sObject {
  spec?: {
    terminationGracePeriodSeconds?: number
    nodeName?: string
    containers?: { name: string }[]
    initContainers?: { name: string }[]
  }
  status?: {
    phase?: string
    reason?: string
    podIP?: string
    startTime?: string
    nominatedNodeName?: string
    conditions?: { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string }[]
    containerStatuses?: ContainerStatus[]
    initContainerStatuses?: ContainerStatus[]
  }
}

const terminatedText = ({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>) =>
  reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`)

/** Whether every container of a pod serves. */
export const isReadyPod = ({ status }: Pod) =>
  status?.phase === 'Running' && (status.containerStatuses?.every(({ ready }) => ready) ?? false)

/** What `kubectl get pods` prints of the init containers as long as they are not all through. */
function initText({ spec, status }: Pod): string | undefined {
  for (const [i, { state }] of (status?.initContainerStatuses ?? []).entries()) {
    if (state?.terminated?.exitCode === 0) continue
    if (state?.terminated) return `Init:${terminatedText(state.terminated)}`
    const reason = state?.waiting?.reason
    if (reason && reason !== 'PodInitializing') return `Init:${reason}`
    return `Init:${i}/${spec?.initContainers?.length ?? 0}`
  }
  return undefined
}

/** The word that `kubectl get pods` prints under Status. */
export function podStatusText(pod: Pod): string {
  const { metadata, status } = pod
  const over = ['Succeeded', 'Failed'].includes(status?.phase ?? '')
  if (metadata.deletionTimestamp && status?.reason === 'NodeLost') return 'Unknown'
  if (metadata.deletionTimestamp && !over) return 'Terminating'
  const initial = initText(pod)
  if (initial !== undefined) return initial
  let text = status?.reason || (status?.phase ?? '')
  let running = false
  for (const { state, ready } of (status?.containerStatuses ?? []).toReversed()) {
    if (state?.waiting?.reason) text = state.waiting.reason
    else if (state?.terminated) text = terminatedText(state.terminated)
    else if (ready && state?.running) running = true
  }
  if (text !== 'Completed' || !running) return text
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ? 'Running' : 'NotReady'
}

function restarts({ status }: Pod, now: Date): string {
  const containers = status?.containerStatuses ?? []
  const count = containers.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)
  const last = containers
    .map(({ lastState }) => lastState?.terminated?.finishedAt ?? '')
    .toSorted()
    .at(-1)
  return count && last ? `${count} (${ageOf(last, now)} ago)` : String(count)
}

const columns: PrinterColumn<Pod>[] = [
  nameColumn,
  {
    name: 'Ready',
    description: 'The aggregate readiness state of this pod for accepting traffic.',
    cell: ({ spec, status }) =>
      `${(status?.containerStatuses ?? []).filter(({ ready, state }) => ready && state?.running).length}/${spec?.containers?.length ?? 0}`,
  },
  { name: 'Status', description: 'The aggregate status of the containers in this pod.', cell: podStatusText },
  {
    name: 'Restarts',
    description:
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    cell: (pod, { now }) => restarts(pod, now()),
  },
  ageColumn,
  {
    name: 'IP',
    priority: 1,
    description: 'IP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
    cell: ({ status }) => status?.podIP ?? '<none>',
  },
  {
    name: 'Node',
    priority: 1,
    description:
      'NodeName is a request to schedule this pod onto a specific node. If it is non-empty, the scheduler simply schedules this pod onto that node, assuming that it fits resource requirements.',
    cell: ({ spec }) => spec?.nodeName ?? '<none>',
  },
  {
    name: 'Nominated Node',
    priority: 1,
    description:
      'nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.',
    cell: ({ status }) => status?.nominatedNodeName ?? '<none>',
  },
  {
    name: 'Readiness Gates',
    priority: 1,
    description:
      'If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates',
    cell: () => '<none>',
  },
]

/** Why a pod's row is marked as done. */
function rowConditions({ status }: Pod): object[] | undefined {
  if (status?.phase === 'Succeeded')
    return [{ type: 'Completed', status: 'True', reason: 'Succeeded', message: 'The pod has completed successfully.' }]
  if (status?.phase === 'Failed')
    return [{ type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' }]
  return undefined
}

export const podRules: KindRules<Pod> = {
  group: '',
  plural: 'pods',
  columns,
  rowConditions,
  gracePeriod: ({ spec }) => spec?.terminationGracePeriodSeconds ?? 30,
  fields: [
    { path: 'spec.nodeName', of: ({ spec }) => spec?.nodeName ?? '' },
    { path: 'status.phase', of: ({ status }) => status?.phase ?? '' },
    { path: 'status.podIP', of: ({ status }) => status?.podIP ?? '' },
  ],
  subresources: { log: { kind: 'Pod', get: podLog }, eviction },
}
