// npm run -s mock -- --state FILE --port N: the mock cluster over HTTP, with bearer tokens admin, sre, dev and dedicated.
//   --scenario NAME        a cluster of mocks/seed instead of a file (default: healthy)
//   --dist DIR             serves the built console too; requests without a token are then admin's
//   --base PATH            where the console lives, such as /console/
//   --tls                  over HTTPS, with a certificate nobody vouches for: kubectl and oc send tokens over nothing else
//   --prometheus URL       asks this Prometheus for metrics instead of the mock's own
//   --anonymous-user NAME  who a request without a token or cookie is
// FRAME_ANCESTORS: the origins whose pages may show the console in a frame, as in the README
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { serve } from '../mocks/node.ts'
import { selfSigned } from '../mocks/server/certificate.ts'
import { createCluster, type Cluster, type State } from '../mocks/server/cluster.ts'
import { Texts } from '../mocks/server/read.ts'
import { apiProxy } from './dev/apiProxy.ts'
import { frameAncestors } from './dev/frameAncestors.ts'
import { targetsFrom } from './dev/targets.ts'

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: process.env['PORT'] ?? '8001' },
    host: { type: 'string', default: '127.0.0.1' },
    scenario: { type: 'string', default: 'healthy' },
    dist: { type: 'string' },
    base: { type: 'string', default: process.env['BASE_PATH'] ?? '/' },
    tls: { type: 'boolean', default: false },
    prometheus: { type: 'string' },
    'anonymous-user': { type: 'string' },
  },
})
const defaultUser = values['anonymous-user'] ?? (values.dist ? 'admin' : null)

/** What the containers `registry` of a recorded state have logged lies beside it: 06-state.json, 06-registry.log. */
function logsBeside(file: string): Record<string, string> {
  const log = join(dirname(file), basename(file).replace(/state\.json$/, 'registry.log'))
  return log !== file && existsSync(log) ? { registry: readFileSync(log, 'utf8') } : {}
}

interface Seed {
  state: State
  logs: Record<string, string>
  texts: Texts
}

const states = new Map<string, Seed>()

async function stateOf(scenario: string | undefined): Promise<Seed> {
  const name = scenario ?? values.state ?? values.scenario
  const known = states.get(name)
  if (known) return known
  if (!scenario && values.state) {
    const read = {
      state: JSON.parse(readFileSync(values.state, 'utf8')),
      logs: logsBeside(values.state),
      texts: new Texts(),
    }
    states.set(name, read)
    return read
  }
  const { scenarios } = await import('../mocks/seed/scenarios.ts')
  const builders: Record<string, (() => State | Promise<State>) | undefined> = scenarios
  const build = builders[name]
  if (!build) throw new Error(`no scenario ${name}: there are ${Object.keys(builders).join(', ')}`)
  const built = { state: await build(), logs: {}, texts: new Texts() }
  states.set(name, built)
  return built
}

const MOST = 40
const clusters = new Map<string, Cluster>()

async function clusterFor(id: string | undefined, scenario: string | undefined): Promise<Cluster> {
  const { state, logs, texts } = await stateOf(scenario)
  const key = `${id ?? ''} ${scenario ?? ''}`
  const known = clusters.get(key)
  if (known) return known
  const cluster = createCluster(state, {
    defaultUser,
    logs,
    texts,
    // A recorded cluster has no nodes: its operator and its jobs act, but no container does anything, and nothing is imported.
    controllers: scenario !== undefined || !values.state || { parts: ['registry', 'batch'], idle: true },
  })
  clusters.set(key, cluster)
  const [oldest] = clusters.keys()
  if (clusters.size > MOST && oldest !== undefined) {
    clusters.get(oldest)?.close()
    clusters.delete(oldest)
  }
  return cluster
}

const basePath = `/${values.base}/`.replaceAll(/\/+/g, '/')
await clusterFor(undefined, undefined)
const server = await serve({
  port: Number(values.port),
  host: values.host,
  clusterFor,
  basePath,
  frameAncestors: frameAncestors(process.env['FRAME_ANCESTORS']),
  tls: values.tls ? selfSigned() : undefined,
  before: values.prometheus ? apiProxy(targetsFrom({ PROMETHEUS_URL: values.prometheus }), basePath) : undefined,
  ...(values.dist && { dist: values.dist }),
})
const address = server.address()
const port = typeof address === 'object' && address ? address.port : values.port
process.stdout.write(`${values.tls ? 'https' : 'http'}://${values.host}:${port}${basePath}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))
