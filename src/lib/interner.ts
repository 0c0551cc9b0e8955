/** Numbers for texts that occur over and over: thousands of digests in lists cost as much as small integers then. */
export class Interner {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []

  /** The number of a text, from 0 in the order of their coming. */
  of(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) this.#numbers.set(text, (number = this.#texts.push(text) - 1))
    return number
  }

  /** The number of a text that has come before. */
  find(text: string): number | undefined {
    return this.#numbers.get(text)
  }

  /** The text of a number; empty for numbers that were never given. */
  text(number: number): string {
    return this.#texts[number] ?? ''
  }

  /** How many texts there are: all numbers are below. */
  get size(): number {
    return this.#texts.length
  }
}
