import type { Crash } from '../controllers/containers.ts'
import type { NodeTroubles } from '../controllers/nodes.ts'
import type { Prometheus } from '../prometheus/prometheus.ts'
import type { RegistryAnswer, RegistryVisit } from '../registry/front.ts'
import type { Clock } from './clock.ts'
import { json } from './exchange.ts'
import { writeLog } from './logSwitch.ts'
import type { Logs } from './logs.ts'
import type { Route } from './route.ts'
import type { Store } from './store.ts'
import type { Disturbance, Watches } from './watch.ts'

/** Requests that match get this answer instead of the real one. What is left out matches everything. */
export interface Fault {
  verb?: string
  group?: string
  /** With its subresource, if it has one: 'pods/log'. */
  plural?: string
  namespace?: string
  name?: string
  /** 0 breaks the connection without an answer; 200 with `cut` lets the request through and tears its answer. */
  status: number
  reason?: string
  message?: string
  /** What is wrong with which field, as a 422 says it. */
  causes?: { field?: string; reason?: string; message?: string }[]
  /** The request is carried out, and only then answered so: with status 0 its answer is lost. */
  afterwards?: boolean
  /** Seconds, as the header Retry-After. */
  retryAfter?: number
  /** Instead of a Status. */
  body?: string
  contentType?: string
  /** How many requests; 1 unless told. */
  times?: number
  /** How many matching requests pass before. */
  after?: number
  /** The answer breaks off after so many bytes. */
  cut?: number
  /** How many milliseconds later: long enough for them to leave unless told. A browser drops what nobody has read by then. */
  cutAfter?: number
}

interface Counted {
  at: number
  verb: string
  plural: string
  namespace?: string
  name?: string
  user?: string
}

const KEPT = 20_000

/** What faults reach into. */
interface Reach {
  store: Store
  watches: Watches
  logs: Logs
  clock: Clock
  troubles: NodeTroubles
  prometheus: Prometheus
  /** Lets a container end. */
  crash(crash: Crash): void
  /** Plays the registry for one visit. */
  visit(visit: RegistryVisit): RegistryAnswer
}

/** Everything that can be made to go wrong with a cluster, and what it has been asked so far. */
export class Faults {
  faults: Fault[] = []
  latency = 0
  /** Milliseconds of the clock until which the API does not answer. */
  downUntil = 0
  requests: Counted[] = []
  /** The most watches that were ever open at once. */
  mostOpen = 0
  readonly #store: Store
  readonly #watches: Watches
  readonly #logs: Logs
  readonly #clock: Clock
  readonly #troubles: NodeTroubles
  readonly #prometheus: Prometheus
  readonly #visit: Reach['visit']
  readonly #crash: Reach['crash']

  constructor({ store, watches, logs, clock, troubles, prometheus, visit, crash }: Reach) {
    this.#visit = visit
    this.#crash = crash
    this.#store = store
    this.#watches = watches
    this.#logs = logs
    this.#clock = clock
    this.#troubles = troubles
    this.#prometheus = prometheus
  }

  /** Adds a fault. */
  add(fault: Fault): void {
    this.faults.push({ times: 1, after: 0, ...fault })
  }

  /** Takes the API away: open watches break, requests get no answer. */
  down(seconds = 3600): void {
    this.downUntil = Date.now() + seconds * 1000
    this.#watches.disturbAll('cut')
  }

  up(): void {
    this.downUntil = 0
  }

  /** Disturbs every open watch, and the next `times` watches as they open. */
  dropWatches(how: Disturbance, times = 0): void {
    this.#watches.next = times ? { how, times } : undefined
    this.#watches.disturbAll(how)
  }

  /** Ends all faults and forgets what was counted. */
  reset(): void {
    this.faults = []
    this.latency = 0
    this.downUntil = 0
    this.requests = []
    this.mostOpen = this.#watches.open.size
    for (const trouble of ['pullError', 'startError', 'storageError', 'endsAfter'] as const)
      this.#troubles[trouble] = undefined
    this.#prometheus.fault = {}
    this.#watches.next = undefined
  }

