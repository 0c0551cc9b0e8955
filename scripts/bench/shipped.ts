import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { certificateFile } from '../deploy/apiTesting.ts'
import { startNginx, type Nginx } from '../deploy/nginxTesting.ts'

/** The console as it ships: the build, as it was compressed, behind nginx with the shipped configuration. */
export interface Shipped {
  url: string
  port: number
  /** Memory of all processes of nginx in MB, pages that they share counted once. */
  memory(): number
  stop(): Promise<void>
}

/** Starts nginx over a mock cluster that is a process of its own, as an API server is. Who asks says with which token: signedIn(). */
export async function startShipped(dist: string, scenario: string, apiPort: string): Promise<Shipped> {
  const api = spawn('node', ['scripts/bench/apiServer.ts', scenario, apiPort], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(api, 'exit')
  const [line] = await Promise.race([
    once(api.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the mock cluster did not start'))),
  ])
  // Its first line.
  const { url, cert } = JSON.parse(String(line)) as { url: string; cert: string }
  const ca = certificateFile(cert)
  const home = imageOf(dist)
  const clear = async () => {
    api.kill()
    await ended
    for (const dir of [home, dirname(ca)]) rmSync(dir, { recursive: true })
  }
  const env = { API_URL: url, API_NAME: 'localhost', API_CA: ca, ACCESS_LOG: 'off' }
  const nginx = await startNginx(home, env).catch(async (error: unknown) => {
    await clear()
    throw error
  })
  return {
    url: `http://127.0.0.1:${nginx.port}`,
    port: nginx.port,
    memory: () => memoryOf(nginx),
    async stop() {
      await nginx.stop()
      await clear()
    },
  }
}

/** Memory of all processes of nginx in MB, pages that they share counted once. */
export function memoryOf({ pids }: Nginx): number {
  return pids.reduce((sum, pid) => {
    const pages = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return sum + Number(pages) / 1024
  }, 0)
}

/** The files of the image, which anybody may read. */
function imageOf(dist: string): string {
  const home = mkdtempSync(join(tmpdir(), 'console-image-'))
  cpSync('deploy/nginx', home, { recursive: true })
  cpSync(dist, join(home, 'site'), { recursive: true })
  for (const entry of ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    const path = join(home, entry)
    chmodSync(path, statSync(path).isDirectory() || path.endsWith('.sh') ? 0o755 : 0o644)
  }
  return home
}
