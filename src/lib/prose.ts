import { locale } from './t.ts'

/** What stands between two sentences: nothing in languages whose full stop brings its own room. */
export function sentenceGap(): string {
  return locale() === 'ja' || locale() === 'zh' ? '' : ' '
}

/** Sentences one after the other; what is false or undefined is left out. */
export function sentences(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join(sentenceGap())
}

/** Clauses in a row, each of which could nearly be a sentence. */
export function clauses(texts: readonly string[]): string {
  return texts.join(sentenceGap() ? '; ' : '；')
}

let lists: Intl.ListFormat | undefined

/**
 * All of some words or names in a row, as the language of the page writes that: for people, not for exports and commands. Not for
 * the first of them that "and 3 more" follows: most languages have an "and" before the last.
 */
export function listed(words: readonly string[]): string {
  if (lists?.resolvedOptions().locale !== locale())
    // In English as short as possible: "a, b, c".
    lists = new Intl.ListFormat(locale(), { type: 'conjunction', style: 'narrow' })
  return lists.format(words)
}
