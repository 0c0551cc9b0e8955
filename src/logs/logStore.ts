import { isContinued, kubeletTime } from '../lib/logLine.ts'
import { groupMicros, isOpenEnded, LogChunk, type ScanState } from './logStoreChunk.ts'
import { KnownLines, lineKey, wholeSecond } from './logStoreResume.ts'
import type { SourceId } from './logProtocol.ts'

export interface LogCapacity {
  /** With what is known of the lines. */
  bytes: number
  lines: number
}

const usual: LogCapacity = { bytes: 400 * 2 ** 20, lines: 4_000_000 }
/** What is known of a line takes so many bytes, its places in the order and in the view included. */
const lineBytes = 40

/** A line of more bytes is taken for several. */
const longestLine = 8 * 2 ** 20

/** A log: what is held of it, and how it goes on. */
export interface HeldLog extends ScanState {
  id: SourceId
  chunks: LogChunk[]
  lines: number
  bytes: number
  /** Bytes of the line that has begun. */
  begun: Uint8Array[]
  begunBytes: number
  /** The time of the first line that it ever had. */
  first: number | undefined
  newest: number | undefined
  /** Lines that were let go and would come again if it were read on. */
  letGo: Map<string, { time: number; count: number }>
  /** While it is read on: lines that are held and come again. */
  known: KnownLines | undefined
}

/** Holds the bytes of logs, once, line by line in the order in which each log has them. */
export class LogStore {
  readonly logs = new Map<SourceId, HeldLog>()
  /** Chunks by slot. One that was let go keeps its slot until nothing refers to it. */
  readonly slots: (LogChunk | undefined)[] = []
  /** Chunks with lines that stand in no order yet. */
  readonly fresh = new Set<LogChunk>()
  readonly #bySerial = new Map<number, LogChunk>()
  readonly #capacity: LogCapacity
  #serial = 0
  #free: number[] = []
  #gone: number[] = []
  bytes = 0
  lines = 0
  dropped = 0

  constructor(capacity: Partial<LogCapacity> = {}) {
    this.#capacity = { ...usual, ...capacity }
  }

  /** Adds bytes of a log as they come: cut anywhere. */
  append(id: SourceId, bytes: Uint8Array): void {
    const log = this.#log(id)
    const last = bytes.lastIndexOf(10)
    if (last >= 0) {
      const whole = bytes.subarray(0, last + 1)
      this.#add(log, log.begunBytes > 0 ? joined([...log.begun, whole]) : whole)
      log.begun = []
      log.begunBytes = 0
    }
    if (last + 1 === bytes.length) return
    // A copy: what is left of a large buffer would hold all of it.
    log.begun.push(bytes.slice(last + 1))
    log.begunBytes += bytes.length - last - 1
    if (log.begunBytes > longestLine) this.finish(id)
  }

  /** What has begun is a line too. */
  finish(id: SourceId): void {
    const log = this.#log(id)
    if (log.begunBytes === 0) return
    const block = joined([...log.begun, Uint8Array.of(10)])
    log.begun = []
    log.begunBytes = 0
    this.#add(log, block, isOpenEnded)
  }

  /** The log is read on from the whole second of its last line; says the time of that. */
  resume(id: SourceId): number | undefined {
    const log = this.#log(id)
    log.begun = []
    log.begunBytes = 0
    log.known = undefined
    const { time } = log
    if (time === undefined) return undefined
    const since = wholeSecond(time)
    const known = new KnownLines(log.first ?? -Infinity)
    for (const [key, { time: at, count }] of log.letGo) {
      if (at < since) log.letGo.delete(key)
      else known.add(key, count)
    }
    for (const chunk of log.chunks.toReversed()) {
      // What lines are ordered by only grows, but for the time within a group: a clock that was set back is no reason to stop.
      if (lastKey(chunk) < since - groupMicros) break
      for (const [key] of linesSince(chunk, since)) known.add(key)
    }
    if (known.size > 0) log.known = known
    return time
  }

