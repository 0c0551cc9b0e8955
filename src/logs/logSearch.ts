import { isOdd, type LogChunk } from './logStoreChunk.ts'
import type { LogSearch } from './logProtocol.ts'
import { expressionOf, matches, matchesIn } from './logSearchExpression.ts'

export const isNoHit = 1
export const isHit = 2

const asciiOnly = /^[ -~]+$/

/** What is looked for, made ready for many lines. Throws where it is no expression. */
export class LineSearch {
  readonly expression: RegExp
  /** A text that all lines that match have, in lower case or as it is. */
  readonly #text: string | undefined
  readonly #caseSensitive: boolean

  constructor(search: LogSearch) {
    this.expression = expressionOf(search)
    this.#caseSensitive = search.caseSensitive
    if (!search.regex && asciiOnly.test(search.text)) {
      this.#text = search.caseSensitive ? search.text : search.text.toLowerCase()
    }
  }

  /** Marks the lines of a chunk from one to another that match. Says how far it came until so late: some expressions are slow. */
  search(chunk: LogChunk, from: number, to: number, until = Infinity): number {
    const { hits, skips, shapes } = chunk
    const { text, starts, ascii } = chunk.decoded(from, to)
    hits.fill(isNoHit, from, to)
    const slice = (index: number) => {
      const begin = (starts[index - from] ?? 0) + (skips[index] ?? 0)
      const end = (starts[index - from + 1] ?? 0) - 1
      return text.slice(begin, end > begin && text[end - 1] === '\r' ? end - 1 : end)
    }
    const test = (index: number) => {
      const isStrange = ((shapes[index] ?? 0) & isOdd) !== 0
      if (matches(this.expression, isStrange ? chunk.shown(index) : slice(index))) hits[index] = isHit
    }
    const found = this.#text
    // Some letters are longer in lower case.
    const lower = found === undefined || this.#caseSensitive ? text : text.toLowerCase()
    if (found === undefined || lower.length !== text.length) {
      for (let index = from; index < to; index++) {
        test(index)
        if (index % 16 === 15 && performance.now() > until) return index + 1
      }
      return to
    }
    let next = -1
    for (let index = from; index < to; index++) {
      if ((shapes[index] ?? 0) & isOdd) {
        test(index)
        continue
      }
      const begin = (starts[index - from] ?? 0) + (skips[index] ?? 0)
      const end = starts[index - from + 1] ?? 0
      if (next < begin) {
        next = lower.indexOf(found, begin)
        if (next < 0) next = Infinity
      }
      if (next >= end) continue
      // Not every letter that is "k" in lower case is a "k".
      if (ascii) hits[index] = isHit
      else test(index)
    }
    return to
  }

  /** Begin and end of each match in a shown text. */
  matchesIn(text: string): number[] {
    return matchesIn(this.expression, text)
  }
}
