import '@patternfly/react-core/dist/styles/base.css'
import './app.css'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { watchHealth } from './apiHealth.ts'
import { App } from './App.tsx'
import { createRoutes } from './routes.tsx'
import { startSession } from './session.ts'
import { startTheme } from './theme.ts'
import { keepLive } from '../k8s/keepLive.ts'
import { createQueryClient } from '../k8s/queryClient.ts'
import { shareStreams } from '../k8s/streams.ts'
import { loadLanguage, locale } from '../lib/t.ts'

/** Puts the console into the page. `basename` is the path that it lives at. */
export async function start(basename: string): Promise<void> {
  startTheme()
  await loadLanguage()
  document.documentElement.lang = locale()

  const client = createQueryClient()
  watchHealth(client)
  startSession(client)
  shareStreams()
  keepLive(client)
  // The router starts the first page's queries while its code is still on the way.
  const router = createBrowserRouter(createRoutes(client), { basename })

  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id "root"')
  createRoot(root).render(<App client={client} router={router} />)
}
