import i18next, { type FormatterModule } from 'i18next'
import english from '../locales/en.json' with { type: 'json' }
import { languageOf, languages, pseudoLanguage, wantedLanguages } from './languages.ts'

const catalog = i18next.createInstance()

const numbers: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value: unknown) =>
    typeof value === 'number' ? formatNumber(value) : typeof value === 'string' ? value : '',
}

void catalog.use(numbers).init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: { en: { translation: english } },
  keySeparator: false,
  nsSeparator: false,
  returnEmptyString: false,
  interpolation: {
    // React escapes what it renders.
    escapeValue: false,
    alwaysFormat: true,
  },
})

export type TParams = Record<string, string | number | undefined>

/** A sentence for people, in their language: `t('{{count}} tags', { count })`. Numbers are written by locale. */
export function t(key: string, params?: TParams): string {
  // The cells of a table ask for the same few texts with every key typed: finding one anew takes longer than the rest of its cell.
  const question = params ? questionOf(key, params) : key
  let text = known.get(question)
  if (text === undefined) {
    if (known.size >= mostKnown) known.clear()
    known.set(question, (text = catalog.t(respell(key), params)))
  }
  return text
}

/** What a sentence is looked up as: itself, except in the language for tests, which no catalog holds. */
let respell = (sentence: string) => sentence

const known = new Map<string, string>()
const mostKnown = 2000

function questionOf(key: string, params: TParams): string {
  let question = key
  // 1 and "1" are written differently.
  for (const name in params) question += `\0${name}\0${typeof params[name]}\0${params[name]}`
  return question
}

/** The language tag that texts, numbers and dates are written in. */
export function locale(): string {
  return catalog.language
}

/** A label as it stands within a sentence: German writes its nouns with a capital there, too. */
export function midSentence(label: string): string {
  return locale() === 'de' ? label : label.toLocaleLowerCase(locale())
}

/** Loads the texts of the chosen or the browser's language. Called before anything renders. */
export async function loadLanguage(wanted: readonly string[] = wantedLanguages()): Promise<void> {
  const tag = languageOf(wanted)
  respell = tag === pseudoLanguage ? (await import('./pseudoText.ts')).pseudoText : (sentence) => sentence
  const texts = await languages[tag]?.load?.().catch(() => undefined)
  if (texts) catalog.addResourceBundle(tag, 'translation', texts.default, false, true, { skipCopy: true })
  // A page in English is better than none.
  const isLoaded = texts !== undefined || !languages[tag]?.load
  await catalog.changeLanguage(isLoaded ? tag : 'en')
  known.clear()
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** A number with the separators of the locale. */
export function formatNumber(value: number): string {
  const tag = locale() ?? 'en'
  let format = numberFormats.get(tag)
  if (!format) numberFormats.set(tag, (format = new Intl.NumberFormat(tag)))
  return format.format(value)
}
