import '@patternfly/react-core/dist/styles/base.css'
import './app/app.css'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { App } from './app/App.tsx'
import { watchHealth } from './app/apiHealth.ts'
import { createRoutes } from './app/routes.tsx'
import { startTheme } from './app/theme.ts'
import { keepLive } from './k8s/keepLive.ts'
import { createQueryClient } from './k8s/queryClient.ts'
import { loadLanguage, locale } from './lib/t.ts'

startTheme()
if (import.meta.env.VITE_MOCK) await (await import('../mocks/msw.ts')).startBrowserMock()
await loadLanguage()
document.documentElement.lang = locale()

const client = createQueryClient()
watchHealth(client)
keepLive(client)
const basename = new URL(document.baseURI).pathname.replace(/\/$/, '') || '/'
// The router starts the first page's queries while its code is still on the way.
const router = createBrowserRouter(createRoutes(client), { basename })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')
createRoot(root).render(<App client={client} router={router} />)
