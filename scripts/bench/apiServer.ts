// A mock cluster as an API server over HTTPS, for scripts/bench/shipped.ts: node scripts/bench/apiServer.ts SCENARIO PORT.
// Prints its address and its certificate as a line of JSON once it listens.
import { serve } from '../../mocks/node.ts'
import { isScenario, scenarios } from '../../mocks/seed/scenarios.ts'
import { selfSigned } from '../../mocks/server/certificate.ts'
import { createCluster } from '../../mocks/server/cluster.ts'

const [, , name = '', port = '0'] = process.argv
if (!isScenario(name)) throw new Error(`no scenario ${name}`)
const tls = selfSigned()
const cluster = createCluster(await scenarios[name](), { defaultUser: null })
const server = await serve({
  port: Number(port),
  host: '127.0.0.1',
  tls,
  clusterFor: () => cluster,
  before: ({ headers }, _response, next) => {
    // API servers know no other.
    if (headers['accept-encoding']?.includes('gzip')) headers['accept-encoding'] = 'gzip'
    next()
  },
})
const address = server.address()
const listens = typeof address === 'object' && address ? address.port : port
process.stdout.write(`${JSON.stringify({ url: `https://127.0.0.1:${listens}`, cert: tls.cert })}\n`)
