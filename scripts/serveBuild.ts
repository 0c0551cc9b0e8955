// npm run serve: the built console on this machine, over a cluster. Builds it first where there is no build.
//   --port N     where to listen on 127.0.0.1; default 8080
//   --base PATH  where the console lives, such as /console/
//   --dist DIR   another build
// Without API_URL it runs `oc proxy`, or `kubectl proxy`, for as long as it runs itself: with the rights of whoever is logged in there.
// API_URL, API_TOKEN, API_INSECURE, PROMETHEUS_URL, PROMETHEUS_TOKEN and FRAME_ANCESTORS: as in the README.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { staticFiles } from '../mocks/static.ts'
import { apiProxy } from './dev/apiProxy.ts'
import { frameAncestors } from './dev/frameAncestors.ts'
import { targetsFrom } from './dev/targets.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['PORT'] ?? '8080' },
    base: { type: 'string', default: process.env['BASE_PATH'] ?? '/' },
    dist: { type: 'string', default: 'dist' },
  },
})
const basePath = `/${values.base}/`.replaceAll(/\/+/g, '/')

/** Runs one of the commands that speak for who is logged in, and resolves with its address; undefined where it is not there. */
function proxyOf(command: string): Promise<string | undefined> {
  const child = spawn(command, ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill())
  return new Promise((resolve, reject) => {
    child.once('error', () => resolve(undefined))
    child.once('exit', (code) => {
      reject(new Error(`${command} proxy ended (${code}). Log in to the cluster, or set API_URL.`))
      // Once it served, nothing goes on without it.
      if (server.listening) process.exit(1)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /Starting to serve on (\S+)/.exec(line)?.[1]
      if (address) resolve(`http://${address}`)
    })
  })
}

async function apiUrl(): Promise<string> {
  const url = process.env['API_URL'] || ((await proxyOf('oc')) ?? (await proxyOf('kubectl')))
  if (!url) throw new Error('Neither oc nor kubectl is installed. Set API_URL to the address of the cluster.')
  return url
}

/** A page of another host whose name is made to lead to this machine is no page of the console. */
const isThisMachine = ({ headers: { host = '' } }: IncomingMessage) =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)

const server = createServer()
try {
  if (!existsSync(join(values.dist, 'index.html'))) {
    process.stdout.write('Building the console\n')
    const { build } = await import('vite')
    await build({ logLevel: 'warn', build: { outDir: values.dist, emptyOutDir: true } })
  }
  const url = await apiUrl()
  const proxy = apiProxy(targetsFrom({ ...process.env, API_URL: url }), basePath)
  const files = await staticFiles(values.dist, {
    basePath,
    frameAncestors: frameAncestors(process.env['FRAME_ANCESTORS']),
  })
  const prefix = basePath.slice(0, -1)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refuse = (code: number, text: string) => response.writeHead(code, { 'Content-Type': 'text/plain' }).end(text)
    if (!isThisMachine(request)) return void refuse(403, 'This console is for this machine alone.\n')
    proxy(request, response, () => {
      const path = request.url ?? '/'
      const rest = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
      if (rest === '' || rest?.startsWith('?')) return void response.writeHead(302, { Location: basePath + rest }).end()
      if (!path.startsWith(basePath)) return void refuse(404, `The console is at ${basePath}\n`)
      files(request, response, path.slice(prefix.length)).catch(() => response.destroy())
    })
  })
  server.requestTimeout = 0
  server.listen(Number(values.port), '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : values.port
    process.stdout.write(`http://127.0.0.1:${port}${basePath} over ${url}\n`)
  })
  server.once('error', (error) => fail(error))
} catch (error) {
  fail(error)
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))
