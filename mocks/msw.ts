import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Cluster } from './server/cluster.ts'
import { createCluster } from './server/cluster.ts'
import { isScenario, scenarios, type ScenarioName } from './seed/scenarios.ts'

const paths = ['api', 'api/*', 'apis', 'apis/*', 'version', 'openapi/*', 'prometheus/*', '__mock__/*']

/** MSW handlers that let a cluster answer its API below `base`. A request that names nobody is the user's. */
export function handlers(cluster: Pick<Cluster, 'handle'>, base: string, user: () => string) {
  return paths.map((path) =>
    http.all(new URL(path, base).href, async ({ request, finalize }) => {
      // The page gave up, or the answer is over: MSW tells a handler through `finalize` alone when it runs in a worker.
      const over = new AbortController()
      finalize(() => over.abort())
      const headers = new Headers(request.headers)
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${user()}`)
      const signal = AbortSignal.any([request.signal, over.signal])
      const response = await cluster.handle(new Request(request, { headers, signal }))
      // MSW's worker clones every answer but event streams; a cloned stream would never hear that its reader left.
      if (isStream(request)) response.headers.set('content-type', 'text/event-stream')
      return response
    }),
  )
}

const isStream = ({ url }: Request) => /[?&](watch|follow)=(1|true)\b/.test(url)

/** Lets a mock cluster play the API inside this page. `?scenario=` chooses which, a cookie remembers it. */
export async function startBrowserMock(scenario: ScenarioName = chosenScenario()): Promise<void> {
  const cluster = createCluster(await scenarios[scenario]())
  const worker = setupWorker(...handlers(cluster, document.baseURI, () => cookie('mock-user') ?? 'admin'))
  const url = new URL('mockServiceWorker.js', document.baseURI)
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: url.pathname, options: { scope: new URL('.', url).pathname } },
  })
}

function chosenScenario(): ScenarioName {
  const asked = new URLSearchParams(location.search).get('scenario')
  if (isScenario(asked)) document.cookie = `mock-scenario=${asked}; path=/; SameSite=Lax`
  const remembered = cookie('mock-scenario')
  return isScenario(asked) ? asked : isScenario(remembered) ? remembered : 'healthy'
}

function cookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`))
  return found && decodeURIComponent(found.slice(name.length + 1))
}
