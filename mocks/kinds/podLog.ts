import { badRequest, notFound } from '../server/status.ts'
import type { Written } from '../server/written.ts'
import type { Call } from './kind.ts'
import { podLogOptions } from './podLogOptions.ts'
import type { ContainerStatus, Pod } from './pod.ts'

/** GET of a pod's log: one instance of one container, bounded and followed as the query says. */
export function podLog(call: Call): Response {
  const { store, namespace, name = '', logs } = call
  const options = podLogOptions(call)
  const pod: Pod | undefined = store.get('/pods', namespace, name)
  if (!pod) throw notFound('', 'pods', name)
  const container = containerOf(pod, options.container)
  // Nobody can be asked as long as the pod is on no node.
  if (!pod.spec?.nodeName) return new Response(null, { status: 204 })
  const status = statusOf(pod, container)
  const instance = instanceOf(pod, container, status, options.previous)
  const id = `${namespace ?? ''}/${name}`
  const current = logs.written(id, container)
  const written = instance === 'previous' ? logs.previous(id, container) : current
  const from = written ? startOf(written, options) : 0
  const { timestamps: stamped, limitBytes: left = Infinity } = options
  const reading: Reading = { written, from, end: Infinity, stamped, left }
  const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache, private' }
  // Nothing more comes from a container that has ended.
  const follows = options.follow && instance === 'current' && status?.state?.running !== undefined
  return new Response(follows ? followed(call, reading, { pod, container, status }) : whole(reading), { headers })
}

interface Reading {
  written: Written | undefined
  /** The next line, and the one before which reading ends. */
  from: number
  end: number
  stamped: boolean
  /** How many bytes may still be sent. */
  left: number
}

function startOf(written: Written, { since, tailLines }: { since: number | undefined; tailLines: number | undefined }) {
  const first = since === undefined ? 0 : written.since(since)
  return tailLines === undefined ? first : Math.max(first, written.count - tailLines)
}

/** About the next megabyte of what there is, cut at the limit. */
function next(reading: Reading): Uint8Array | undefined {
  const { written, from, stamped, left } = reading
  const end = Math.min(reading.end, written?.count ?? 0)
  if (!written || left <= 0 || from >= end) return undefined
  const to = Math.min(end, from + written.megabyte)
  const bytes = written.bytes(from, to, stamped).subarray(0, left)
  reading.from = to
  reading.left -= bytes.length
  return bytes
}

function whole(reading: Reading): ReadableStream<Uint8Array> {
  // What is written while somebody reads is not theirs.
  reading.end = reading.written?.count ?? 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const bytes = next(reading)
      if (bytes) controller.enqueue(bytes)
      else controller.close()
    },
  })
}

/** The log and whatever follows, until the container ends, its pod goes, or the reader does. */
function followed(
  { store, logs, signal, namespace = '', name = '' }: Call,
  reading: Reading,
  { pod, container, status }: { pod: Pod; container: string; status: ContainerStatus | undefined },
): ReadableStream<Uint8Array> {
  const id = `${namespace}/${name}`
  let ended = false
  let stop = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = () => {
        let bytes = next(reading)
        for (; bytes; bytes = next(reading)) {
          controller.enqueue(bytes)
          // The rest is sent when what has been sent is read.
          if ((controller.desiredSize ?? 0) < 0) return
        }
        if (!ended && reading.left > 0) return
        stop()
        controller.close()
      }
      const unfollow = logs.follow(id, container, () => {
        const written = logs.written(id, container)
        // Another log in its place is read from its beginning, as after a rotation.
        if (written !== reading.written) Object.assign(reading, { written, from: 0 })
        send()
      })
      // A follower is sent away when the container ends or the pod goes, as the kubelet does.
      const unsubscribe = store.subscribe('/pods', ({ type, object }) => {
        if (object.metadata.uid !== pod.metadata.uid) return
        if (type !== 'DELETED' && isSame(status, statusOf(object, container))) return
        unfollow()
        unsubscribe()
        ended = true
        send()
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
      else send()
    },
    pull(controller) {
      const bytes = next(reading)
      if (bytes) return controller.enqueue(bytes)
      if (!ended && reading.left > 0) return
      stop()
      controller.close()
    },
    cancel: () => stop(),
  })
}

const statusOf = ({ status }: Pod, container: string): ContainerStatus | undefined =>
  [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(
    ({ name }) => name === container,
  )

/** Whether a container still runs as the instance that was followed. */
const isSame = (before: ContainerStatus | undefined, after: ContainerStatus | undefined) =>
  after?.state?.running !== undefined && (after.restartCount ?? 0) === (before?.restartCount ?? 0)

const waits: Record<string, string | undefined> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
}

/** Which instance of a container a request reads, in the words of the kubelet where there is none. */
function instanceOf(
  { metadata }: Pod,
  container: string,
  status: ContainerStatus | undefined,
  previous: boolean,
): 'current' | 'previous' {
  const what = `container "${container}" in pod "${metadata.name}"`
  if (!status) throw badRequest(`${what} is not available`)
  const { state, lastState } = status
  if (previous) {
    if (!lastState?.terminated) throw badRequest(`previous terminated ${what} not found`)
    // Until the next one starts, the last to have run is the previous one as well.
    return state?.waiting ? 'current' : 'previous'
  }
  if (!state?.waiting || lastState?.terminated) return 'current'
  const { reason = 'ContainerCreating' } = state.waiting
  throw badRequest(`${what} is waiting to start: ${waits[reason] ?? reason}`)
}

/** The container that is asked for; of a single one nobody has to say so. */
function containerOf({ metadata, spec }: Pod, asked: string | undefined): string {
  const containers = (spec?.containers ?? []).map(({ name }) => name)
  const initial = (spec?.initContainers ?? []).map(({ name }) => name)
  const [only] = containers
  if (asked === undefined) {
    if (only !== undefined && containers.length === 1) return only
    throw badRequest(
      `a container name must be specified for pod ${metadata.name}, choose one of: [${containers.join(' ')}]${initial.length ? ` or one of the init containers: [${initial.join(' ')}]` : ''}`,
    )
  }
  if (![...containers, ...initial].includes(asked))
    throw badRequest(`container ${asked} is not valid for pod ${metadata.name}`)
  return asked
}
