import { existsSync, readFileSync } from 'node:fs'
import { counts, type TextCall } from './textCalls.ts'

/** Texts of one language by the English sentences: a flat file. */
export type Catalog = Readonly<Record<string, string>>

/** The file of a language's texts. */
export const catalogPath = (tag: string) => `src/locales/${tag}.json`

/** The texts of a language; none where it has no file yet. */
export function readCatalog(tag: string): Catalog {
  // A flat file of texts, which tests hold it to.
  return existsSync(catalogPath(tag)) ? (JSON.parse(readFileSync(catalogPath(tag), 'utf8')) as Catalog) : {}
}

/** What has to stand in a language's catalog: every sentence, in each of its meanings, and a singular of those that count where the language has one. */
export function catalogKeys(tag: string, calls: readonly TextCall[]): Set<string> {
  const hasSingular = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.includes('one')
  const keys = new Set<string>()
  for (const call of calls) {
    if (call.key === undefined) continue
    // English sentences are their own texts.
    if (tag !== 'en') keys.add(call.key)
    if (tag !== 'en' && call.context) keys.add(`${call.key}_${call.context}`)
    if (hasSingular && counts(call)) keys.add(`${call.key}_one`)
  }
  return keys
}

/** The keys of a catalog that nothing says. */
export function unusedKeys(catalog: Catalog, calls: readonly TextCall[]): string[] {
  // A language may have another plural than the sentence itself.
  const said = new Set(
    calls.flatMap(({ key = '', context }) => [key, `${key}_one`, `${key}_other`, `${key}_${context}`]),
  )
  return Object.keys(catalog).filter((key) => !said.has(key))
}

/** What is wrong with the text of a key: values that it does not say or does not get, and spaces that sentences are joined by. */
export function problemOf(key: string, text: string, english: Catalog): string | undefined {
  const plural = key.replace(/_(one|other)$/, '')
  const sentence = english[key] ?? key
  const known = new Set([...namesIn(plural), 'count'])
  const unknown = namesIn(text).filter((name) => !known.has(name))
  if (unknown.length) return `gets no {{${unknown[0]}}}`
  // One of something may be said without its number.
  const unsaid = namesIn(sentence).filter(
    (name) => !namesIn(text).includes(name) && !(name === 'count' && key !== plural),
  )
  if (unsaid.length) return `does not say {{${unsaid[0]}}}`
  if (text.trim() === '') return 'is empty'
  return edges(text) === edges(sentence) ? undefined : 'begins or ends with other spaces'
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')
}

const edges = (text: string) => `${/^\s/.test(text)} ${/\s$/.test(text)}`
