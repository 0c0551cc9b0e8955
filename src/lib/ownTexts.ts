const mostShared = 10_000
const longestShared = 512

/**
 * Copies of parts of a text. Engines keep the whole text alive for the sake of a part of it: what is kept for long is copied, and
 * what occurs over and over is kept once.
 */
export class OwnTexts {
  readonly #shared = new Map<string, string>()

  /** A copy that keeps nothing else alive. */
  own(text: string): string {
    // Short ones are copies anyway; joining makes a text of its own, of which this is all but one character.
    return text.length < 13 ? text : ` ${text}`.slice(1)
  }

  /** The copy of a text that may have come before. */
  shared(text: string): string {
    if (text.length > longestShared) return this.own(text)
    const known = this.#shared.get(text)
    if (known !== undefined) return known
    const own = this.own(text)
    if (this.#shared.size < mostShared) this.#shared.set(own, own)
    return own
  }
}
