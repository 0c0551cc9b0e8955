import type { LogLine } from './logLine.ts'
import { isNoiseRequest } from './registryNoise.ts'
import { refusalOf } from './registryMessages.ts'
import { addLine, newRequest, type RegistryRequest } from './registryRequest.ts'
import { durationOf, errorOf, longestDetail, readResponse } from './registryResponse.ts'
import { OwnTexts } from './ownTexts.ts'

export type { RegistryRequest } from './registryRequest.ts'
export type { RegistryOperation } from './registryRoute.ts'

interface Joined {
  request: RegistryRequest
  /** The last of its app lines so far. */
  appEnd: number
  /** What a handler has said before the end. */
  handlerError?: string
  /** When it began, by its duration: µs. */
  begun?: number
  /** Let in, and when. */
  authorized: boolean
  authorizedAt?: number
  /** Nothing more of the app is to come. */
  completed: boolean
  /** Its access line has come. */
  accessed: boolean
  /** The access line that came before the app has said how it ended: it may be another's. */
  early?: { fields: LogLine['fields']; ref: number; begun: number }
  /** Shown: a line that only says something on the way may be of a request that is over for long. */
  known: boolean
  changed: boolean
}

/** Requests on their way that are remembered; more than the registry takes at once. */
const mostRunning = 20_000
/** Requests of one address that wait for their access line: looked at one by one for each that comes. */
const mostWaiting = 1000
/** Requests that are over, for the sake of lines that come late. */
const mostDone = 2000
/** The access line follows the last line of the app at once; clocks of one process do not differ. */
const longestWait = 60_000_000

/**
 * Joins the lines of one container to requests. Two writers speak of each: the app, with one id in all its lines, and the access
 * log, with another; they are joined by method, URI, address and the moment at which the request began. Ids and addresses mean
 * nothing in other pods: each container has its own joiner. What it remembers is bounded.
 */
export class RequestJoiner {
  readonly #texts = new OwnTexts()
  readonly #running = new Map<string, Joined>()
  readonly #done = new Map<string, Joined>()
  /** Those that wait for their access line, by address. */
  readonly #waiting = new Map<string, Joined[]>()
  #changed: Joined[] = []
  #time = 0

  /** Takes the next line; `ref` is its caller's number for it. */
  feed(line: LogLine, ref: number): void {
    if (line.format !== 'logfmt') return
    const { fields } = line
    const uri = fields['http.request.uri']
    // The audit logger repeats what other lines say.
    if (uri === undefined || fields['openshift.logger'] === 'audit') return
    if (line.time !== undefined) this.#time = line.time
    if (line.message === 'response') this.#access(line, uri, ref)
    else this.#app(line, uri, ref)
  }

  /** Those that are new or have changed since the last call: each the same object every time. */
  take(): RegistryRequest[] {
    const taken = this.#changed
    this.#changed = []
    return taken.map((joined) => {
      joined.changed = false
      return joined.request
    })
  }

  #app(line: LogLine, uri: string, ref: number): void {
    const { fields, message } = line
    const id = fields['http.request.id'] ?? ''
    let joined = this.#running.get(id) ?? this.#done.get(id)
    const begins = message === 'authorized request'
    // A line that is in the log twice.
    if (joined && begins && joined.authorizedAt === this.#time && joined.request.uri === uri) return
    // An id that was used before.
    if (joined && begins && (joined.authorized || joined.completed)) {
      this.#forget(id, joined)
      joined = undefined
    }
    joined ??= this.#begin(fields, uri, id)
    const { request } = joined
    addLine(request, ref)
    const user = fields['openshift.auth.user']
    if (user && request.user === undefined) {
      request.user = this.#texts.shared(user)
      const userId = fields['openshift.auth.userid']
      if (userId) request.userId = this.#texts.shared(userId)
    }
    if (joined.early && isEnd(message)) this.#reopen(joined, joined.early, fields)
    if (!joined.completed) this.#understand(joined, line)
    this.#change(joined)
  }

