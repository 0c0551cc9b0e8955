import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { serve } from '../node.ts'
import type { Cluster } from './cluster.ts'

/** The program that stands in for `oc`, which has the same commands for what is in the API of Kubernetes. */
export const KUBECTL = process.env['KUBECTL'] ?? 'kubectl'

/** Whether there is a kubectl to run commands with; says so if not. */
export function hasKubectl(): boolean {
  try {
    execFileSync(KUBECTL, ['version', '--client'], { stdio: 'ignore' })
    return true
  } catch {
    process.stderr.write('kubectl is not installed: a client of others could not be tried on the mock cluster\n')
    return false
  }
}

export interface Shell {
  /** A folder that goes with the shell; kubectl's configuration is in it. */
  home: string
  env: Record<string, string | undefined>
  /**
   * What a command prints, typed into a POSIX shell as it is, where `oc` is kubectl. Rejects with what it wrote to stderr
   * when it fails, or in the end of a pipe of commands.
   */
  run(command: string, stdin?: string): Promise<string>
  close(): void
}

/** A shell whose kubectl talks to a cluster, as its default user. */
export async function shellFor(cluster: Cluster): Promise<Shell> {
  const server = await serve({ port: 0, host: '127.0.0.1', clusterFor: () => cluster })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  const home = mkdtempSync(join(tmpdir(), 'kubectl-'))
  // kubectl sends no token over plain HTTP: requests are the default user's.
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'mock', cluster: { server: `http://127.0.0.1:${address.port}` } }],
    contexts: [{ name: 'mock', context: { cluster: 'mock' } }],
    'current-context': 'mock',
  }
  writeFileSync(join(home, 'config'), JSON.stringify(config))
  writeFileSync(join(home, 'oc'), `#!/bin/sh\nexec ${KUBECTL} "$@"\n`)
  chmodSync(join(home, 'oc'), 0o755)
  const env = {
    ...process.env,
    PATH: `${home}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: home,
    KUBECONFIG: join(home, 'config'),
    KUBECACHEDIR: join(home, 'cache'),
  }
  return {
    home,
    env,
    run: (command, stdin = '') => runInShell(command, stdin, env),
    close() {
      server.closeAllConnections()
      server.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function runInShell(command: string, stdin: string, env: Shell['env']): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { env })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr.on('data', (chunk) => (stderr += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(stdout) : reject(new Error(`${command}\n${stdout}${stderr}`.trim())),
    )
    // A command that does not read its input closes it.
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
  })
}

/** Runs one command on a cluster and answers what it printed: `run("oc label is web -n shop a=b", cluster)`. */
export async function run(command: string, cluster: Cluster, stdin?: string): Promise<string> {
  const shell = await shellFor(cluster)
  try {
    return await shell.run(command, stdin)
  } finally {
    shell.close()
  }
}
