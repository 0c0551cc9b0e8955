import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeImage } from './ociLayout.ts'
import { freePort, Processes } from './processes.ts'

/** Made up. The registry knows its bcrypt hash only. */
const token = 'sha256~made-up-token'
const passwords = 'admin:$2b$04$x/B8CTTYStDN1x6JAZ.rEOul3EBogWrTL52pa0lofCpSiCC.N.prC\n'

/** A real registry that takes nothing without a login, and the console over a mock cluster that knows it. */
export interface LockedRegistry {
  /** Addresses: of the console, and of the registry without a scheme. */
  console: string
  host: string
  /** Types a command into a shell of somebody who is logged in to the cluster. Throws what it printed when it fails. */
  type(command: string): Promise<void>
  /** Whether the registry has an image. */
  has(repository: string, tag: string): Promise<boolean>
  /** Makes an image beside the shell, as an OCI layout. */
  makeImage(name: string): void
  stop(): Promise<void>
}

/** Starts both. Nothing is left of them after `stop`. */
export async function startLockedRegistry(dist: string): Promise<LockedRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-console-locked-'))
  const processes = new Processes()
  const [port, metricsPort, consolePort] = [await freePort(), await freePort(), await freePort()]
  const file = (name: string, content: string, mode = 0o644) => {
    writeFileSync(join(folder, name), content, { mode })
    return join(folder, name)
  }
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'images') } },
    auth: { htpasswd: { realm: 'locked', path: file('passwords', passwords) } },
    http: { addr: `127.0.0.1:${port}`, debug: { addr: `127.0.0.1:${metricsPort}` } },
  }
  // All that `oc` is asked for here.
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  file('bin/oc', `#!/bin/sh\n[ "$*" = "whoami -t" ] && echo '${token}'\n`, 0o755)
  const host = `127.0.0.1:${port}`
  const site = `http://127.0.0.1:${consolePort}`
  const credentials = `Basic ${Buffer.from(`admin:${token}`).toString('base64')}`
  const stop = async () => {
    await processes.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const registry = file('registry.json', JSON.stringify(config))
    await Promise.all([
      processes.start('docker-registry', ['serve', registry], `http://127.0.0.1:${metricsPort}/debug/health`),
      processes.start(
        process.execPath,
        ['scripts/serve.ts', '--dist', dist, '--port', String(consolePort)],
        `${site}/`,
      ),
    ])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    console: site,
    host,
    type: (command) =>
      processes.run('env', [
        '-C',
        folder,
        `PATH=${bin}:${process.env['PATH'] ?? ''}`,
        `REGISTRY_AUTH_FILE=${join(folder, 'auth.json')}`,
        'sh',
        '-c',
        command,
      ]),
    has: async (repository, tag) => {
      const accept = 'application/vnd.oci.image.manifest.v1+json'
      const headers = { authorization: credentials, accept }
      return (await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, { headers })).ok
    },
    makeImage: (name) => writeImage(join(folder, name), `${name}\n`.repeat(100)),
    stop,
  }
}
