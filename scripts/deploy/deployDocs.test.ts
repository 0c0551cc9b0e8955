import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { deployDir, manifestsIn, schemaOf, schemaProblems, type Manifest } from './manifestsTesting.ts'

// What people are told to type and to write is tried as it stands there.
const docs = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8')
const files = [...docs.matchAll(/```yaml\n# (my-cluster\/[a-z-]+\.yaml)\b.*\n([^]*?)```/g)].map(
  ([, path = '', text = '']) => ({ path, text }),
)
const starts = files.flatMap(({ path }, index) => (path.endsWith('/kustomization.yaml') ? [index] : []))
const overlays = starts.map((start, index) => files.slice(start, starts[index + 1]))

/** What kubectl makes of an overlay. */
function rendered(overlay: { path: string; text: string }[]): Manifest[] {
  const dir = mkdtempSync(join(tmpdir(), 'console-overlay-'))
  cpSync(deployDir, join(dir, 'deploy'), { recursive: true })
  cpSync(join(deployDir, 'settings.env.example'), join(dir, 'deploy/settings.env'))
  for (const { path, text } of overlay) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const { stdout, stderr, status } = spawnSync('kubectl', ['kustomize', join(dir, 'my-cluster')], { encoding: 'utf8' })
  rmSync(dir, { recursive: true })
  if (status !== 0) throw new Error(stderr)
  // kustomize 2.0 leaves what is to be deleted of kinds that it does not know, marked; those that come with oc do not.
  return manifestsIn(stdout).filter((manifest) => !('$patch' in manifest))
}

type Pod = {
  spec: {
    containers: {
      name: string
      image: string
      args?: string[]
      volumeMounts: { mountPath: string }[]
      env: { name: string }[]
    }[]
  }
}
const containersOf = (manifests: Manifest[]) => {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment')
  const containers = (deployment?.spec['template'] as Pod | undefined)?.spec.containers ?? []
  return Object.fromEntries(containers.map((container) => [container.name, container]))
}
/** Kinds of the first that are not among the second. */
const without = (all: Manifest[], fewer: Manifest[]) => {
  const left = new Set(fewer.map(({ kind }) => kind))
  return all.map(({ kind }) => kind).filter((kind) => !left.has(kind))
}

it('name every setting', () => {
  const settings = [...readFileSync(join(deployDir, 'settings.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)]
  for (const [, name] of settings) expect(docs).toContain(`\`${name}\``)
})

it('name commands that there are', () => {
  for (const [, file = ''] of docs.matchAll(/\bsh (deploy\/[a-z.]+)/g)) expect(file).toBe('deploy/setup.sh')
  const setup = readFileSync(join(deployDir, 'setup.sh'), 'utf8')
  for (const [, option = ''] of docs.matchAll(/setup\.sh (--[a-z]+)/g)) expect(setup).toContain(`    ${option}) `)
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: object
  }
  for (const [, name = ''] of docs.matchAll(/npm run ([a-z:]+)/g)) expect(Object.keys(scripts)).toContain(name)
})

describe.skipIf(spawnSync('kubectl', ['version', '--client']).status !== 0)('overlays', () => {
  let made: Manifest[][]
  beforeAll(() => {
    made = overlays.map(rendered)
  })

  it('are as the kinds have them', () => {
    expect(overlays).toHaveLength(3)
    for (const manifests of made)
      for (const manifest of manifests)
        expect(schemaProblems(manifest, schemaOf(manifest) ?? { type: 'object', additionalProperties: true })).toEqual(
          [],
        )
  })

  it('change what they are for, and nothing else', () => {
    const [more = [], elsewhere = [], oidc = []] = made
    expect(more.find(({ kind }) => kind === 'Deployment')?.spec).toMatchObject({ replicas: 3 })

    expect(containersOf(elsewhere)['nginx']?.image).toBe('quay.example.com/tools/registry-console:1')
    expect(new Set(without(more, elsewhere))).toEqual(new Set(['BuildConfig', 'ImageStream']))
    expect(containersOf(elsewhere)['oauth-proxy']).toEqual(containersOf(more)['oauth-proxy'])

    expect(without(more, oidc)).toEqual(['OAuthClient'])
    const { nginx, 'oauth-proxy': proxy } = containersOf(oidc)
    expect(nginx?.env.map(({ name }) => name)).toContain('TOKEN_HEADER')
    expect(proxy?.image).toContain('oauth2-proxy/oauth2-proxy')
    expect(proxy?.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/etc/tls/private', '/etc/oauth-secret'])
    expect(proxy?.args?.some((arg) => arg.startsWith('--provider=openshift') || arg.startsWith('--config'))).toBe(false)
    // What needs a session is the same whoever asks for it.
    const guarded = (args: string[] = []) =>
      args.map((arg) => /\^\$\(BASE_PATH\).*/.exec(arg)?.[0]).filter((text) => text !== undefined)
    const [expected] = guarded(containersOf(more)['oauth-proxy']?.args)
    expect(guarded(proxy?.args)).toEqual([expected, expected])
  })
})
