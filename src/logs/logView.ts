import { isUneven, type LogChunk } from './logStoreChunk.ts'
import { newestOf, type LogStore } from './logStore.ts'
import { LogOrder, enlarged } from './logStoreOrder.ts'
import { LineFilter, hidesFiltered, hidesNoise, passes } from './logViewFilter.ts'
import { LineSearch, isHit } from './logSearch.ts'
import { RemoteSearch, type Searching } from './logSearchRemote.ts'
import type { LogSearch, LogViewOptions, LogViewState } from './logProtocol.ts'
import { countLines, describeStore } from './logViewState.ts'
import { longestRow, partsOf } from './logViewText.ts'

/** A search that takes longer than this in all is given up. */
const searchMs = 10_000

/** Which lines are shown, in which rows: kept up with the lines that come by looking at these alone. */
export class LogView {
  readonly store: LogStore
  readonly order: LogOrder
  #options: LogViewOptions = { filter: { noise: false, fields: [] }, columns: 0 }
  #filter = new LineFilter(this.#options.filter)
  search: LineSearch | undefined
  #problem: string | undefined
  #stopped = false
  #searchMs = 0
  /** Places of the lines shown, and how many rows these and those before them take. */
  places = new Uint32Array(1024)
  ends = new Uint32Array()
  length = 0
  #longest = 0
  /** From where on in the order the view is to be made again. */
  #from = 0
  /** Rows may have other matches than before the last update, or be cut otherwise. */
  #stale = false
  version = 0

  readonly #searching: Searching
  /** Where expressions are tested, if that is elsewhere. */
  #remote: RemoteSearch | undefined

  constructor(store: LogStore, searching: Searching = {}) {
    this.store = store
    this.#searching = searching
    this.order = new LogOrder(store)
  }

  get columns(): number {
    return this.#options.columns
  }

  get rows(): number {
    return this.columns > 0 && this.length > 0 ? (this.ends[this.length - 1] ?? 0) : this.length
  }

