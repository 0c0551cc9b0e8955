// npm run -s soak -- --minutes 30 --seed 1: drives the built console in Chromium through everything that can go wrong.
//   --minutes N   of the fast time, which the console and the cluster live in (default: 30)
//   --speed N     how many times faster that is than the real one (default: 6)
//   --seed N      repeats a run (default: by chance; it is printed)
//   --only WORDS  only the faults whose name contains the words
//   --go-on       counts failures instead of ending with the first
//   --leaks N     how many navigations look for leaks (default: 200)
//   --dist DIR    this build, instead of one made anew
//   --verbose     every step
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { chromiumOptions } from '../e2e/chromium.ts'
import { serve } from '../mocks/node.ts'
import { createCluster } from '../mocks/server/cluster.ts'
import { scenarios } from '../mocks/seed/scenarios.ts'
import { FaultProxy } from './faults/faultProxy.ts'
import { fastNow } from './faults/time.ts'
import { grown, navigate, type Held } from './faults/navigator.ts'
import { Walk } from './faults/walk.ts'
import { troubled } from './faults/weather.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    speed: { type: 'string', default: '6' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    only: { type: 'string' },
    'go-on': { type: 'boolean', default: false },
    dist: { type: 'string' },
    leaks: { type: 'string', default: '200' },
    port: { type: 'string', default: '0' },
    verbose: { type: 'boolean', default: false },
  },
})
const [minutes, speed, seed] = [Number(values.minutes), Number(values.speed), Number(values.seed)]
console.log(`soak: seed ${seed}, ${minutes} minutes, ${speed} times as fast`)

const made = values.dist ? undefined : mkdtempSync(join(tmpdir(), 'soak-'))
const dist = values.dist ?? made ?? 'dist'
if (made) await build({ logLevel: 'error', build: { outDir: made, emptyOutDir: true } })

const time = { speed, since: Date.now() }
const options = { now: () => new Date(fastNow(time)), defaultUser: 'admin', controllers: true }
const cluster = createCluster(await scenarios.healthy(), options)
// Nobody changes anything there: whatever a page holds more of is its own.
const still = createCluster(await scenarios.healthy(), { ...options, controllers: false })
// Its timers count real milliseconds: what is due by the fast time happens as often as this.
const ticking = setInterval(() => cluster.clock.advance(0), 50)
const server = await serve({ port: 0, clusterFor: (id) => (id === 'navigator' ? still : cluster), dist })
const address = server.address()
if (!address || typeof address === 'string') throw new Error('no port for the cluster')
const proxy = new FaultProxy({ port: Number(values.port), target: address.port, time })
const origin = `http://127.0.0.1:${await proxy.listen()}`
const browser = await chromium.launch(chromiumOptions)
// Compiled code of what ran often is no leak, and none is made here.
const interpreting = await chromium.launch({
  ...chromiumOptions,
  args: [...chromiumOptions.args, '--js-flags=--no-opt --no-maglev --no-sparkplug'],
})
const lines: string[] = []
const say = (text: string) => {
  lines.push(text)
  if (values.verbose) console.log(text)
}
const walk = new Walk({ seed, cluster, proxy, browser, origin, time, only: values.only, goOn: values['go-on'], say })
const began = Date.now()
const navigations = Number(values.leaks)
const held: Held[] = []
async function leaks(): Promise<void> {
  if (navigations === 0) return
  // Half of what is asked goes wrong, but while it is measured.
  proxy.navigatorsFateOf = troubled
  const measuring = (now: boolean) => (proxy.navigatorsFateOf = now ? () => undefined : troubled)
  held.push(...(await navigate({ browser: interpreting, origin, time, navigations, measuring })))
  const found = grown(held)
  if (found.length > 0) throw new Error(`the page grew\n${found.join('\n')}`)
}
try {
  await walk.begin()
  await Promise.all([walk.until((minutes * 60_000) / speed), leaks()])
  if (walk.figures.failures > 0) throw new Error(`${walk.figures.failures} failures, see above`)
  console.log(`soak: well, in ${Math.round((Date.now() - began) / 1000)} s`)
} catch (error) {
  process.exitCode = 1
  if (!values.verbose) console.log(lines.slice(-40).join('\n'))
  console.error(`soak: FAILED\n${error instanceof Error ? error.message : String(error)}`)
  console.error(`To see it again: npm run -s soak -- --seed ${seed} --minutes ${minutes} --speed ${speed} --verbose`)
}
console.log(JSON.stringify({ ...walk.figures, held }, undefined, 2))
clearInterval(ticking)
await browser.close()
await interpreting.close()
proxy.close()
server.closeAllConnections()
server.close()
cluster.close()
still.close()
if (made) rmSync(made, { recursive: true })
