import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readdirSync } from 'node:fs'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { precompress } from './precompress.ts'

/** Why nginx cannot be tested here, or undefined. */
export const withoutNginx =
  spawnSync('nginx', ['-v']).status === 0 ? undefined : 'nginx is missing: apt-get install nginx-light'

/** As OpenShift has it: a number out of a project's range that no account has, in the group of root. */
export const uid = process.getuid?.() === 0 ? 1_000_770_000 : undefined

export interface Nginx {
  port: number
  statusPort: number
  /** The image's files: nobody may write there. */
  home: string
  /** The only place where it may write. */
  tmp: string
  /** Processes, the master first. */
  pids: number[]
  log(): string
  stop(): Promise<void>
}

const source = new URL('../../deploy/nginx/', import.meta.url).pathname

/** Files as the image has them, owned by whoever runs the tests and writable by nobody. */
export async function imageTree(site: (dir: string) => void): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'console-image-'))
  cpSync(source, home, { recursive: true })
  mkdirSync(join(home, 'site/assets'), { recursive: true })
  site(join(home, 'site'))
  await precompress(join(home, 'site'))
  for (const entry of ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    const path = join(home, entry)
    chmodSync(path, statSync(path).isDirectory() || path.endsWith('.sh') ? 0o555 : 0o444)
  }
  return home
}

/** A small build. */
export function smallSite(dir: string): void {
  const page = '<!doctype html>\n<html>\n  <head>\n    <base href="/" />\n    <title>Registry Console</title>\n'
  writeFileSync(
    join(dir, 'index.html'),
    `${page}${'    <link rel="x" href="./assets/app-1a2b3c4d.js" />\n'.repeat(30)}`,
  )
  writeFileSync(join(dir, 'config.json'), '{}')
  writeFileSync(join(dir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(dir, 'assets/app-1a2b3c4d.js'), 'export const answer = 42\n'.repeat(200))
  writeFileSync(join(dir, 'assets/app-1a2b3c4d.css'), '.a { color: red }\n'.repeat(200))
  writeFileSync(join(dir, 'assets/font-1a2b3c4d.woff2'), Buffer.from([0x77, 0x4f, 0x46, 0x32]))
}

/** Runs the entrypoint, with what follows it, under the number of nobody. Its environment is nothing but what is given. */
export function runEntrypoint(
  home: string,
  env: Record<string, string>,
  args: string[] = [],
  out = 'pipe' as 'pipe' | number,
) {
  return spawn('/bin/sh', [join(home, 'entrypoint.sh'), ...args], {
    cwd: '/',
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', CONSOLE_HOME: home, ...env },
    stdio: ['ignore', out, out],
    ...(uid !== undefined && { uid, gid: 0 }),
  })
}

/** Starts nginx as the image does. Throws what it said if it does not come up. */
export async function startNginx(home: string, env: Record<string, string>): Promise<Nginx> {
  for (let tries = 1; ; tries++)
    try {
      return await startOnce(home, env)
    } catch (error) {
      // Somebody else was given the port in between.
      if (tries === 3 || !String(error).includes('Address already in use')) throw error
    }
}

async function startOnce(home: string, env: Record<string, string>): Promise<Nginx> {
  const tmp = mkdtempSync(join(tmpdir(), 'console-tmp-'))
  const logFile = join(tmp, 'log')
  writeFileSync(logFile, '')
  for (const path of [tmp, logFile]) if (uid !== undefined) chownSync(path, uid, 0)
  const [port, statusPort] = await freePorts(2)
  const out = openSync(logFile, 'a')
  const child = runEntrypoint(
    home,
    { RUN_DIR: join(tmp, 'run'), PORT: `${port}`, STATUS_PORT: `${statusPort}`, ...env },
    [],
    out,
  )
  closeSync(out)
  const log = () => readFileSync(logFile, 'utf8')
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    rmSync(tmp, { recursive: true, force: true })
  }
  while (!(await ask(statusPort, '/healthz').catch(() => undefined))) {
    await sleep(10)
    if (child.exitCode === null) continue
    const said = log()
    await stop()
    throw new Error(said)
  }
  return { port, statusPort, home, tmp, pids: [pidOf(child), ...childrenOf(pidOf(child))], log, stop }
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('it did not start')
  return pid
}

function childrenOf(parent: number): number[] {
  const isChild = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`)
    } catch {
      // It has ended meanwhile.
      return false
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isChild(name))
    .map(Number)
}

async function freePorts(count: number): Promise<[number, number]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

export interface Asking extends RequestOptions {
  body?: string | Buffer
}

/** One request on a connection of its own, with these headers and no others. The path is sent as it is. */
export async function ask(port: number, path: string, options: Asking = {}): Promise<Answer> {
  const response = await open(port, path, options)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  return { status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() }
}

/** The same, answered as soon as the headers are there. */
export function open(port: number, path: string, { body, ...options }: Asking = {}): Promise<IncomingMessage> {
  const agent = new Agent({ keepAlive: false })
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, ...options }, resolve)
    sent.once('error', reject)
    sent.end(body)
  })
}

/** What somebody who is signed in sends along, through the proxy in front. */
export const signedIn = (token = 'admin') => ({ 'X-Forwarded-Access-Token': token })
/** What the console's own page sends with a change. */
export const ownChange = { 'X-Requested-With': 'registry-console', 'Sec-Fetch-Site': 'same-origin' }
