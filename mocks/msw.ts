import { setupWorker } from 'msw/browser'
import { trustedScript } from '../src/lib/trustedScript.ts'
import { settleAddress } from './demoAddress.ts'
import { handlers, isApiPath } from './handlers.ts'
import { pageFetch } from './pageFetch.ts'
import { createCluster, type Cluster } from './server/cluster.ts'
import { isScenario, scenarios, type ScenarioName } from './seed/scenarios.ts'

/** Lets a mock cluster play the API inside this page. `?scenario=` chooses which, a cookie remembers it. */
export async function startBrowserMock(): Promise<void> {
  settleAddress()
  const cluster = createCluster(await scenarios[chosenScenario()](), { controllers: true })
  const user = () => cookie('mock-user') ?? 'admin'
  try {
    await answerByWorker(cluster, user)
  } catch {
    // No service workers, over plain HTTP from another machine or in some private windows.
    answerInPage(cluster, user)
  }
}

async function answerByWorker(cluster: Cluster, user: () => string): Promise<void> {
  const worker = setupWorker(...handlers(cluster, document.baseURI, user))
  const url = new URL('mockServiceWorker.js', document.baseURI)
  trustServiceWorkers()
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: url.pathname, options: { scope: new URL('.', url).pathname } },
  })
}

/** Puts the cluster in the place of the network, for this page alone. */
function answerInPage(cluster: Cluster, user: () => string): void {
  const network = globalThis.fetch
  const api = pageFetch(cluster, document.baseURI, user)
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, document.baseURI)
    return isApiPath(href, document.baseURI) ? api(input, init) : network(input, init)
  }
  // Workers would ask the network. Without them the page does what they do.
  Reflect.deleteProperty(globalThis, 'Worker')
}

/** The library registers an address, which where Trusted Types are enforced is one text too many. */
function trustServiceWorkers(): void {
  const { serviceWorker } = navigator
  const register = serviceWorker.register.bind(serviceWorker)
  serviceWorker.register = (script, options) => register(trustedScript(String(script)), options)
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
