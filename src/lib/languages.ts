/** Texts by their English sentences. */
export type Texts = Record<string, string>

/** The languages there are texts for, by their tags, each with its own name. English sentences are the keys; en.json holds only what needs plurals. */
export const languages: Record<string, { name: string; load?: () => Promise<{ default: Texts }> }> = {
  de: { name: 'Deutsch', load: () => import('../locales/de.json', { with: { type: 'json' } }) },
  en: { name: 'English' },
  es: { name: 'Español', load: () => import('../locales/es.json', { with: { type: 'json' } }) },
  fr: { name: 'Français', load: () => import('../locales/fr.json', { with: { type: 'json' } }) },
  ja: { name: '日本語', load: () => import('../locales/ja.json', { with: { type: 'json' } }) },
  ko: { name: '한국어', load: () => import('../locales/ko.json', { with: { type: 'json' } }) },
  zh: { name: '简体中文', load: () => import('../locales/zh.json', { with: { type: 'json' } }) },
}

/** English that shows what comes from no catalog and what has no room: accented, a third longer, in brackets. In no menu: it is for tests. */
export const pseudoLanguage = 'en-XA'

const storageKey = 'registry-console.language'

/** The first of these languages that there are texts for; English where there is none. */
export function languageOf(wanted: readonly string[]): string {
  return wanted.map(knownLanguage).find((tag) => tag !== undefined) ?? 'en'
}

function knownLanguage(tag: string): string | undefined {
  if (tag === pseudoLanguage) return tag
  const [language = ''] = tag.split('-')
  return Object.hasOwn(languages, language) ? language : undefined
}

/** The languages that the person wants, the best first: the chosen one, or the browser's. */
export function wantedLanguages(): readonly string[] {
  const chosen = storedLanguage()
  return chosen ? [chosen] : navigator.languages
}

/** Keeps a language for the next visits. The page has to be loaded again to show it. */
export function chooseLanguage(tag: string): void {
  try {
    localStorage.setItem(storageKey, tag)
  } catch {
    // Where nothing may be kept the browser's language stays.
  }
}

/** Undefined also where the browser refuses: in a frame of a site that it lets keep nothing. */
function storedLanguage(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined
  } catch {
    return undefined
  }
}
