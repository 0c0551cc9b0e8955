import { parseLogLine } from '../lib/logLine.ts'
import { auditOf, type AuditEvent, type AuditKind } from '../lib/registryAudit.ts'
import { ProblemFinder } from '../lib/registryDiagnosis.ts'
import { RequestJoiner, type RegistryRequest } from '../lib/registryRequests.ts'
import type { LogStore } from './logStore.ts'
import type { AuditQuery, InLog, LogMethods, RequestQuery, SourceId } from './logProtocol.ts'

/** Requests that are kept, of all logs together. */
const mostRequests = 200_000
const longestParsed = 65_536

interface Analysed {
  joiner: RequestJoiner
  finder: ProblemFinder
  /** The next line to look at: the number of its chunk, and its index there. */
  serial: number
  index: number
  bits: number
}

/** What the lines say of requests, of who did what, and of problems: each line is looked at once, when it is first asked for. */
export class LogAnalysis {
  readonly #store: LogStore
  readonly #logs = new Map<SourceId, Analysed>()
  /** In the order in which they were first seen. */
  readonly #requests = new Map<RegistryRequest, { source: SourceId; event: AuditEvent | undefined }>()
  #lines = 0

  constructor(store: LogStore) {
    this.#store = store
  }

  /** Looks at the lines that have come since the last time. Yields after a few lines, so that others may go on. */
  *steps(): Generator<number> {
    for (const log of this.#store.logs.values()) {
      let analysed = this.#logs.get(log.id)
      if (!analysed) {
        const [first] = log.chunks
        analysed = {
          joiner: new RequestJoiner(),
          finder: new ProblemFinder(),
          serial: first?.serial ?? 0,
          index: 0,
          bits: 0,
        }
        this.#logs.set(log.id, analysed)
      }
      for (const chunk of [...log.chunks]) {
        if (chunk.serial < analysed.serial) continue
        if (chunk.serial > analysed.serial) {
          analysed.serial = chunk.serial
          analysed.index = 0
        }
        for (; analysed.index < chunk.count; analysed.index++) {
          const { index } = analysed
          const ref = chunk.serial * 65_536 + index
          const line = parseLogLine(chunk.text(index, longestParsed), analysed.bits)
          analysed.bits = chunk.bits[index] ?? 0
          analysed.joiner.feed(line, ref)
          analysed.finder.feed(line, ref)
          this.#lines++
          if (index % 64 === 63) {
            this.#take(log.id, analysed)
            yield this.#done()
          }
        }
      }
      this.#take(log.id, analysed)
    }
  }

  requests(query: RequestQuery): LogMethods['requests']['result'] {
    const found: InLog<RegistryRequest>[] = []
    let noise = 0
    for (const [request, { source }] of this.#requests) {
      if (!fits(request, query, source)) continue
      if (request.noise && !query.noise) noise++
      else found.push({ ...request, source, line: request.lines[0] ?? 0 })
    }
    const { by, descending } = query.sort
    const value = by === 'time' ? timeOf : by === 'duration' ? durationOf : statusOf
    const sign = descending ? -1 : 1
    found.sort((a, b) => sign * (value(a) - value(b)) || sign * (a.time - b.time))
    return { rows: found.slice(0, query.limit), total: found.length, noise, ...this.#reach() }
  }

  audit(query: AuditQuery): LogMethods['audit']['result'] {
    const counts: Record<AuditKind, number> = {
      push: 0,
      pull: 0,
      delete: 0,
      denied: 0,
      badToken: 0,
      notFound: 0,
      failed: 0,
    }
    const found: InLog<AuditEvent>[] = []
    for (const [request, { source, event }] of this.#requests) {
      if (!event || !fitsAudit(event, query, source)) continue
      counts[event.kind]++
      if (!query.kinds || query.kinds.includes(event.kind))
        found.push({ ...event, source, line: request.lines[0] ?? 0 })
    }
    found.sort((a, b) => b.time - a.time)
    return { rows: found.slice(0, query.limit), total: found.length, counts, ...this.#reach() }
  }

  problems(sources: readonly SourceId[] | undefined): LogMethods['problems']['result'] {
    return [...this.#logs].flatMap(([source, { finder }]) => {
      if (sources && !sources.includes(source)) return []
      return finder.found().map((problem) => ({ ...problem, source, line: problem.ref }))
    })
  }

  /** Gives up what was found in a log, or in all. */
  clear(source?: SourceId): void {
    for (const [request, { source: own }] of this.#requests) {
      if (source === undefined || own === source) this.#requests.delete(request)
    }
    if (source === undefined) this.#logs.clear()
    else this.#logs.delete(source)
  }

  #done(): number {
    return this.#store.lines === 0 ? 1 : Math.min(1, this.#lines / (this.#store.lines + this.#store.dropped))
  }

  #take(source: SourceId, { joiner }: Analysed): void {
    for (const request of joiner.take()) {
      this.#requests.set(request, { source, event: auditOf(request) })
    }
    if (this.#requests.size <= mostRequests) return
    for (const request of this.#requests.keys()) {
      this.#requests.delete(request)
      if (this.#requests.size <= mostRequests * 0.9) break
    }
  }

  /** How far back what was found reaches, and of how many lines. */
  #reach(): { oldest?: number; lines: number } {
    let oldest = Infinity
    for (const { chunks } of this.#store.logs.values()) oldest = Math.min(oldest, chunks[0]?.keys[0] ?? Infinity)
    return { lines: this.#lines, ...(Number.isFinite(oldest) && { oldest }) }
  }
}

const timeOf = ({ time }: RegistryRequest) => time
const durationOf = ({ durationMs }: RegistryRequest) => durationMs ?? -1
const statusOf = ({ status }: RegistryRequest) => status ?? -1

const has = (text: string | undefined, part: string | undefined) =>
  !part || (text !== undefined && text.toLowerCase().includes(part.toLowerCase()))

const isFrom = (sources: readonly SourceId[] | undefined, source: SourceId) => !sources || sources.includes(source)

function fits(request: RegistryRequest, query: RequestQuery, source: SourceId): boolean {
  const { user, repository, method, uri, status, remote, userAgent, id, reference, digest, denial, error } = request
  return (
    isFrom(query.sources, source) &&
    has(user, query.user) &&
    has(repository, query.repository) &&
    has(method, query.method) &&
    (!query.status || hasStatus(status, query.status)) &&
    (!query.text ||
      [uri, user, remote, userAgent, id, reference, digest, denial, error?.message, error?.detail, error?.code].some(
        (text) => has(text, query.text),
      ))
  )
}

/** `404`, `4xx`, or the beginning of one. */
function hasStatus(status: number | undefined, wanted: string): boolean {
  return status !== undefined && String(status).startsWith(wanted.toLowerCase().replace(/x+$/, ''))
}

function fitsAudit(event: AuditEvent, query: AuditQuery, source: SourceId): boolean {
  const { user, repository, reference, uri, remote, userAgent, reason, method } = event
  return (
    isFrom(query.sources, source) &&
    has(user, query.user) &&
    (query.exact ? repository === query.repository : has(repository, query.repository)) &&
    (!query.text ||
      [user, repository, reference, uri, remote, userAgent, reason, method].some((text) => has(text, query.text)))
  )
}
