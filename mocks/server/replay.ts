import { isObject } from './patch.ts'
import { etcdOf } from './store.ts'

export interface RecordedRequest {
  method: string
  path: string
  accept?: string
  contentType?: string
  body?: unknown
}

/** One recorded request of a real API server and its answer. */
export interface Recorded {
  id: string
  user: string
  request: RecordedRequest
  /** What a second actor did while this watch was open. */
  during?: RecordedRequest[]
  response: { status: number; contentType?: string; body?: unknown; text?: string; frames?: unknown[] }
}

export interface Replayed {
  id: string
  /** Empty when it matched. */
  differences: string[]
}

// RBAC reads its bindings from an unordered cache: the same server answers these in another order each time.
const UNORDERED = new Set(['resourceRules', 'nonResourceRules'])

type Send = (request: Request) => Promise<Response>

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const AGE = /^(\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?( ago)?$|^<unknown>$|^[\w ]+ ago$|^Less than a second/
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/
const CONTAINER = /^(cri-o|containerd|docker):\/\//
const NODE_KEYS = new Set(['nodeName', 'host'])

/** Plays records against a server and compares, telling apart only what a client could tell apart. */
export class Replay {
  readonly #send: Send
  readonly #origin: string
  /** Recorded uids, names and tokens, and what they are here. Versions are kept per etcd. */
  readonly #ids = new Map<string, string>()
  readonly #versions = { openshift: new Map<string, string>(), kube: new Map<string, string>() }

  readonly #settle: () => void
  #written = false

  /** Before a read that follows writes, `settle` lets controllers do what the recorded ones did while the recorder paused. */
  constructor(
    send: Send,
    { origin = 'http://mock', settle = () => {} }: { origin?: string; settle?: () => void } = {},
  ) {
    this.#send = send
    this.#origin = origin
    this.#settle = settle
  }

  /** Sends one record's request and compares the answers. */
  async play(record: Recorded): Promise<Replayed> {
    const { id, user, response } = record
    const comparison = new Comparison(this.#ids, this.#versionsOf(record.request.path))
    const abort = new AbortController()
    const reads = record.request.method === 'GET'
    if (reads && this.#written) this.#settle()
    this.#written = !reads
    const answer = await this.#send(this.#request(record.request, user, abort.signal))
    if (answer.status !== response.status)
      comparison.differences.push(`status: recorded ${response.status}, here ${answer.status}`)
    if (response.frames) {
      for (const request of record.during ?? []) await (await this.#send(this.#request(request, 'admin'))).text()
      const frames = await readFrames(answer, response.frames.length)
      abort.abort()
      comparison.compare(response.frames, frames, 'frames')
    } else {
      const text = await answer.text()
      if (response.text !== undefined) comparison.compare(response.text, text, 'text')
      else comparison.compare(response.body, parse(text), '')
    }
    return { id, differences: comparison.differences }
  }

  #versionsOf(path: string): Map<string, string> {
    const group = path.startsWith('/apis/') ? (path.split(/[/?]/)[2] ?? '') : ''
    return this.#versions[etcdOf(`${group}/x`)]
  }

  /** A recorded request in the ids of this server. */
  #request({ method, path, accept, contentType, body }: RecordedRequest, user: string, signal?: AbortSignal): Request {
    const versions = this.#versionsOf(path)
    const url = new URL(replaceAll(path, this.#ids), this.#origin)
    const token = url.searchParams.get('continue')
    const version = url.searchParams.get('resourceVersion')
    if (token) url.searchParams.set('continue', this.#ids.get(token) ?? token)
    if (version) url.searchParams.set('resourceVersion', versions.get(version) ?? version)
    const headers = new Headers({ Accept: accept ?? 'application/json' })
    if (user !== 'none') headers.set('Authorization', `Bearer ${user}`)
    if (contentType) headers.set('Content-Type', contentType)
    const sent =
      body === undefined
        ? null
        : typeof body === 'string'
          ? body
          : JSON.stringify(translated(body, this.#ids, versions))
    return new Request(url, { method, headers, body: sent, ...(signal && { signal }) })
  }
}

const replaceAll = (text: string, ids: Map<string, string>) => {
  let replaced = text
  for (const [recorded, here] of ids) if (recorded !== here) replaced = replaced.replaceAll(recorded, here)
  return replaced
}

function translated(value: unknown, ids: Map<string, string>, versions: Map<string, string>, key = ''): unknown {
  if (typeof value === 'string')
    return key === 'resourceVersion' ? (versions.get(value) ?? value) : replaceAll(value, ids)
  if (Array.isArray(value)) return value.map((entry) => translated(entry, ids, versions))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, entry]) => [k, translated(entry, ids, versions, k)]))
}

class Comparison {
  readonly differences: string[] = []
  readonly #ids: Map<string, string>
  readonly #versions: Map<string, string>

  constructor(ids: Map<string, string>, versions: Map<string, string>) {
    this.#ids = ids
    this.#versions = versions
  }

  compare(recorded: unknown, here: unknown, path: string, key = ''): void {
    if (typeof recorded === 'string' && typeof here === 'string') this.#text(recorded, here, path, key)
    else if (Array.isArray(recorded) && Array.isArray(here)) {
      if (UNORDERED.has(key) && !path.endsWith(']'))
        return this.compare(sorted(recorded), sorted(here), `${path}[]`, '')
      if (recorded.length !== here.length) this.#differ(path, `${recorded.length} entries`, `${here.length} entries`)
      const found = key === 'items' ? this.#paired(recorded, here) : here
      for (const [i, entry] of recorded.entries())
        if (i < found.length) this.compare(entry, found[i], `${path}[${i}]`, key)
    } else if (isObject(recorded) && isObject(here)) {
      this.#generatedName(recorded, here)
      for (const field of new Set([...Object.keys(recorded), ...Object.keys(here)])) {
        const at = `${path}.${field}`
        if (field === 'managedFields') continue
        if (!(field in here)) this.#differ(at, recorded[field], undefined)
        else if (!(field in recorded)) this.#differ(at, undefined, here[field])
        else this.compare(recorded[field], here[field], at, field)
      }
    } else if (recorded !== here) this.#differ(path, recorded, here)
  }

  /** Objects in the order of the recorded ones: a name generated since, here another one, may sort elsewhere. */
  #paired(recorded: unknown[], here: unknown[]): unknown[] {
    const nameOf = (entry: unknown) => {
      const metadata = isObject(entry) && isObject(entry['metadata']) ? entry['metadata'] : {}
      const { name, generateName } = metadata
      return { name: typeof name === 'string' ? name : '', generated: typeof generateName === 'string' }
    }
    const isNew = (entry: unknown) => {
      const { name, generated } = nameOf(entry)
      return generated && !this.#ids.has(name) && !here.some((other) => nameOf(other).name === name)
    }
    if (recorded.length !== here.length || !recorded.some(isNew)) return here
    const known = (entry: unknown) => {
      const { name } = nameOf(entry)
      const mapped = this.#ids.get(name) ?? name
      return here.find((other) => nameOf(other).name === mapped)
    }
    const met = new Set(recorded.map(known))
    const rest = here.filter((entry) => !met.has(entry))
    return recorded.map((entry) => known(entry) ?? rest.shift())
  }

  #generatedName(recorded: Record<string, unknown>, here: Record<string, unknown>) {
    const { generateName, name } = recorded
    if (generateName && typeof name === 'string' && typeof here['name'] === 'string' && !this.#ids.has(name))
      this.#ids.set(name, here['name'])
  }

  #text(recorded: string, here: string, path: string, key: string) {
    const known =
      key === 'resourceVersion' ? this.#versions : key === 'uid' || key === 'continue' ? this.#ids : undefined
    if (known) {
      const mapped = known.get(recorded)
      if (mapped === undefined) known.set(recorded, here)
      else if (mapped !== here) this.#differ(path, `${recorded} (met as ${mapped})`, here)
      return
    }
    if (recorded === here || (TIME.test(recorded) && TIME.test(here)) || (ADDRESS.test(recorded) && ADDRESS.test(here)))
      return
    if (key === 'cells' && AGE.test(recorded) && AGE.test(here)) return
    if (NODE_KEYS.has(key) || (CONTAINER.test(recorded) && CONTAINER.test(here))) return
    let expected = replaceAll(recorded, this.#ids).replaceAll(
      /(?<=\()\d+(?=\))/g,
      (version) => this.#versions.get(version) ?? version,
    )
    let found = here
    const network = expected.indexOf('Get "https://')
    if (network >= 0) [expected, found] = [expected.slice(0, network), found.slice(0, network)]
    if (expected !== found) this.#differ(path, expected, found)
  }

  #differ(path: string, recorded: unknown, here: unknown) {
    const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 300)
    this.differences.push(`${path || 'body'}: recorded ${short(recorded)}, here ${short(here)}`)
  }
}

const canonical = (value: unknown) =>
  JSON.stringify(isObject(value) ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)) : value)
const sorted = (list: unknown[]) => list.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))

const FRAME_WAIT = 1500

/** The first frames of a stream; fewer when it ends or stays silent. */
async function readFrames(response: Response, count: number): Promise<unknown[]> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  const frames: unknown[] = []
  let rest = ''
  if (!reader) return []
  while (frames.length < count) {
    const silence = new Promise<{ value: undefined; done: true }>((resolve) =>
      setTimeout(() => resolve({ value: undefined, done: true }), FRAME_WAIT),
    )
    const { value, done } = await Promise.race([reader.read(), silence])
    const lines = (rest + decoder.decode(value)).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    frames.push(...lines.filter(Boolean).map(parse))
    if (done) break
  }
  await reader.cancel().catch(() => {})
  return frames
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
