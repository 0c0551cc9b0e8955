import { firstReadAt, preloadPage } from './app/pages.ts'
import { askEarly } from './k8s/early.ts'
import { languageOf, languages, wantedLanguages } from './lib/languages.ts'

const basename = new URL(document.baseURI).pathname.replace(/\/$/, '') || '/'
// The page and what all pages share come side by side.
const shared = import('./app/start.tsx')
// Asked for again when everything else is there.
languages[languageOf(wantedLanguages())]?.load?.().catch(() => {})
const path = location.pathname.slice(basename === '/' ? 0 : basename.length)
preloadPage(path)
const firstRead = firstReadAt(path, location.search)
// The mock cluster in the browser is not there yet.
if (firstRead !== undefined && !import.meta.env.VITE_MOCK) askEarly(firstRead)
if (import.meta.env.VITE_MOCK) await (await import('../mocks/msw.ts')).startBrowserMock()
await (await shared).start(basename)
