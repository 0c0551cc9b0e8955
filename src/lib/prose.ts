import { locale } from './t.ts'

/** What stands between two sentences: nothing in languages whose full stop brings its own room. */
export function sentenceGap(): string {
  return locale() === 'ja' || locale() === 'zh' ? '' : ' '
}

/** Sentences one after the other; what is false or undefined is left out. */
export function sentences(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join(sentenceGap())
}

/** Words or names in a row, as the language of the page writes that: for people, not for exports and commands. */
export function listed(words: readonly string[]): string {
  // In English as short as possible: "a, b, c".
  return new Intl.ListFormat(locale(), { type: 'conjunction', style: 'narrow' }).format(words)
}
