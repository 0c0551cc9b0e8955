import { hexOf } from '../seed/digests.ts'

/** Numbers that look random, the same ones for the same seed. */
export class Random {
  #state: number

  constructor(seed: string) {
    this.#state = Number.parseInt(hexOf(seed, 8), 16)
  }

  /** From 0 up to 1, which it never is. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from one to another, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly [T, ...T[]]): T {
    return list[this.between(0, list.length - 1)] ?? list[0]
  }

  /** One of a list, if there is any. */
  any<T>(list: readonly T[]): T | undefined {
    return list[this.between(0, list.length - 1)]
  }

  hex(digits: number): string {
    let hex = ''
    while (hex.length < digits) hex += (2 ** 32 + Math.floor(this.next() * 2 ** 32)).toString(16).slice(1)
    return hex.slice(0, digits)
  }

  uuid(): string {
    const hex = this.hex(32)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}
