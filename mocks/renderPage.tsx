import type { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { onTestFinished } from 'vitest'
import { App } from '../src/app/App.tsx'
import { createRoutes } from '../src/app/routes.tsx'
import { keepLive } from '../src/k8s/keepLive.ts'
import { createQueryClient } from '../src/k8s/queryClient.ts'
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
}

interface Options {
  as?: 'admin' | 'sre' | 'dev' | 'dedicated'
  scenario?: ScenarioName
  /** A cluster of the test's own, instead of a scenario. */
  state?: State
  /** Lets imports, triggers, operators and jobs happen by themselves; true: as fast as tests like it. */
  controllers?: boolean | ControllerOptions
  /** A server that is not like the recorded one: answers a request itself, or passes it to the cluster and changes the answer. */
  answer?: (request: Request, cluster: Cluster) => Promise<Response> | Response
}

/** Mounts the whole console at a path, over a cluster of its own. All of it ends with the test. */
export async function renderPage(
  path: string,
  { as = 'admin', scenario = 'recorded', state, controllers = false, answer }: Options = {},
): Promise<RenderedPage> {
  const cluster = createCluster(state ?? (await scenarios[scenario]()), {
    controllers: controllers === true ? { pace: 0.05 } : controllers,
  })
  const handle = async (request: Request) => (answer ? answer(request, cluster) : cluster.handle(request))
  const network = globalThis.fetch
  globalThis.fetch = pageFetch({ handle }, document.baseURI, () => as)
  const client = createQueryClient()
  const stopLive = keepLive(client)
  const router = createMemoryRouter(createRoutes(client), { initialEntries: [path] })
  const view = render(<App client={client} router={router} />)
  onTestFinished(() => {
    view.unmount()
    // Results outlive the page that they were shown on.
    for (const { id } of shownToasts()) dismissToast(id)
    stopLive()
    client.clear()
    router.dispose()
    cluster.close()
    globalThis.fetch = network
  })
  return { cluster, user: userEvent.setup(), view, client, router }
}