  /** Counts a request and answers the fault it runs into, if any. */
  meet(route: Route): Fault | undefined {
    const { verb, group, namespace, name, subresource } = route
    const plural = subresource ? `${route.plural}/${subresource}` : route.plural
    const counted = { at: Date.now(), verb, plural }
    this.requests.push({ ...counted, ...(namespace && { namespace }), ...(name && { name }) })
    if (this.requests.length > KEPT) this.requests.splice(0, KEPT / 10)
    const fault = this.faults.find(
      (f) =>
        (f.verb ?? verb) === verb &&
        (f.group ?? group) === group &&
        (f.plural ?? plural) === plural &&
        (f.namespace ?? namespace) === namespace &&
        (f.name ?? name) === name &&
        (f.times ?? 1) > 0,
    )
    if (!fault) return undefined
    if (fault.after) {
      fault.after--
      return undefined
    }
    fault.times = (fault.times ?? 1) - 1
    return fault
  }

  /** What the cluster was asked, and how many streams are open. */
  stats() {
    const counts: Record<string, number> = {}
    for (const { verb, plural } of this.requests) counts[`${verb} ${plural}`] = (counts[`${verb} ${plural}`] ?? 0) + 1
    const watches = [...this.#watches.open].map(({ resource, since }) => ({ resource, since }))
    return {
      counts,
      openWatches: watches.length,
      mostOpenWatches: Math.max(this.mostOpen, watches.length),
      watches,
      requests: this.requests,
    }
  }

  /** `/__mock__/…`, for hands and for end-to-end tests. */
  async handle(request: Request, path: string): Promise<Response> {
    const body: Record<string, unknown> = request.method === 'POST' ? JSON.parse((await request.text()) || '{}') : {}
    if (request.method === 'DELETE') this.reset()
    else if (path === 'stats') return json(this.stats())
    // What a test posts here is its own affair: a wrong shape shows at once.
    else if (path === 'faults') this.add(body as unknown as Fault)
    else if (path === 'latency') this.latency = Number(body['ms']) || 0
    else if (path === 'clock') this.#clock.advance((Number(body['seconds']) || 0) * 1000)
    else if (path === 'nodes') {
      this.#troubles.pullError = text(body['pullError']) || undefined
      this.#troubles.startError = text(body['startError']) || undefined
    } else if (path === 'storage')
      this.#troubles.storageError = text(body['message'])
        ? { reason: text(body['reason']), message: text(body['message']) }
        : undefined
    else if (path === 'pod-end') this.#troubles.endsAfter = (Number(body['seconds']) || 0) * 1000
    else if (path === 'prometheus') this.#prometheus.fault = body
    else if (path === 'log') writeLog(this.#logs, body, this.#clock.now)
    // As is what it asks of containers and of the registry.
    else if (path === 'crash') this.#crash(body as unknown as Crash)
    else if (path === 'registry') return json(this.#visit(body as unknown as RegistryVisit))
    else if (path === 'compact') this.#store.compact()
    else if (path === 'drop-watches')
      this.dropWatches((body['mode'] ?? 'close') as Disturbance, Number(body['times']) || 0)
    else if (path === 'down') {
      if (body['up'] === true || body['seconds'] === 0) this.up()
      else this.down(Number(body['seconds']) || undefined)
    } else return json({ message: `no such switch: ${path}` }, 404)
    return json({ ok: true })
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const lost = new WeakSet<Response>()

/** Whether an answer was lost although its request was carried out. */
export const isLost = (response: Response) => lost.has(response)

/** The answer of a fault. */
export function faultAnswer(fault: Fault): Response {
  const { status, reason, message = 'this is a fault', retryAfter, body, contentType, causes, afterwards } = fault
  if (status === 0) {
    const nothing = Response.error()
    if (afterwards) lost.add(nothing)
    return nothing
  }
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  if (body !== undefined)
    return new Response(body, { status, headers: { 'Content-Type': contentType ?? 'text/html', ...headers } })
  const answer = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason && { reason }),
  }
  const details =
    retryAfter === undefined && !causes
      ? {}
      : { details: { ...(causes && { causes }), ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }) } }
  return json({ ...answer, ...details, code: status }, status, headers)
}

/** An answer that breaks off after so many bytes, so many milliseconds later. */
export function cutAnswer(response: Response, bytes: number, wait = 20): Response {
  const reader = response.body?.getReader()
  let left = bytes
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
      if (value) controller.enqueue(value.subarray(0, left))
      left -= value?.length ?? 0
      if (!done && left > 0) return
      await new Promise((resolve) => setTimeout(resolve, wait))
      controller.error(new Error('connection lost'))
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
