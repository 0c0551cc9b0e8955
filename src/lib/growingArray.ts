type Numbers = Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>

/** Numbers one after another, as small as a typed array, of which nobody knows beforehand how many there will be. */
export class GrowingArray<A extends Numbers> {
  readonly #make: new (length: number) => A
  readonly #initial: number
  #room: A
  #length = 0

  /** `initial` is what numbers have that were skipped by `set`. */
  constructor(make: new (length: number) => A, initial = 0) {
    this.#make = make
    this.#initial = initial
    this.#room = new make(16)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#room.length) this.#grow(this.#length + 1)
    this.#room[this.#length++] = value
  }

  /** Sets a number anywhere, also beyond the end. */
  set(index: number, value: number): void {
    this.extend(index + 1)
    this.#room[index] = value
  }

  /** Makes it at least this long. */
  extend(length: number): void {
    if (length <= this.#length) return
    if (length > this.#room.length) this.#grow(length)
    if (this.#initial !== 0) this.#room.fill(this.#initial, this.#length, length)
    this.#length = length
  }

  /** What is at an index; the initial value beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#room[index] ?? this.#initial) : this.#initial
  }

  /** All numbers, for quick loops. Not to be kept: growing moves them. */
  get values(): A {
    // The part of a typed array is of its own type.
    return this.#room.subarray(0, this.#length) as A
  }

  #grow(length: number): void {
    const room = new this.#make(Math.max(length, this.#room.length * 2))
    room.set(this.#room)
    this.#room = room
  }
}
