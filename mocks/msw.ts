import { setupWorker } from 'msw/browser'
import { trustedScript } from '../src/lib/trustedScript.ts'
import { handlers } from './handlers.ts'
import { createCluster } from './server/cluster.ts'
import { isScenario, scenarios, type ScenarioName } from './seed/scenarios.ts'

/** Lets a mock cluster play the API inside this page. `?scenario=` chooses which, a cookie remembers it. */
export async function startBrowserMock(scenario: ScenarioName = chosenScenario()): Promise<void> {
  const cluster = createCluster(await scenarios[scenario](), { controllers: true })
  const worker = setupWorker(...handlers(cluster, document.baseURI, () => cookie('mock-user') ?? 'admin'))
  const url = new URL('mockServiceWorker.js', document.baseURI)
  trustServiceWorkers()
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: url.pathname, options: { scope: new URL('.', url).pathname } },
  })
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
