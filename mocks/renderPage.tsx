import type { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { onTestFinished } from 'vitest'
import { App } from '../src/app/App.tsx'
import { createRoutes } from '../src/app/routes.tsx'
import { startSession } from '../src/app/session.ts'
import { keepLive } from '../src/k8s/keepLive.ts'
import { createQueryClient } from '../src/k8s/queryClient.ts'
import { leaveBy } from '../src/k8s/signIn.ts'
import { forgetSite, type Site } from '../src/k8s/site.ts'
import { dismissToast, shownToasts } from '../src/ui/toasts.ts'
import type { ControllerOptions } from './controllers/controllers.ts'
import { pageFetch } from './pageFetch.ts'
import { createCluster, type Cluster, type State } from './server/cluster.ts'
import { scenarios, type ScenarioName } from './seed/scenarios.ts'

export interface RenderedPage {
  cluster: Cluster
  /** Somebody at the keyboard and the mouse. */
  user: UserEvent
  view: ReturnType<typeof render>
  client: QueryClient
  router: ReturnType<typeof createMemoryRouter>
  /** Where the page has sent the person, instead of going there: to sign in or out; undefined: to itself, anew. */
  left: (string | undefined)[]
}

interface Options {
  as?: 'admin' | 'sre' | 'dev' | 'dedicated'
  scenario?: ScenarioName
  /** A cluster of the test's own, instead of a scenario. */
  state?: State
  /** Lets imports, triggers, operators and jobs happen by themselves; true: as fast as tests like it. */
  controllers?: boolean | ControllerOptions
  /** What /config.json says. Default: there is none. */
  site?: Site
  /** A server that is not like the recorded one: answers a request itself, or passes it to the cluster and changes the answer. */
  answer?: (request: Request, cluster: Cluster) => Promise<Response> | Response
}

/** Mounts the whole console at a path, over a cluster of its own. All of it ends with the test. */
export async function renderPage(
  path: string,
  { as = 'admin', scenario = 'recorded', state, controllers = false, site, answer }: Options = {},
): Promise<RenderedPage> {
  const cluster = createCluster(state ?? (await scenarios[scenario]()), {
    controllers: controllers === true ? { pace: 0.05 } : controllers,
  })
  const handle = async (request: Request) => (answer ? answer(request, cluster) : cluster.handle(request))
  const network = globalThis.fetch
  const api = pageFetch({ handle }, document.baseURI, () => as)
  const config = new URL('config.json', document.baseURI).href
  globalThis.fetch = async (input, init) => (input === config && site ? Response.json(site) : api(input, init))
  const left: RenderedPage['left'] = []
  const client = createQueryClient()
  const stops = [leaveBy((address) => left.push(address)), startSession(client)]
  forgetSite()
  const stopLive = keepLive(client)
  const router = createMemoryRouter(createRoutes(client), { initialEntries: [path] })
  const view = render(<App client={client} router={router} />)
  onTestFinished(() => {
    view.unmount()
    // Results outlive the page that they were shown on.
    for (const { id } of shownToasts()) dismissToast(id)
    stopLive()
    for (const stop of stops) stop()
    client.clear()
    router.dispose()
    cluster.close()
    globalThis.fetch = network
  })
  return { cluster, user: userEvent.setup(), view, client, router, left }
}
