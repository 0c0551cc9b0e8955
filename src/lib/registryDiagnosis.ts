import { isNoise, scanLine, type LogLine } from './logLine.ts'
import { problemOf, type ProblemKind } from './registryProblems.ts'
import { refusalOf } from './registryMessages.ts'

export type { ProblemKind } from './registryProblems.ts'

/** A problem that lines of a log tell of. */
export interface LogProblem {
  kind: ProblemKind
  /** Requests, where it is about requests; lines otherwise. */
  count: number
  /** µs since 1970; 0 when no line has a time. */
  first: number
  last: number
  /** What the last line of it says, cut. */
  sample: string
  /** Whose request, for what: where all are the same. */
  repository?: string
  user?: string
  /** The registry or the storage that does not answer as it should. */
  host?: string
  /** The number of that line. */
  ref: number
}

const longestSample = 400
/** Hosts and repositories are told apart up to so many of a kind. */
const mostOfKind = 20

/** Finds problems that recur in the lines of one container. What it remembers is bounded. */
export class ProblemFinder {
  readonly #problems = new Map<string, LogProblem>()
  readonly #kinds = new Map<ProblemKind, number>()
  #time = 0
  #lastId = ''
  #lastKey = ''
  #lastPanic = -2
  /** Answers of the app whose access line is still to come, by status. */
  readonly #answered = new Map<string, number>()

  /** Takes the next line; `ref` is its caller's number for it. */
  feed(line: LogLine, ref: number): void {
    if (line.time !== undefined) this.#time = line.time
    if (line.format === 'logfmt') this.#feedFields(line, ref)
    else if (line.level !== undefined) this.#feedText(line, ref)
    else if (line.format === 'http' && line.message.startsWith('http: TLS handshake error from ')) {
      if (!isNoise(scanLine(line.text, 0, line.text.length, 0))) this.#add('tlsHandshake', line, ref)
    }
  }

  /** What was found so far, the most frequent first. */
  found(): LogProblem[] {
    return [...this.#problems.values()].map((problem) => ({ ...problem })).toSorted((a, b) => b.count - a.count)
  }

  #feedFields(line: LogLine, ref: number): void {
    const { level, message, fields } = line
    const status = fields['http.response.status']
    if (level === 'info' || level === 'debug' || level === undefined) {
      if (message !== 'response') return
      if (status === '429' || status === '503') this.#limited(line, status, ref)
      return
    }
    if (level === 'panic' || level === 'fatal') return this.#panic(line, ref)
    if (message === 'response completed with error' && (status === '429' || status === '503'))
      this.#answered.set(status, (this.#answered.get(status) ?? 0) + 1)
    const refusal = refusalOf(message)
    if (refusal === 'noPermission') return this.#add('noPermission', line, ref)
    if (refusal === 'badToken') return this.#add('tokenExpired', line, ref)
    if (refusal !== undefined) return
    const detail = fields['err.detail']
    const problem = problemOf(detail ? `${message}: ${detail}` : message, fields['err.code'], Number(status ?? 0))
    if (problem) this.#add(problem.kind, line, ref, problem.host)
  }

  /** The limiter and the health check answer before the app: only the access line tells of them. */
  #limited(line: LogLine, status: string, ref: number): void {
    const answered = this.#answered.get(status) ?? 0
    if (answered > 0) this.#answered.set(status, answered - 1)
    else this.#add(status === '429' ? 'tooManyRequests' : 'healthCheck', line, ref)
  }

  #feedText(line: LogLine, ref: number): void {
    if (line.level === 'panic' || (line.level === 'fatal' && line.format === 'trace')) return this.#panic(line, ref)
    if (line.level === 'info' || line.level === 'debug') return
    const problem = problemOf(line.message, undefined, 0)
    // The API server may be what cannot be reached.
    if (problem && problem.kind !== 'upstreamUnreachable' && problem.kind !== 'rateLimited')
      this.#add(problem.kind, line, ref, problem.host)
  }

  // What logs a panic and the runtime that prints it speak of the same one.
  #panic(line: LogLine, ref: number): void {
    if (ref !== this.#lastPanic + 1) this.#add('panic', line, ref)
    this.#lastPanic = ref
  }

  #add(kind: ProblemKind, line: LogLine, ref: number, host?: string): void {
    const { fields } = line
    const repository = fields['vars.name']
    const user = fields['openshift.auth.user']
    const apart = host ?? (kind === 'quota' ? repository : undefined) ?? ''
    let key = `${kind} ${apart}`
    let problem = this.#problems.get(key)
    if (!problem) {
      const count = this.#kinds.get(kind) ?? 0
      if (count >= mostOfKind) problem = this.#problems.get((key = `${kind} `))
      else this.#kinds.set(kind, count + 1)
    }
    const id = fields['http.request.id']
    const again = id !== undefined && id === this.#lastId && key === this.#lastKey
    this.#lastId = id ?? ''
    this.#lastKey = key
    if (!problem) {
      const [first, last] = [this.#time, this.#time]
      const found: LogProblem = { kind, count: 1, first, last, sample: sampleOf(line), ref }
      if (repository) found.repository = repository
      if (user) found.user = user
      if (host) found.host = host
      this.#problems.set(key, found)
      return
    }
    if (!again) problem.count++
    if (problem.first === 0 || this.#time < problem.first) problem.first = this.#time
    if (this.#time >= problem.last) problem.last = this.#time
    problem.ref = ref
    problem.sample = sampleOf(line)
    if (problem.repository !== repository && repository !== undefined) delete problem.repository
    if (problem.user !== user && user !== undefined) delete problem.user
    if (problem.host !== host) delete problem.host
  }
}

function sampleOf({ message, fields }: LogLine): string {
  const detail = fields['err.detail']
  const status = fields['http.response.status']
  const words =
    message === 'response'
      ? `${fields['http.request.method'] ?? ''} ${fields['http.request.uri'] ?? ''} ${status ?? ''}`
      : message === 'response completed with error' && detail
        ? `${fields['err.message'] ?? fields['err.code'] ?? message}: ${detail}`
        : message
  return ` ${words.slice(0, longestSample)}`.slice(1)
}
