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
  if (params) return catalog.t(key, params)
  // Hundreds of labels are asked for with every key typed in a filter: looking one up takes longer than the rest of its cell.
  let text = plain.get(key)
  if (text === undefined) plain.set(key, (text = catalog.t(key)))
  return text
}

const plain = new Map<string, string>()

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
  plain.clear()
}

/** Keeps a language for the next visits. The page has to be loaded again to show it. */
export function chooseLanguage(tag: string): void {
  localStorage.setItem(storageKey, tag)
}

function wantedLanguages(): string[] {
  const chosen = localStorage.getItem(storageKey)
  return chosen ? [chosen] : [...navigator.languages]
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** A number with the separators of the locale. */
export function formatNumber(value: number): string {
  const tag = locale() ?? 'en'
  let format = numberFormats.get(tag)
  if (!format) numberFormats.set(tag, (format = new Intl.NumberFormat(tag)))
  return format.format(value)
}
