import { kubeletTime } from '../lib/logLine.ts'

const second = 1_000_000

/** The beginning of a whole second, as the API server cuts `sinceTime`. */
export const wholeSecond = (micros: number) => Math.floor(micros / second) * second

// Every byte is a character of its own.
const decoder = new TextDecoder('latin1')

/** A line as it came, with its timestamp, as a key: byte for byte. */
export const lineKey = (bytes: Uint8Array) => decoder.decode(bytes)

/** Lines that are held and come again when a log is read on: each as often as it is held. */
export class KnownLines {
  readonly #counts = new Map<string, number>()
  /** The latest time of a line among them, and the first that the log ever had. */
  #last = -Infinity
  readonly #first: number

  constructor(first: number) {
    this.#first = first
  }

  get size(): number {
    return this.#counts.size
  }

  add(key: string, count = 1): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count)
    this.#last = Math.max(this.#last, kubeletTime(key, 0) ?? -Infinity)
  }

  /** The lines of a block (whole lines) that are not known, as one block. */
  unknown(block: Uint8Array): Uint8Array {
    const kept = new Uint8Array(block.length)
    let length = 0
    let at = 0
    while (at < block.length && this.size > 0) {
      const end = block.indexOf(10, at)
      const key = lineKey(block.subarray(at, end))
      if (!this.#takes(key)) {
        kept.set(block.subarray(at, end + 1), length)
        length += end + 1 - at
      }
      at = end + 1
    }
    kept.set(block.subarray(at), length)
    return kept.subarray(0, length + block.length - at)
  }

  #takes(key: string): boolean {
    const count = this.#counts.get(key)
    if (count !== undefined) {
      if (count > 1) this.#counts.set(key, count - 1)
      else this.#counts.delete(key)
      return true
    }
    const time = kubeletTime(key, 0)
    if (time === undefined) return false
    // All that is known comes before anything new.
    if (time > this.#last) this.#counts.clear()
    // Of the same second, but before the tail that was asked for.
    return time < this.#first
  }
}
