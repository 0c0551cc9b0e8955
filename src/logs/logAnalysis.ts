import { parseLogLine } from '../lib/logLine.ts'
import { auditOf, type AuditEvent, type AuditKind } from '../lib/registryAudit.ts'
import { ProblemFinder } from '../lib/registryDiagnosis.ts'
import { RequestJoiner, type RegistryRequest } from '../lib/registryRequests.ts'
import { fitsAudit, fitsRequest } from './logAnalysisQuery.ts'
import type { LogChunk } from './logStoreChunk.ts'
import type { HeldLog, LogStore } from './logStore.ts'
import type { AuditQuery, InLog, LogMethods, RequestQuery, SourceId } from './logProtocol.ts'

/** Requests that are kept of all logs together: those that are events of the audit, noise, and others. A request takes about 1 KB. */
const most = { event: 50_000, noise: 10_000, other: 40_000 }
type Kind = keyof typeof most
const kinds = ['event', 'noise', 'other'] as const
const longestParsed = 65_536
/** Lines, or requests, between two chances for others. */
const step = 64

interface Analysed {
  joiner: RequestJoiner
  finder: ProblemFinder
  /** The next line to look at: the number of its chunk, and its index there. */
  serial: number
  index: number
  bits: number
}

interface Kept {
  request: RegistryRequest
  source: SourceId
  event: AuditEvent | undefined
}

/** Work that can stop wherever it yields, and says how far it is. */
type Steps<T> = Generator<number, T, undefined>