  /** The app always speaks before the access log: with another status, the access line that came was that of an equal request which never reached the app. */
  #reopen(joined: Joined, early: NonNullable<Joined['early']>, fields: LogLine['fields']): void {
    const { request } = joined
    delete joined.early
    joined.completed = false
    if (request.status === Number(fields['http.response.status'])) return
    request.state = 'running'
    request.noise = false
    request.lines = request.lines.filter((ref) => ref !== early.ref)
    delete request.status
    delete request.durationMs
    delete request.written
    joined.accessed = false
    this.#done.delete(request.id ?? '')
    this.#await(joined)
    const other = this.#begin(early.fields, request.uri, '')
    other.request.time = early.begun
    this.#end(other, early.fields, early.ref)
  }

  #understand(joined: Joined, { fields, message, level }: LogLine): void {
    const { request } = joined
    joined.appEnd = this.#time
    if (message === 'authorized request') {
      joined.authorized = joined.known = true
      joined.authorizedAt = this.#time
      // Without a right to the source of a mount the layer is sent.
      delete request.denial
    } else if (isEnd(message)) {
      joined.known = true
      // A line that is cut.
      if (!readResponse(request, fields)) return
      if (request.durationMs !== undefined) {
        joined.begun = this.#time - request.durationMs * 1000
        if (request.lines.length === 1) request.time = joined.begun
      }
      const error = errorOf(fields, joined.handlerError, this.#texts)
      if (error) request.error = error
      this.#complete(joined)
    } else {
      const refusal = refusalOf(message)
      if (refusal === undefined && level === 'error')
        joined.handlerError = this.#texts.shared(message.slice(0, longestDetail))
      if (refusal === undefined || joined.authorized) return
      joined.known = true
      request.denial ??= this.#texts.shared(message.slice(0, longestDetail))
      if (message.startsWith('error authorizing context: ')) this.#complete(joined)
    }
  }

  #access(line: LogLine, uri: string, ref: number): void {
    const { fields } = line
    const durationMs = durationOf(fields['http.response.duration'])
    const begun = this.#time - (durationMs ?? 0) * 1000
    const id = fields['http.request.id'] ?? ''
    const remote = fields['http.request.remoteaddr'] ?? ''
    const joined =
      this.#running.get(id) ??
      this.#best(remote, fields['http.request.method'] ?? '', uri, Number(fields['http.response.status']), begun) ??
      this.#begin(fields, uri, '')
    if (joined.request.lines.length === 0) joined.request.time = begun
    else if (!joined.completed) joined.early = { fields, ref, begun }
    this.#stopWaiting(joined, remote)
    this.#end(joined, fields, ref)
  }

  #end(joined: Joined, fields: LogLine['fields'], ref: number): void {
    addLine(joined.request, ref)
    readResponse(joined.request, fields)
    joined.known = joined.accessed = true
    this.#complete(joined)
    this.#change(joined)
  }

  /** The request that an access line speaks of: the one that is over, with the same status, and began most nearly at the same moment. */
  #best(remote: string, method: string, uri: string, status: number, begun: number): Joined | undefined {
    let best: Joined | undefined
    let least = Infinity
    for (const joined of this.#waiting.get(remote) ?? []) {
      const { request } = joined
      if (request.method !== method || request.uri !== uri) continue
      if (request.status !== undefined && request.status !== status) continue
      let distance = Math.abs((joined.begun ?? request.time) - begun)
      if (!joined.completed) {
        // It began before, or after: another one whose end is not in the log.
        if (request.time < begun - 50_000 || request.time > this.#time) continue
        distance += longestWait
      } else if (this.#time - joined.appEnd > longestWait) continue
      if (distance < least) {
        least = distance
        best = joined
      }
    }
    return best
  }

  #begin(fields: LogLine['fields'], uri: string, id: string): Joined {
    const request = newRequest(fields, uri, id, this.#time, this.#texts)
    const joined: Joined = {
      request,
      appEnd: this.#time,
      authorized: false,
      completed: false,
      accessed: false,
      known: false,
      changed: false,
    }
    if (id) this.#await(joined)
    return joined
  }

  #await(joined: Joined): void {
    const { id = '', remote = '' } = joined.request
    this.#running.set(id, joined)
    const waiting = this.#waiting.get(remote)
    if (!waiting) this.#waiting.set(remote, [joined])
    else if (waiting.push(joined) > mostWaiting) waiting.shift()
    if (this.#running.size > mostRunning) this.#giveUp()
  }

  #complete(joined: Joined): void {
    joined.completed = true
    joined.request.state = 'done'
    joined.request.noise = isNoiseRequest(joined.request)
    if (!joined.accessed) return
    const { id } = joined.request
    if (id === undefined) return
    this.#running.delete(id)
    this.#done.set(id, joined)
    if (this.#done.size > mostDone) for (const oldest of this.#done.keys()) return void this.#done.delete(oldest)
  }

  #change(joined: Joined): void {
    if (joined.changed || !joined.known) return
    joined.changed = true
    this.#changed.push(joined)
  }

  #stopWaiting(joined: Joined, remote: string): void {
    const waiting = this.#waiting.get(remote)
    if (!waiting) return
    const at = waiting.indexOf(joined)
    if (at !== -1) waiting.splice(at, 1)
    if (waiting.length === 0) this.#waiting.delete(remote)
  }

  #forget(id: string, joined: Joined): void {
    this.#running.delete(id)
    this.#done.delete(id)
    this.#stopWaiting(joined, joined.request.remote ?? '')
  }

  /** Lets go of the oldest tenth of those whose end has not come. */
  #giveUp(): void {
    for (const [id, joined] of this.#running) {
      this.#forget(id, joined)
      if (this.#running.size <= mostRunning * 0.9) return
    }
  }
}

const isEnd = (message: string) => message === 'response completed' || message === 'response completed with error'
