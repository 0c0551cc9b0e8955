/** Chance that can be repeated: the same words give the same draws, however many others were drawn before. */
export class Chance {
  #state: number

  constructor(...words: (string | number)[]) {
    this.#state = hash(words.join('/'))
  }

  /** At least 0, less than 1. */
  next(): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(from: readonly [T, ...T[]]): T
  pick<T>(from: readonly T[]): T | undefined
  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)]
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((each) => ({ each, at: this.next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ each }) => each)
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum
}