  /** Lets go of a log, or of all. What would come again is still known. */
  clear(id?: SourceId): void {
    for (const log of id === undefined ? this.logs.values() : [this.#log(id)]) {
      for (const chunk of log.chunks) this.#letGo(chunk)
      log.begun = []
      log.begunBytes = 0
    }
  }

  /** Lets go of the oldest lines until there is room. */
  makeRoom(): void {
    const { bytes, lines } = this.#capacity
    if (this.#taken <= bytes && this.lines <= lines) return
    // A little more than needed, so that it is not to be done again at once.
    while (this.#taken > bytes * (63 / 64) || this.lines > lines * (63 / 64)) {
      let oldest: LogChunk | undefined
      for (const { chunks } of this.logs.values()) {
        const [chunk] = chunks
        if (chunk && (!oldest || lastKey(chunk) < lastKey(oldest))) oldest = chunk
      }
      if (!oldest) break
      this.dropped += oldest.count
      this.#letGo(oldest)
    }
  }

  /** How much more is held than there is room for. */
  get excess(): number {
    return this.#taken - this.#capacity.bytes
  }

  get #taken(): number {
    return this.bytes + this.lines * lineBytes
  }

  /** Whether chunks were let go since `forget`. */
  get hasGone(): boolean {
    return this.#gone.length > 0
  }

  /** Nothing refers to chunks that were let go any more. */
  forget(): void {
    for (const slot of this.#gone) this.slots[slot] = undefined
    this.#free.push(...this.#gone)
    this.#gone = []
  }

  /** The chunk that a line is in, by the line's number. */
  chunkOf(line: number): LogChunk | undefined {
    const chunk = this.#bySerial.get(Math.floor(line / 65_536))
    return chunk && line % 65_536 < chunk.count ? chunk : undefined
  }

  /** Whether a chunk is held. */
  holds(chunk: LogChunk): boolean {
    return this.#bySerial.get(chunk.serial) === chunk
  }

  #log(id: SourceId): HeldLog {
    let log = this.logs.get(id)
    if (log) return log
    const state: ScanState = { bits: 0, time: undefined, head: -Infinity, key: -Infinity }
    const none = { first: undefined, newest: undefined, known: undefined, letGo: new Map() }
    log = { id, ...state, chunks: [], lines: 0, bytes: 0, begun: [], begunBytes: 0, ...none }
    this.logs.set(id, log)
    return log
  }

  #add(log: HeldLog, block: Uint8Array, shape = 0): void {
    let rest = block
    if (log.known) {
      rest = log.known.unknown(block)
      if (log.known.size === 0) log.known = undefined
    }
    while (rest.length > 0) {
      let chunk = log.chunks.at(-1)
      if (!chunk || chunk.sealed) chunk = this.#begin(log)
      const before = chunk.count
      const taken = chunk.take(rest, log, shape)
      rest = rest.subarray(taken)
      if (taken === 0) continue
      this.fresh.add(chunk)
      this.bytes += taken
      log.bytes += taken
      this.lines += chunk.count - before
      log.lines += chunk.count - before
      log.first ??= finite(chunk.keys[before])
    }
    log.newest = finite(log.key)
  }

  #begin(log: HeldLog): LogChunk {
    const slot = this.#free.pop() ?? this.slots.length
    const chunk = new LogChunk(log.id, ++this.#serial, slot, log.bytes)
    this.slots[slot] = chunk
    this.#bySerial.set(chunk.serial, chunk)
    log.chunks.push(chunk)
    return chunk
  }

  #letGo(chunk: LogChunk): void {
    const log = this.#log(chunk.source)
    const since = wholeSecond(log.time ?? Infinity)
    for (const [key, time] of linesSince(chunk, since)) {
      log.letGo.set(key, { time, count: (log.letGo.get(key)?.count ?? 0) + 1 })
    }
    log.chunks = log.chunks.filter((held) => held !== chunk)
    log.bytes -= chunk.used
    log.lines -= chunk.count
    this.bytes -= chunk.used
    this.lines -= chunk.count
    this.fresh.delete(chunk)
    this.#bySerial.delete(chunk.serial)
    this.#gone.push(chunk.slot)
  }
}

const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : undefined)

/** What the last line of a chunk is ordered by. */
const lastKey = (chunk: LogChunk) => chunk.keys[chunk.count - 1] ?? -Infinity

/** The chunk whose last line is the newest, of those that are meant. */
export function newestOf(chunks: Iterable<LogChunk>, isMeant: (chunk: LogChunk) => boolean): LogChunk | undefined {
  let newest: LogChunk | undefined
  for (const chunk of chunks) {
    if (isMeant(chunk) && (!newest || lastKey(chunk) > lastKey(newest))) newest = chunk
  }
  return newest
}

/** Lines as they came, of this time or later, with their times. */
function* linesSince(chunk: LogChunk, since: number): Generator<[string, number]> {
  for (let index = chunk.count - 1; index >= 0; index--) {
    const ordered = chunk.keys[index] ?? 0
    if (ordered < since - groupMicros) return
    // Only lines that belong to another are ordered by an earlier time than their own.
    if (ordered < since && !isContinued(chunk.bits[index] ?? 0)) continue
    const key = lineKey(chunk.bytes.subarray(chunk.offsets[index] ?? 0, chunk.next(index) - 1))
    const time = kubeletTime(key, 0) ?? ordered
    if (time >= since) yield [key, time]
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
