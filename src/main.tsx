import { preloadPage } from './app/pages.ts'

const basename = new URL(document.baseURI).pathname.replace(/\/$/, '') || '/'
// The page and what all pages share come side by side.
const shared = import('./app/start.tsx')
preloadPage(location.pathname.slice(basename.length))
if (import.meta.env.VITE_MOCK) await (await import('../mocks/msw.ts')).startBrowserMock()
await (await shared).start(basename)
