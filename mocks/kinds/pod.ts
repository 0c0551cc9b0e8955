import { badRequest, fieldError, invalid, notFound } from '../server/status.ts'
import type { LogLine } from '../server/logs.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { ageColumn, ageOf, nameColumn } from './columns.ts'
import type { Call, KindRules, PrinterColumn } from './kind.ts'

interface ContainerState {
  waiting?: { reason?: string }
  running?: { startedAt?: string }
  terminated?: { reason?: string; exitCode?: number; signal?: number; finishedAt?: string }
}

interface ContainerStatus {
  name: string
  ready?: boolean
  restartCount?: number
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
    nominatedNodeName?: string
    containerStatuses?: ContainerStatus[]
    initContainerStatuses?: ContainerStatus[]
  }
}

const terminatedText = ({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>) =>
  reason ?? (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`)

/** The word that `kubectl get pods` prints under Status. */
export function podStatusText({ metadata, status }: Pod): string {
  let text = status?.reason ?? status?.phase ?? ''
  let running = false
  for (const { state, ready } of (status?.containerStatuses ?? []).toReversed()) {
    if (state?.waiting?.reason) text = state.waiting.reason
    else if (state?.terminated) text = terminatedText(state.terminated)
    else if (ready && state?.running) running = true
  }
  if (text === 'Completed' && running) text = 'Running'
  return metadata.deletionTimestamp ? 'Terminating' : text
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

/** GET of a pod's log: one container, bounded and followed as the query says. */
function log(call: Call): Response {
  const { store, namespace, name = '', query, logs, now, signal } = call
  const numbers = (['tailLines', 'limitBytes', 'sinceSeconds'] as const).map((key) => ({
    key,
    text: query.get(key),
    least: key === 'tailLines' ? 0 : 1,
  }))
  const wrong = numbers.filter(({ text, least }) => text !== null && Number(text) < least)
  if (wrong.length)
    throw invalid(
      '',
      'PodLogOptions',
      name,
      wrong.map(({ key, text, least }) =>
        fieldError.invalid(key, Number(text), `must be greater than ${least ? '0' : 'or equal to 0'}`),
      ),
    )
  const pod: Pod | undefined = store.get('/pods', namespace, name)
  if (!pod) throw notFound('', 'pods', name)
  const container = containerOf(pod, query.get('container'))
  if (query.get('previous') === 'true')
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`)
  const id = `${namespace ?? ''}/${name}`

  const since =
    query.get('sinceTime') ??
    (query.has('sinceSeconds')
      ? new Date(now().getTime() - Number(query.get('sinceSeconds')) * 1000).toISOString()
      : '')
  const from = since ? Date.parse(since) : -Infinity
  let lines = logs.lines(id, container).filter(({ time }) => Date.parse(time) >= from)
  const tail = query.get('tailLines')
  if (tail !== null) lines = Number(tail) ? lines.slice(-Number(tail)) : []
  const stamped = query.get('timestamps') === 'true'
  const print = ({ time, text }: LogLine) => `${stamped ? `${time} ` : ''}${text}\n`
  const limit = query.has('limitBytes') ? Number(query.get('limitBytes')) : Infinity
  const text = lines.map(print).join('')
  const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache, private' }
  if (query.get('follow') !== 'true')
    return new Response(limit < text.length ? text.slice(0, limit) : text, { headers })

  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (text) controller.enqueue(encoder.encode(text))
      const unfollow = logs.follow(id, container, (line) => controller.enqueue(encoder.encode(print(line))))
      // A follower is sent away when the pod goes, as the kubelet does.
      const unsubscribe = store.subscribe('/pods', ({ type, object }) => {
        if (type === 'DELETED' && object.metadata.uid === pod.metadata.uid) {
          stop()
          controller.close()
        }
      })
      const aborted = () => {
        stop()
        controller.error(signal.reason)
      }
      stop = () => {
        unfollow()
        unsubscribe()
        signal.removeEventListener('abort', aborted)
      }
      signal.addEventListener('abort', aborted)
      if (signal.aborted) aborted()
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers })
}

function containerOf({ metadata, spec, status }: Pod, asked: string | null): string {
  const containers = (spec?.containers ?? []).map(({ name }) => name)
  const initial = (spec?.initContainers ?? []).map(({ name }) => name)
  if (!asked && containers.length + initial.length > 1)
    throw badRequest(
      `a container name must be specified for pod ${metadata.name}, choose one of: [${containers.join(' ')}]${initial.length ? ` or one of the init containers: [${initial.join(' ')}]` : ''}`,
    )
  const name = asked ?? containers[0] ?? ''
  if (![...containers, ...initial].includes(name))
    throw badRequest(`container ${name} is not valid for pod ${metadata.name}`)
  const waiting = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(
    (c) => c.name === name,
  )?.state?.waiting
  if (waiting)
    throw badRequest(
      `container "${name}" in pod "${metadata.name}" is waiting to start: ${waiting.reason ?? 'ContainerCreating'}`,
    )
  return name
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
  subresources: { log: { kind: 'Pod', get: log } },
}
