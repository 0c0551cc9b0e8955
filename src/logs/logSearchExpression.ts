import type { LogSearch } from './logProtocol.ts'

/** A regular expression sees so much of a line at a time: some take a time that grows much faster than the text. */
const seenAtOnce = 16_384
const overlap = 1024
const mostMatches = 10_000

/** What is looked for, as a regular expression. Throws where it is none. */
export function expressionOf({ text, regex, caseSensitive }: LogSearch): RegExp {
  return new RegExp(regex ? text : text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), caseSensitive ? 'g' : 'gi')
}

/** Whether a shown text matches. */
export function matches(expression: RegExp, text: string): boolean {
  if (text.length <= seenAtOnce) {
    expression.lastIndex = 0
    return expression.test(text)
  }
  for (let start = 0; start < text.length; start += seenAtOnce - overlap) {
    expression.lastIndex = 0
    if (expression.test(text.slice(start, start + seenAtOnce))) return true
  }
  return false
}

/** Begin and end of each match in a shown text; those without a character are no match to show. */
export function matchesIn(expression: RegExp, text: string): number[] {
  const found: number[] = []
  for (let start = 0; start < Math.max(1, text.length); start += seenAtOnce - overlap) {
    const seen = text.length <= seenAtOnce ? text : text.slice(start, start + seenAtOnce)
    expression.lastIndex = 0
    for (let match = expression.exec(seen); match; match = expression.exec(seen)) {
      const length = match[0].length
      if (length === 0) expression.lastIndex++
      else if (start + match.index >= (found.at(-1) ?? 0)) {
        found.push(start + match.index, start + match.index + length)
        if (found.length >= 2 * mostMatches) return found
      }
    }
    if (text.length <= seenAtOnce) break
  }
  return found
}
