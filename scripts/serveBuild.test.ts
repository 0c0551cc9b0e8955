import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { ask, smallSite } from './deploy/nginxTesting.ts'

/** Runs `npm run serve` over a small build; resolves with the first line that it says. */
async function start(args: string[], env: Record<string, string>) {
  const dist = mkdtempSync(join(tmpdir(), 'console-dist-'))
  mkdirSync(join(dist, 'assets'))
  smallSite(dist)
  const script = new URL('serveBuild.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, '--dist', dist, '--port', '0', ...args], {
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill()
    rmSync(dist, { recursive: true })
  })
  const said = text(child.stderr)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => ''),
  ])
  return { line, port: Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]), said, ended, kill: () => child.kill('SIGTERM') }
}

async function startApi(): Promise<{ url: string; port: number; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, port, seen }
}

/** A folder with a command of that name. */
function command(name: string, script: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'console-bin-'))
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, name), 0o755)
  onTestFinished(() => rmSync(bin, { recursive: true }))
  return bin
}

it('serves a build over a cluster, below a path, to this machine alone', async () => {
  const api = await startApi()
  const { line, port } = await start(['--base', 'console'], { API_URL: api.url })
  expect(line).toBe(`http://127.0.0.1:${port}/console/ over ${api.url}`)
  const html = { headers: { accept: 'text/html' } }
  const page = await ask(port, '/console/imagestreams/a/b', html)
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('<base href="/console/"')])
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self'")
  expect((await ask(port, '/console/assets/gone.js', html)).status).toBe(404)
  expect([(await ask(port, '/console')).headers.location, (await ask(port, '/other')).status]).toEqual([
    '/console/',
    404,
  ])
  expect((await ask(port, '/console?project=a%26b')).headers.location).toBe('/console/?project=a%26b')
  expect((await ask(port, '/console/api/v1/pods?limit=1')).text).toBe('{}')
  expect(api.seen.map(({ url }) => url)).toEqual(['/api/v1/pods?limit=1'])
  for (const headers of [
    { host: 'evil.example.com' },
    { host: `evil.example.com:${port}` },
    { 'sec-fetch-site': 'cross-site' },
  ])
    expect((await ask(port, '/console/api/v1/secrets', { headers })).status).toBe(403)
  expect(api.seen).toHaveLength(1)
})

it.each(['oc', 'kubectl'])('runs %s proxy for as long as it runs itself', async (name) => {
  const api = await startApi()
  const bin = command(name, `echo "Starting to serve on 127.0.0.1:${api.port}"; echo "$@" > "$0.args"; exec sleep 60`)
  const { line, port, ended, kill } = await start([], { PATH: `${bin}:/bin:/usr/bin/nothing` })
  expect(line).toBe(`http://127.0.0.1:${port}/ over ${api.url}`)
  await ask(port, '/version')
  expect(api.seen.map(({ url }) => url)).toEqual(['/version'])
  kill()
  expect(await ended).toBe(0)
})

it('says what is missing', async () => {
  const without = await start([], { PATH: '/nowhere' })
  expect([await without.ended, await without.said]).toEqual([1, expect.stringContaining('Set API_URL')])
  const bin = command('oc', 'echo "error: not logged in" >&2; exit 1')
  const loggedOut = await start([], { PATH: `${bin}:/bin` })
  expect([await loggedOut.ended, await loggedOut.said]).toEqual([1, expect.stringContaining('Log in to the cluster')])
})
