// npm run bench:server: what the container's nginx takes while 50 people look at the console, each with four watches.
//   --clients N  how many; default 50
import { rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { parseArgs } from 'node:util'
import { startApi } from '../deploy/apiTesting.ts'
import { ask, imageTree, open, signedIn, smallSite, startNginx, withoutNginx } from '../deploy/nginxTesting.ts'
import { memoryOf } from './shipped.ts'

const { values } = parseArgs({ options: { clients: { type: 'string', default: '50' } } })
const clients = Number(values.clients)
const limit = 40

if (withoutNginx) throw new Error(withoutNginx)

const watched = [
  '/apis/image.openshift.io/v1/imagestreams',
  '/apis/imageregistry.operator.openshift.io/v1/configs',
  '/api/v1/pods',
  '/api/v1/events',
]

const api = await startApi()
const home = await imageTree(smallSite)
const nginx = await startNginx(home, { ...api.env, ACCESS_LOG: 'off' })

const memory = () => memoryOf(nginx)

const report = (what: string) => console.log(`${what.padEnd(52)} ${memory().toFixed(1).padStart(6)} MB`)

report('started')
const watches: IncomingMessage[] = []
for (let client = 0; client < clients; client++) {
  await ask(nginx.port, '/assets/app-1a2b3c4d.js', { headers: { 'accept-encoding': 'br' } })
  for (const path of watched) {
    const watch = await open(nginx.port, `${path}?watch=true&resourceVersion=0`, { headers: signedIn() })
    watch.resume()
    watches.push(watch)
  }
}
report(`${clients} clients, ${watches.length} watches`)
let peak = memory()
const lists = Array.from({ length: clients }, () =>
  ask(nginx.port, '/apis/image.openshift.io/v1/images', { headers: { ...signedIn(), 'Accept-Encoding': 'gzip' } }),
)
const sampler = setInterval(() => (peak = Math.max(peak, memory())), 20)
await Promise.all(lists)
clearInterval(sampler)
console.log(`${'at most, while each of them lists all images'.padEnd(52)} ${peak.toFixed(1).padStart(6)} MB`)
for (const watch of watches) watch.destroy()
report('when they are gone')
await nginx.stop()
api.close()
rmSync(home, { recursive: true })
if (peak > limit) throw new Error(`more than ${limit} MB`)
