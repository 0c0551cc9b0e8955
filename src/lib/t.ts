import i18next, { type FormatterModule } from 'i18next'
import english from '../locales/en.json' with { type: 'json' }

/** The languages there are catalogs for, each by its own name. English sentences are the keys; en.json holds only what needs plurals. */
export const languages: Record<string, { name: string; load?: () => Promise<Record<string, string>> }> = {
  en: { name: 'English' },
}

const storageKey = 'registry-console.language'
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
    known.set(question, (text = catalog.t(key, params)))
  }
  return text
}

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

/** Loads the catalog of the chosen or the browser's language. Called before anything renders. */
export async function loadLanguage(wanted: readonly string[] = wantedLanguages()): Promise<void> {
  const tag = wanted.map((language) => language.split('-')[0] ?? '').find((language) => language in languages) ?? 'en'
  const texts = await languages[tag]?.load?.()
  if (texts) catalog.addResourceBundle(tag, 'translation', texts)
  await catalog.changeLanguage(tag)
  known.clear()
}

/** Keeps a language for the next visits. The page has to be loaded again to show it. */
export function chooseLanguage(tag: string): void {
  try {
    localStorage.setItem(storageKey, tag)
  } catch {
    // Where nothing may be kept the browser's language stays.
  }
}

function wantedLanguages(): string[] {
  const chosen = storedLanguage()
  return chosen ? [chosen] : [...navigator.languages]
}

/** Undefined also where the browser refuses: in a frame of a site that it lets keep nothing. */
function storedLanguage(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined
  } catch {
    return undefined
  }
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** A number with the separators of the locale. */
export function formatNumber(value: number): string {
  const tag = locale() ?? 'en'
  let format = numberFormats.get(tag)
  if (!format) numberFormats.set(tag, (format = new Intl.NumberFormat(tag)))
  return format.format(value)
}
