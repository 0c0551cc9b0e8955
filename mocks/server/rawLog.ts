import { kubeletTime, type Written } from './written.ts'

const NEWLINE = 10
const encoder = new TextEncoder()

/** A log of any bytes at all: no UTF-8, NUL, no line end at the end. All of it was written at one time. */
export class RawLog implements Written {
  readonly #bytes: Uint8Array
  /** Where each line begins, and where the last one ends. */
  readonly #starts: number[] = [0]
  readonly #time: number
  readonly megabyte = 1000

  constructor(bytes: Uint8Array, time: Date) {
    this.#bytes = bytes
    this.#time = time.getTime()
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) this.#starts.push(at + 1)
    if (this.#starts.at(-1) !== bytes.length) this.#starts.push(bytes.length)
  }

  get count(): number {
    return this.#starts.length - 1
  }

  bytes(from: number, to: number, stamped: boolean): Uint8Array {
    const part = (first: number, last: number) => this.#bytes.subarray(this.#starts[first], this.#starts[last])
    if (!stamped) return part(from, to)
    const stamp = encoder.encode(`${kubeletTime(new Date(this.#time).toISOString())} `)
    const pieces = Array.from({ length: to - from }, (_, i) => [stamp, part(from + i, from + i + 1)]).flat()
    const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const piece of pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }

  since(time: number): number {
    return this.#time >= time ? 0 : this.count
  }
}