/** What the lines say of requests, of who did what, and of problems: each line is looked at once, when it is first asked for. */
export class LogAnalysis {
  readonly #store: LogStore
  readonly #logs = new Map<SourceId, Analysed>()
  readonly #requests: Readonly<Record<Kind, Map<RegistryRequest, Kept>>> = {
    event: new Map(),
    noise: new Map(),
    other: new Map(),
  }
  #lines = 0
  /** Requests before that were given up. */
  readonly #since = { event: -Infinity, noise: -Infinity, other: -Infinity }

  constructor(store: LogStore) {
    this.#store = store
  }

  /** Looks at the lines that have come since the last time. Not twice at the same time. */
  *lines(): Steps<void> {
    for (const log of this.#store.logs.values()) {
      for (const chunk of log.chunks) {
        const analysed = this.#analysed(log)
        if (chunk.serial < analysed.serial) continue
        if (chunk.serial > analysed.serial) {
          analysed.serial = chunk.serial
          analysed.index = 0
        }
        while (analysed.index < chunk.count && this.#logs.get(log.id) === analysed) {
          this.#feed(log.id, analysed, chunk, Math.min(chunk.count, analysed.index + step))
          yield this.#done()
        }
      }
    }
  }

  *requests(query: RequestQuery): Steps<LogMethods['requests']['result']> {
    const found: Kept[] = []
    let noise = 0
    for (const kind of kinds) {
      let count = 0
      for (const kept of this.#requests[kind].values()) {
        if (++count % step === 0) yield 1
        if (!fitsRequest(kept.request, query, kept.source)) continue
        if (kept.request.noise && !query.noise) noise++
        else found.push(kept)
      }
    }
    const { by, descending } = query.sort
    const value = by === 'time' ? timeOf : by === 'duration' ? durationOf : statusOf
    const sign = descending ? -1 : 1
    const order = (a: Kept, b: Kept) =>
      sign * (value(a.request) - value(b.request)) || sign * (a.request.time - b.request.time)
    const rows = firstOf(found, query.limit, ({ request }) => sign * value(request), order)
    return {
      rows: rows.map(({ request, source }) => ({ ...request, source, line: request.lines[0] ?? 0 })),
      total: found.length,
      noise,
      ...this.#reach('event', 'other'),
    }
  }

  *audit(query: AuditQuery): Steps<LogMethods['audit']['result']> {
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
    let count = 0
    for (const { request, source, event } of this.#requests.event.values()) {
      if (++count % step === 0) yield 1
      if (!event || !fitsAudit(event, query, source)) continue
      counts[event.kind]++
      if (!query.kinds || query.kinds.includes(event.kind)) {
        found.push({ ...event, source, line: request.lines[0] ?? 0 })
      }
    }
    const rows = firstOf(
      found,
      query.limit,
      ({ time }) => -time,
      (a, b) => b.time - a.time,
    )
    return { rows, total: found.length, counts, ...this.#reach('event') }
  }

  problems(sources: readonly SourceId[] | undefined): LogMethods['problems']['result'] {
    return [...this.#logs].flatMap(([source, { finder }]) => {
      if (sources && !sources.includes(source)) return []
      return finder.found().map((problem) => ({ ...problem, source, line: problem.ref }))
    })
  }

  /** Gives up what was found in a log, or in all. */
  clear(source?: SourceId): void {
    for (const kind of kinds) {
      for (const [request, kept] of this.#requests[kind]) {
        if (source === undefined || kept.source === source) this.#requests[kind].delete(request)
      }
    }
    if (source === undefined) this.#logs.clear()
    else this.#logs.delete(source)
  }

  #analysed({ id, chunks }: HeldLog): Analysed {
    let analysed = this.#logs.get(id)
    if (!analysed) {
      const parts = { joiner: new RequestJoiner(), finder: new ProblemFinder() }
      analysed = { ...parts, serial: chunks[0]?.serial ?? 0, index: 0, bits: 0 }
      this.#logs.set(id, analysed)
    }
    return analysed
  }

  #feed(source: SourceId, analysed: Analysed, chunk: LogChunk, to: number): void {
    const { joiner, finder, index: from } = analysed
    const { text, starts } = chunk.decoded(from, to)
    for (; analysed.index < to; analysed.index++) {
      const at = analysed.index
      const begin = (starts[at - from] ?? 0) + (chunk.skips[at] ?? 0)
      const end = Math.min((starts[at - from + 1] ?? 0) - 1, begin + longestParsed)
      const own = text.slice(begin, text[end - 1] === '\r' ? end - 1 : end)
      const ref = chunk.serial * 65_536 + at
      const line = parseLogLine(own, analysed.bits)
      analysed.bits = chunk.bits[at] ?? 0
      joiner.feed(line, ref)
      finder.feed(line, ref)
      this.#lines++
    }
    for (const request of joiner.take()) this.#keep({ request, source, event: auditOf(request) })
  }

  #keep(kept: Kept): void {
    const { request, event } = kept
    const own = event ? 'event' : request.noise ? 'noise' : 'other'
    // What it is may show late.
    for (const kind of kinds) if (kind !== own) this.#requests[kind].delete(request)
    this.#requests[own].set(request, kept)
    if (this.#requests[own].size <= most[own]) return
    this.#since[own] = Math.max(this.#since[own], forgetOldest(this.#requests[own]))
  }

  #done(): number {
    const all = this.#store.lines + this.#store.dropped
    return all === 0 ? 1 : Math.min(1, this.#lines / all)
  }

  /** How far back what was found reaches, and of how many lines. */
  #reach(...needed: Kind[]): { oldest?: number; lines: number } {
    let oldest = Infinity
    for (const { chunks } of this.#store.logs.values()) oldest = Math.min(oldest, chunks[0]?.keys[0] ?? Infinity)
    oldest = Math.max(oldest, ...needed.map((kind) => this.#since[kind]))
    return { lines: this.#lines, ...(Number.isFinite(oldest) && { oldest }) }
  }
}

const timeOf = ({ time }: RegistryRequest) => time
const durationOf = ({ durationMs }: RegistryRequest) => durationMs ?? -1
const statusOf = ({ status }: RegistryRequest) => status ?? -1

/** Lets go of about a tenth: those that began before a moment, which is told. */
function forgetOldest(requests: Map<RegistryRequest, unknown>): number {
  const count = Math.ceil(requests.size / 10)
  const since = Float64Array.from(requests.keys(), timeOf).toSorted()[count] ?? -Infinity
  let left = count
  for (const request of requests.keys()) if (request.time <= since && left-- > 0) requests.delete(request)
  return since
}

/** The first of many when they are ordered. Only those are ordered that can be among them. */
function firstOf<T>(all: T[], limit: number, rank: (one: T) => number, order: (a: T, b: T) => number): T[] {
  if (limit <= 0) return []
  if (all.length <= limit) return all.toSorted(order)
  const last = Float64Array.from(all, rank).toSorted()[limit - 1] ?? Infinity
  return all
    .filter((one) => rank(one) <= last)
    .toSorted(order)
    .slice(0, limit)
}