  get #only(): boolean {
    return this.search !== undefined && this.#options.search?.only === true
  }

  /** Looks at the lines in another way. What changes is still to be done by `work`. */
  setOptions(wanted: LogViewOptions): void {
    const options = { ...wanted, columns: Math.min(longestRow, Math.max(0, Math.floor(wanted.columns))) }
    const before = this.#options
    const filters = JSON.stringify(before.filter) !== JSON.stringify(options.filter)
    const searches = JSON.stringify(before.search) !== JSON.stringify(options.search)
    const wraps = before.columns !== options.columns
    if (!filters && !searches && !wraps) return
    const looks = filters || searches
    const wasOnly = this.#only
    this.#options = options
    if (filters) this.#filter = new LineFilter(options.filter)
    if (searches) this.#setSearch()
    const gates = filters || wraps || ((wasOnly || this.#only) && searches)
    for (const chunk of this.#chunks()) {
      if (filters) chunk.judged = 0
      if (searches) chunk.searched = 0
      if (wraps) chunk.laid = 0
      if (looks) chunk.matching = 0
      if (gates) chunk.ready = chunk.noise = chunk.filtered = 0
      this.#settle(chunk, chunk.ready, looks ? 0 : Math.min(chunk.judged, chunk.searched))
    }
    if (gates) this.#from = 0
    this.#stale = true
  }

  /** Takes in what has come and gone, and what `work` has found. */
  update(): void {
    const { store, order } = this
    store.makeRoom()
    const gone = store.hasGone
    const from = order.update(gone)
    const changed = gone || from < order.length || this.#from < order.length
    if (!changed) {
      if (this.#stale) this.version++
      this.#stale = false
      return
    }
    this.#stale = false
    // What has just come is shown at once, if it is not too much.
    this.#from = Math.min(this.#from, from)
    this.work(performance.now() + 8)
    this.#rebuild(Math.min(this.#from, order.length))
    this.#from = Infinity
    store.forget()
    this.version++
  }

  /** Whether there is something for `work` to do. */
  get isPending(): boolean {
    return this.#next() !== undefined
  }

  /** Judges, searches and lays out lines, the newest first, until so late. */
  work(until: number): void {
    for (let chunk = this.#next(); chunk; chunk = performance.now() < until ? this.#next() : undefined) {
      this.#step(chunk, until)
    }
    if (this.#searchMs > 0 && !this.isPending) this.#searchMs = 0
  }

  state(): LogViewState {
    const { version, rows, length: shown, store, search } = this
    const { searched, ...counts } = countLines(this.#chunks())
    return {
      version,
      rows,
      shown,
      longest: this.#longest,
      ...counts,
      searched: search && store.lines > 0 ? searched / store.lines : 1,
      ...(this.#problem !== undefined && { searchProblem: this.#problem }),
      ...(this.#stopped && { searchStopped: true }),
      ...describeStore(store),
    }
  }

  #setSearch(): void {
    const { search } = this.#options
    this.search = undefined
    this.#problem = undefined
    this.#stopped = false
    this.#searchMs = 0
    this.close()
    if (!search || search.text === '') return
    try {
      this.search = new LineSearch(search)
      this.#searchRemotely(search)
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
    }
  }

  *#chunks(): Generator<LogChunk> {
    for (const { chunks } of this.store.logs.values()) yield* chunks
  }

  #isDone(chunk: LogChunk): boolean {
    const { count, judged, searched, laid, uneven } = chunk
    if (judged < count || (this.search && !this.#remote && searched < count)) return false
    return this.columns === 0 || uneven === 0 || laid === count
  }

  #next(): LogChunk | undefined {
    return newestOf(this.#chunks(), (chunk) => !this.#isDone(chunk))
  }

  #step(chunk: LogChunk, until: number): void {
    const { count, ready } = chunk
    const looked = Math.min(chunk.judged, chunk.searched)
    if (chunk.judged < count) this.#filter.judge(chunk, chunk.judged, count)
    chunk.judged = count
    if (this.search && !this.#remote && chunk.searched < count) {
      const begin = performance.now()
      chunk.searched = this.search.search(chunk, chunk.searched, count, until)
      this.#searchMs += performance.now() - begin
      this.#stale = true
    }
    if (this.columns > 0 && chunk.uneven > 0) {
      chunk.parts ??= new Uint32Array(chunk.offsets.length)
      for (; chunk.laid < count; chunk.laid++) {
        if (!((chunk.shapes[chunk.laid] ?? 0) & isUneven)) continue
        chunk.parts[chunk.laid] = partsOf(chunk.shown(chunk.laid), this.columns).length
      }
    }
    this.#advance(chunk, ready, looked)
    if (this.#searchMs > searchMs) this.#giveUp()
  }

  #searchRemotely(search: LogSearch): void {
    const { start, onFound, lateMs } = this.#searching
    if (!search.regex || !start) return
    let since = performance.now()
    const end = (isLate: boolean) => {
      if (isLate) this.#giveUp()
      // It is searched here then.
      else this.close()
      onFound?.()
    }
    const onHits = (chunk: LogChunk, from: number, hits: Uint8Array) => {
      if (chunk.searched !== from || !this.store.holds(chunk)) return
      const { ready, judged } = chunk
      chunk.hits.set(hits, from)
      chunk.searched = from + hits.length
      this.#stale = true
      this.#advance(chunk, ready, Math.min(judged, from))
      const now = performance.now()
      if (this.#chunks().every(({ searched, count }) => searched === count)) since = now
      else if (now - since > searchMs) this.#giveUp()
      onFound?.()
    }
    this.#remote = new RemoteSearch({
      search,
      start,
      onLate: () => end(true),
      onUnavailable: () => end(false),
      onHits,
      ...(lateMs !== undefined && { lateMs }),
    })
  }

  /** Lets lines be tested elsewhere that have come. */
  ask(): void {
    this.#remote?.ask(() => this.#chunks())
  }

  /** Ends what goes on elsewhere. */
  close(): void {
    this.#remote?.end()
    this.#remote = undefined
  }

  /** More lines of a chunk are looked at than before. */
  #advance(chunk: LogChunk, ready: number, looked: number): void {
    this.#settle(chunk, ready, looked)
    if (chunk.ready === ready || ready >= chunk.ordered) return
    const at = this.order.find(this.order.places, this.order.length, chunk.slot * 65_536 + ready)
    this.#from = Math.min(this.#from, at)
  }

  #giveUp(): void {
    const gates = this.#only
    this.close()
    this.search = undefined
    this.#stopped = true
    this.#stale = true
    for (const chunk of this.#chunks()) {
      chunk.matching = 0
      if (gates) chunk.ready = chunk.noise = chunk.filtered = 0
      this.#settle(chunk, chunk.ready, 0)
    }
    if (gates) this.#from = 0
  }

  /** Counts the lines that have become ready, and those that are both judged and searched now. */
  #settle(chunk: LogChunk, ready: number, looked: number): void {
    const { verdicts, hits, judged, searched, laid, uneven } = chunk
    const only = this.#only
    chunk.ready = Math.min(judged, only ? searched : Infinity, this.columns > 0 && uneven > 0 ? laid : Infinity)
    for (let index = ready; index < chunk.ready; index++) {
      const verdict = verdicts[index]
      if (verdict === hidesFiltered || (only && hits[index] !== isHit)) chunk.filtered++
      else if (verdict === hidesNoise) chunk.noise++
    }
    if (!this.search) return
    const both = Math.min(judged, searched)
    for (let index = looked; index < both; index++) {
      if (verdicts[index] === passes && hits[index] === isHit) chunk.matching++
    }
  }

  #rebuild(from: number): void {
    const { order, columns } = this
    const only = this.#only
    // What stands behind the last line before may have been let go.
    const last = order.places[from - 1]
    let length = last === undefined ? 0 : order.find(this.places, this.length, last, true)
    if (this.places.length < order.length) this.places = enlarged(this.places, order.places.length, length)
    if (columns === 0) this.ends = new Uint32Array()
    else if (this.ends.length < this.places.length) this.ends = enlarged(this.ends, this.places.length, length)
    const { places, ends } = this
    let end = length > 0 ? (ends[length - 1] ?? 0) : 0
    let longest = length > 0 ? this.#longest : 0
    for (let at = from; at < order.length; at++) {
      const place = order.places[at] ?? 0
      const chunk = order.chunk(place)
      const index = place & 0xffff
      if (index >= chunk.ready || chunk.verdicts[index] !== passes) continue
      if (only && chunk.hits[index] !== isHit) continue
      const width = chunk.widths[index] ?? 0
      if (width > longest) longest = width
      if (columns > 0) {
        const isPlain = chunk.uneven === 0 || ((chunk.shapes[index] ?? 0) & isUneven) === 0
        end += isPlain ? (width === 0 ? 1 : Math.ceil(width / columns)) : (chunk.parts?.[index] ?? 1)
        ends[length] = end
      }
      places[length++] = place
    }
    this.length = length
    this.#longest = Math.min(longestRow, longest)
  }
}
