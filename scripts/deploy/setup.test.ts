import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { deployDir } from './manifestsTesting.ts'

interface Call {
  args: string[]
}

interface Run {
  status: number | null
  output: string
  calls: Call[]
  settings: string
  /** Texts of all files that there are afterwards. */
  files: string[]
}

/** Runs setup.sh in a copy of its folder, with an `oc` that answers as a cluster would and writes down what it was asked. */
function machine(cluster: { domain?: string; type?: string; loggedIn?: boolean } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'console-setup-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const [deploy, bin, state] = [join(dir, 'deploy'), join(dir, 'bin'), join(dir, 'state')]
  for (const folder of [deploy, bin, state]) mkdirSync(folder)
  const domain = cluster.domain ?? 'apps.lab.example.com'
  for (const file of ['setup.sh', 'settings.env.example', 'namespace.yaml'])
    copyFileSync(join(deployDir, file), join(deploy, file))
  const oc = join(bin, 'oc')
  // What is kept is the cluster's: the last of each kind that was made, and what the OAuthClient was patched with.
  writeFileSync(
    oc,
    `#!/bin/sh
cd ${state}
input=
for arg; do case $arg in - | *=/dev/stdin) input=$(cat) ;; esac; done
{ printf '%s\\037' "$@"; printf '\\036%s\\035' "$input"; } >> calls
case "$1 $2" in
  'whoami ') exit ${cluster.loggedIn === false ? 1 : 0} ;;
  'get authentication.config.openshift.io') printf '%s' '${cluster.type ?? ''}' ;;
  'get ingresses.config.openshift.io') [ -n '${domain}' ] && printf '%s' '${domain}' ;;
  'delete secret') rm -f Secret ;;
  'get secret')
    case "$*" in
      *'-o name') [ ! -f Secret ] || printf secret/x ;;
      *) sed 's/.*"client-secret":"\\([^"]*\\)".*/\\1/' Secret ;;
    esac ;;
  'get oauthclient.oauth.openshift.io') [ ! -f OAuthClient ] || printf oauthclient/x ;;
  'get deployment') printf deployment/x ;;
  'create -f')
    case $input in *'"kind":"Secret"'*) kind=Secret ;; *) kind=OAuthClient ;; esac
    [ ! -f $kind ] || exit 1
    printf '%s' "$input" > $kind ;;
  'patch oauthclient.oauth.openshift.io') printf '%s' "$input" > patch ;;
esac
`,
  )
  chmodSync(oc, 0o755)
  const json = (file: string): Record<string, unknown> =>
    existsSync(join(state, file))
      ? (JSON.parse(readFileSync(join(state, file), 'utf8')) as Record<string, unknown>)
      : {}
  const kept = (kind: 'Secret' | 'OAuthClient') => ({ ...json(kind), ...(kind === 'OAuthClient' && json('patch')) })
  const run = (...args: string[]): Run => runWith('', ...args)
  const runWith = (input: string, ...args: string[]): Run => {
    rmSync(join(state, 'calls'), { force: true })
    const { status, stdout, stderr } = spawnSync('sh', [join(deploy, 'setup.sh'), ...args], {
      cwd: '/',
      env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      encoding: 'utf8',
      input,
    })
    const calls = existsSync(join(state, 'calls')) ? readFileSync(join(state, 'calls'), 'utf8').split('\u{1d}') : []
    const settings = join(deploy, 'settings.env')
    return {
      status,
      output: stdout + stderr,
      calls: calls
        .filter(Boolean)
        .map((call) => ({ args: call.split('\u{1e}')[0]?.split('\u{1f}').slice(0, -1) ?? [] })),
      settings: existsSync(settings) ? readFileSync(settings, 'utf8') : '',
      files: readdirSync(deploy).map((file) => readFileSync(join(deploy, file), 'utf8')),
    }
  }
  return { run, runWith, kept }
}

const secretsOf = (secret: Record<string, unknown>) => Object.values(secret['stringData'] as Record<string, string>)

