import { badRequest, fieldError, invalid, notFound } from '../server/status.ts'
import type { LogLine } from '../server/logs.ts'
import type { Call } from './kind.ts'
import type { ContainerStatus, Pod } from './pod.ts'

/** GET of a pod's log: one container, bounded and followed as the query says. */
export function podLog(call: Call): Response {
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
  // Nothing more comes from a container that has ended.
  if (query.get('follow') !== 'true' || hasEnded(pod, container))
    return new Response(limit < text.length ? text.slice(0, limit) : text, { headers })

  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (text) controller.enqueue(encoder.encode(text))
      const unfollow = logs.follow(id, container, (line) => controller.enqueue(encoder.encode(print(line))))
      // A follower is sent away when the container ends or the pod goes, as the kubelet does.
      const unsubscribe = store.subscribe('/pods', ({ type, object }) => {
        if (object.metadata.uid !== pod.metadata.uid) return
        if (type === 'DELETED' || hasEnded(object, container)) {
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

const statusesOf = ({ status }: Pod): ContainerStatus[] => [
  ...(status?.containerStatuses ?? []),
  ...(status?.initContainerStatuses ?? []),
]

const hasEnded = (pod: Pod, container: string) =>
  statusesOf(pod).some(({ name, state }) => name === container && state?.terminated !== undefined)

function containerOf(pod: Pod, asked: string | null): string {
  const { metadata, spec } = pod
  const containers = (spec?.containers ?? []).map(({ name }) => name)
  const initial = (spec?.initContainers ?? []).map(({ name }) => name)
  if (!asked && containers.length + initial.length > 1)
    throw badRequest(
      `a container name must be specified for pod ${metadata.name}, choose one of: [${containers.join(' ')}]${initial.length ? ` or one of the init containers: [${initial.join(' ')}]` : ''}`,
    )
  const name = asked ?? containers[0] ?? ''
  if (![...containers, ...initial].includes(name))
    throw badRequest(`container ${name} is not valid for pod ${metadata.name}`)
  const waiting = statusesOf(pod).find((each) => each.name === name)?.state?.waiting
  if (waiting)
    throw badRequest(
      `container "${name}" in pod "${metadata.name}" is waiting to start: ${waiting.reason ?? 'ContainerCreating'}`,
    )
  return name
}
