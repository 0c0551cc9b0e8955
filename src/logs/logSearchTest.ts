import { isHit, isNoHit } from './logSearch.ts'
import { expressionOf, matches, matchesIn } from './logSearchExpression.ts'
import type { LogSearch } from './logProtocol.ts'

export interface TestedLines {
  search: LogSearch
  /** Lines as they are shown, each with a line end but for the last. */
  text: string
}

let last: { key: string; expression: RegExp } | undefined

/** Which lines match, one byte for each. Whoever asks knows then that their matches can be found in a finite time. */
export function testLines({ search, text }: TestedLines): Uint8Array<ArrayBuffer> {
  const key = JSON.stringify(search)
  if (last?.key !== key) last = { key, expression: expressionOf(search) }
  const { expression } = last
  return Uint8Array.from(text.split('\n'), (line) => {
    if (!matches(expression, line)) return isNoHit
    // The first match may be quick to find, and the end of the second may not.
    matchesIn(expression, line)
    return isHit
  })
}