it('makes secrets that are in the cluster, and in no file, argument or output', () => {
  const { run, kept } = machine()
  const { status, output, calls, settings, files } = run()
  expect([status, output]).toEqual([0, expect.stringContaining('oc apply -k deploy')])
  expect(output).toContain('https://registry-console.apps.lab.example.com/')
  expect(settings).toContain('\nCONSOLE_HOST=registry-console.apps.lab.example.com\nBASE_PATH=/\n')
  const secrets = secretsOf(kept('Secret'))
  expect(secrets).toHaveLength(2)
  // 32 bytes, as oauth-proxy reads them: URL-safe base64 without padding and without a line's end.
  for (const secret of secrets) {
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    for (const text of [output, ...files, ...calls.flatMap(({ args }) => args)]) expect(text).not.toContain(secret)
  }
  expect(new Set(secrets).size).toBe(2)
  expect(kept('OAuthClient')).toMatchObject({
    metadata: { name: 'registry-console' },
    secret: secrets[0],
    grantMethod: 'auto',
  })
  // It comes with the manifests: until then nobody is signed in.
  expect(kept('OAuthClient')).not.toHaveProperty('redirectURIs')
})

it('leaves secrets and settings as they are when it is run again', () => {
  const { run, kept } = machine()
  run('--host', 'console.example.com', '--base', 'registry')
  const before = kept('Secret')
  const again = run()
  expect([again.status, kept('Secret'), kept('OAuthClient')['secret']]).toEqual([0, before, secretsOf(before)[0]])
  expect(again.settings).toContain('\nCONSOLE_HOST=console.example.com\nBASE_PATH=/registry/\n')
  expect(again.calls.some(({ args }) => args[0] === 'rollout')).toBe(false)
  const moved = run('--host', 'other.example.com')
  expect(moved.settings).toContain('\nCONSOLE_HOST=other.example.com\nBASE_PATH=/registry/\n')
})

it('makes new secrets for both sides when it is asked to, and has the pods take them', () => {
  const { run, kept } = machine()
  run()
  const before = secretsOf(kept('Secret'))
  const { status, calls } = run('--rotate')
  const after = secretsOf(kept('Secret'))
  expect([status, after.length]).toEqual([0, 2])
  for (const secret of after) expect(before).not.toContain(secret)
  expect(kept('OAuthClient')['secret']).toBe(after[0])
  expect(calls.at(-1)?.args).toEqual(['rollout', 'restart', 'deployment/registry-console', '-n', 'registry-console'])
})

it("takes the secret of an identity provider's client where the cluster has no sign-in of its own", () => {
  const { runWith, kept } = machine({ type: 'OIDC' })
  const { status, output, calls, files } = runWith('client~secret+of/idp==\n', '--oidc')
  expect([status, secretsOf(kept('Secret'))[0]]).toEqual([0, 'client~secret+of/idp=='])
  for (const text of [output, ...files, ...calls.flatMap(({ args }) => args)])
    expect(text).not.toContain('client~secret')
  expect(kept('OAuthClient')).toEqual({})
  const before = kept('Secret')
  const refused = runWith('', '--oidc', '--rotate')
  expect([refused.status, kept('Secret')]).toEqual([1, before])
})

it.each([
  ['nobody is logged in', { loggedIn: false }, [], 'Log in with "oc login"'],
  ['the cluster has no sign-in of its own', { type: 'OIDC' }, [], 'Clusters with OIDC'],
  ['the domain is unknown', { domain: '' }, [], '--host HOST'],
  ['the host is none', {}, ['--host', 'https://a/b'], 'is no name of a host'],
  ['the base path is none', {}, ['--base', '/a b/'], 'is no path'],
  ['an option is unknown', {}, ['--secret', 'x'], 'is no option'],
])('changes nothing when %s', (_what, cluster, args, said) => {
  const { status, output, calls } = machine(cluster).run(...args)
  expect([status, output]).toEqual([1, expect.stringContaining(said)])
  expect(calls.filter(({ args: [verb] }) => !['whoami', 'get'].includes(verb ?? ''))).toEqual([])
})
