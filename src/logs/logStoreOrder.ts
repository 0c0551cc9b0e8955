import type { LogChunk } from './logStoreChunk.ts'
import type { LogStore } from './logStore.ts'

/** All lines that are held in the order of their times, as places: the chunk's slot and the line's index in it. */
export class LogOrder {
  readonly #store: LogStore
  places = new Uint32Array(1024)
  length = 0

  constructor(store: LogStore) {
    this.#store = store
  }

  /** The chunk that a place is in. */
  chunk(place: number): LogChunk {
    // A slot is not free as long as a place refers to it.
    return this.#store.slots[place >>> 16] as LogChunk
  }

  /** Takes in lines that have come and gives up those that were let go. Says from where on it is another. */
  update(wereLetGo: boolean): number {
    const from = wereLetGo ? this.#compact() : this.length
    const runs = this.#freshRuns()
    if (runs.length === 0) return from
    return Math.min(from, this.#merge(mergeRuns(runs, (a, b) => this.compare(a, b))))
  }

  /** Below 0: a stands before b. Lines of one log stay as they came; those of several logs go by time, then by log. */
  compare(a: number, b: number): number {
    const one = this.chunk(a)
    const other = this.chunk(b)
    if (one === other) return a - b
    const first = one.keys[a & 0xffff] ?? 0
    const second = other.keys[b & 0xffff] ?? 0
    if (first !== second) return first < second ? -1 : 1
    return one.source - other.source || one.serial - other.serial
  }

  /** The first of some ordered places that does not stand before this one; with `behind`, that stands behind it. */
  find(places: Uint32Array, length: number, place: number, behind = false): number {
    return lowerBound(length, (index) => this.compare(places[index] ?? 0, place) < (behind ? 1 : 0))
  }

  #freshRuns(): Uint32Array[] {
    const runs: Uint32Array[] = []
    const bySource = Map.groupBy(this.#store.fresh, ({ source }) => source)
    for (const chunks of bySource.values()) {
      const run = new Uint32Array(chunks.reduce((sum, { count, ordered }) => sum + count - ordered, 0))
      let at = 0
      for (const chunk of chunks) {
        const base = chunk.slot * 65_536
        for (; chunk.ordered < chunk.count; chunk.ordered++) run[at++] = base + chunk.ordered
      }
      runs.push(run)
    }
    this.#store.fresh.clear()
    return runs
  }

  #merge(run: Uint32Array): number {
    const total = this.length + run.length
    if (total > this.places.length) {
      this.places = enlarged(this.places, Math.max(total, Math.ceil(this.places.length * 1.5)), this.length)
    }
    const { places } = this
    let [old, fresh, to] = [this.length - 1, run.length - 1, total - 1]
    while (fresh >= 0) {
      const place = run[fresh] ?? 0
      if (old >= 0 && this.compare(places[old] ?? 0, place) > 0) places[to--] = places[old--] ?? 0
      else {
        places[to--] = place
        fresh--
      }
    }
    this.length = total
    return old + 1
  }

  /** Says where the first was that is not held any more. */
  #compact(): number {
    const held = this.#store.slots.map((chunk) => chunk !== undefined && this.#store.holds(chunk))
    const { places } = this
    let first = -1
    let to = 0
    for (let from = 0; from < this.length; from++) {
      const place = places[from] ?? 0
      if (held[place >>> 16]) places[to++] = place
      else if (first < 0) first = from
    }
    this.length = to
    return first < 0 ? to : first
  }
}

/** The first numbers in a larger room. */
export function enlarged(from: Uint32Array, length: number, kept: number): Uint32Array<ArrayBuffer> {
  const room = new Uint32Array(length)
  room.set(from.subarray(0, kept))
  return room
}

/** The first index for which something does not hold that holds for all before it. */
export function lowerBound(length: number, isBefore: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

function mergeRuns(runs: readonly Uint32Array[], compare: (a: number, b: number) => number): Uint32Array {
  if (runs.length <= 1) return runs[0] ?? new Uint32Array()
  const half = runs.length >> 1
  const a = mergeRuns(runs.slice(0, half), compare)
  const b = mergeRuns(runs.slice(half), compare)
  const merged = new Uint32Array(a.length + b.length)
  let [left, right] = [0, 0]
  for (let to = 0; to < merged.length; to++) {
    const takesLeft = right >= b.length || (left < a.length && compare(a[left] ?? 0, b[right] ?? 0) <= 0)
    merged[to] = (takesLeft ? a[left++] : b[right++]) ?? 0
  }
  return merged
}
