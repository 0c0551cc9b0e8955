import { callRemote, type Port, type RemoteCall } from '../k8s/remote.ts'
import { newestOf } from './logStore.ts'
import { isOdd, type LogChunk } from './logStoreChunk.ts'
import type { LogSearch } from './logProtocol.ts'
import type { TestedLines } from './logSearchTest.ts'

/** Something that tests lines elsewhere, and can be ended while it does. */
export interface SearchPort {
  port: Port
  end(): void
}

export interface Searching {
  /** Where expressions are tested. Left out: here. */
  start?: (() => SearchPort) | undefined
  /** Hears of lines that were tested there. */
  onFound?(): void
  lateMs?: number
}

/** A batch of so many characters is tested within milliseconds, by an expression that is of any use. */
const batchLength = 1 << 18
const batchLines = 4096
/** So many batches are on their way, so that nobody waits. */
const mostAsked = 2

interface Options {
  search: LogSearch
  start: () => SearchPort
  /** Which lines of a chunk match, from one on. */
  onHits(chunk: LogChunk, from: number, hits: Uint8Array): void
  /** A batch took too long: the expression will not do. */
  onLate(): void
  /** There is nothing that could test. */
  onUnavailable(): void
  lateMs?: number
}

/** Searches by an expression that may never come to an end: outside, and with a watch in the hand. */
export class RemoteSearch {
  readonly #options: Options
  readonly #tester: SearchPort
  readonly #call: RemoteCall
  readonly #given = new WeakMap<LogChunk, number>()
  #asked = 0
  #began = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #ended = false

  constructor(options: Options) {
    this.#options = options
    this.#tester = options.start()
    this.#call = callRemote(this.#tester.port)
    void this.#begin()
  }

  /** Gives out lines to be tested, the newest first. */
  ask(chunks: () => Iterable<LogChunk>): void {
    while (!this.#ended && this.#asked < mostAsked) {
      const next = newestOf(chunks(), (chunk) => (this.#given.get(chunk) ?? 0) < chunk.count)
      if (!next) return
      void this.#test(next, chunks)
    }
  }

  end(): void {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#tester.end()
  }

  /** Starting takes as long as it takes: only then is the time looked at. */
  async #begin(): Promise<void> {
    const nothing: TestedLines = { search: this.#options.search, text: '' }
    try {
      await this.#call('test', nothing)
    } catch {
      if (!this.#ended) this.#options.onUnavailable()
      return
    }
    this.#began = true
    this.#watch()
  }

  async #test(chunk: LogChunk, chunks: () => Iterable<LogChunk>): Promise<void> {
    const from = this.#given.get(chunk) ?? 0
    const { text, to } = shownLines(chunk, from)
    this.#given.set(chunk, to)
    this.#asked++
    if (this.#asked === 1) this.#watch()
    const argument: TestedLines = { search: this.#options.search, text }
    try {
      // The other end answers with one byte for each line.
      const hits = (await this.#call('test', argument)) as Uint8Array
      if (this.#ended) return
      this.#asked--
      this.#watch()
      this.#options.onHits(chunk, from, hits)
      this.ask(chunks)
    } catch {
      // It was ended, or could not begin: that is said there.
    }
  }

  /** Waits for the next answer, if there is to be one. */
  #watch(): void {
    clearTimeout(this.#timer)
    if (this.#ended || !this.#began || this.#asked === 0) return
    this.#timer = setTimeout(() => this.#options.onLate(), this.#options.lateMs ?? 3000)
  }
}

/** Lines of a chunk as they are shown, as one text: as many as make a batch. */
function shownLines(chunk: LogChunk, from: number): { text: string; to: number } {
  const first = chunk.offsets[from] ?? 0
  let to = from + 1
  while (to < chunk.count && to - from < batchLines && (chunk.offsets[to] ?? 0) - first < batchLength) to++
  const { text, starts } = chunk.decoded(from, to)
  const lines: string[] = []
  for (let index = from; index < to; index++) {
    if ((chunk.shapes[index] ?? 0) & isOdd) lines.push(chunk.shown(index))
    else {
      const begin = (starts[index - from] ?? 0) + (chunk.skips[index] ?? 0)
      const end = (starts[index - from + 1] ?? 0) - 1
      lines.push(text.slice(begin, end > begin && text[end - 1] === '\r' ? end - 1 : end))
    }
  }
  return { text: lines.join('\n'), to }
}
