import { describe, expect, test } from 'vitest'
import type { ImageRegistrySources, RegistryLocation } from './imageConfig.ts'
import { blockedForImport, importVerdict, isInsecure, runtimeVerdict } from './imagePolicy.ts'

describe('runtimeVerdict', () => {
  const blocked: ImageRegistrySources = {
    blockedRegistries: ['docker.io', 'quay.io/evil', '*.bad.example', 'plain.example'],
  }
  const allowed: ImageRegistrySources = { allowedRegistries: ['quay.io/team', '*.corp', 'registry.example:5000'] }

  test.each<[string, ImageRegistrySources | undefined | null, string, object]>([
    ['no configuration', undefined, 'quay.io/a', { allowed: true, narrower: [] }],
    ['null', null, 'quay.io/a', { allowed: true, narrower: [] }],
    ['empty lists', { blockedRegistries: null, allowedRegistries: [] }, 'a', { allowed: true, narrower: [] }],
    ['short name', blocked, 'nginx', { allowed: false, by: 'blockedRegistries', entry: 'docker.io', narrower: [] }],
    [
      'a path',
      blocked,
      'quay.io/evil/a:v1',
      { allowed: false, by: 'blockedRegistries', entry: 'quay.io/evil', narrower: [] },
    ],
    ['beside the path', blocked, 'quay.io/evils/a', { allowed: true, narrower: [] }],
    ['a whole registry', blocked, 'quay.io', { allowed: true, narrower: ['quay.io/evil'] }],
    [
      'a wildcard',
      blocked,
      'x.bad.example:5000/a',
      { allowed: false, by: 'blockedRegistries', entry: '*.bad.example', narrower: [] },
    ],
    [
      'any port',
      blocked,
      'plain.example:5000/a',
      { allowed: false, by: 'blockedRegistries', entry: 'plain.example', narrower: [] },
    ],
    ['no pull spec', allowed, 'Quay.io/team/ a', { allowed: false, by: 'allowedRegistries', narrower: [] }],
    [
      'an allowed path',
      allowed,
      'quay.io/team/a',
      { allowed: true, by: 'allowedRegistries', entry: 'quay.io/team', narrower: [] },
    ],
    ['not allowed', allowed, 'quay.io/other', { allowed: false, by: 'allowedRegistries', narrower: [] }],
    [
      'a registry allowed in parts',
      allowed,
      'quay.io',
      { allowed: false, by: 'allowedRegistries', narrower: ['quay.io/team'] },
    ],
    ['a port not named', allowed, 'registry.example/a', { allowed: false, by: 'allowedRegistries', narrower: [] }],
    [
      'a wildcard at a port',
      allowed,
      'r.corp:5000/a',
      { allowed: true, by: 'allowedRegistries', entry: '*.corp', narrower: [] },
    ],
    [
      'both lists',
      { blockedRegistries: ['quay.io/team/bad'], allowedRegistries: ['quay.io/team'] },
      'quay.io/team/bad',
      { allowed: false, by: 'blockedRegistries', entry: 'quay.io/team/bad', narrower: [] },
    ],
  ])('%s', (_, sources, pullSpec, expected) => {
    expect(runtimeVerdict(sources, pullSpec)).toEqual(expected)
  })
})

test('insecure registries by prefix', () => {
  const sources = { insecureRegistries: ['registry.corp', '*.lab.example'] }
  expect(isInsecure(sources, 'registry.corp:5000/a')).toBe(true)
  expect(isInsecure(sources, 'x.lab.example/a')).toBe(true)
  expect(isInsecure(sources, 'quay.io/a')).toBe(false)
})

test('imports are blocked by entries of whole registries without mirrors', () => {
  const sources = {
    blockedRegistries: ['docker.io', 'quay.io/evil', 'r.corp:5000', '*.bad'],
    allowedRegistries: ['x.example'],
  }
  expect(blockedForImport(sources, 'nginx')).toBe('docker.io')
  expect(blockedForImport(sources, 'r.corp:5000/a')).toBe('r.corp:5000')
  expect(blockedForImport(sources, 'r.corp/a')).toBeUndefined()
  expect(blockedForImport(sources, 'quay.io/evil/a')).toBeUndefined()
  expect(blockedForImport(sources, 'x.bad/a')).toBeUndefined()
  expect(blockedForImport(sources, 'nginx', ['docker.io'])).toBeUndefined()
})

describe('importVerdict', () => {
  const list = (insecure: boolean, ...names: string[]): RegistryLocation[] =>
    names.map((domainName) => (insecure ? { domainName, insecure } : { domainName }))

  // The cases of openshift/openshift-apiserver@56aa2d9 pkg/image/apis/image/validation/whitelist/whitelister_test.go.
  const named = [
    'localhost:5000',
    'docker.io',
    'example.com:*',
    'registry.com:80',
    '*.foo.com',
    '*domain.ltd',
    're?.example',
  ]
  test.each<[string, RegistryLocation[] | null, boolean, string | undefined | false]>([
    ['quay.io/a', null, false, undefined],
    ['quay.io/a', [], false, undefined],
    ['docker.io/library/busybox', list(false, '*'), false, '*'],
    ['localhost:443', list(false, '*'), false, '*'],
    ['localhost:5000', list(false, '*'), false, false],
    ['localhost:80', list(true, '*'), true, '*'],
    ['localhost/a', list(true, '*'), true, '*'],
    ['localhost/a', list(true, '*'), false, false],
    ['localhost:5000/my/app', list(false, '*:*'), false, '*:*'],
    ['busybox', list(false, ...named), false, 'docker.io'],
    ['index.docker.io/bar', list(false, ...named), false, 'docker.io'],
    ['index.docker.io/bar', list(false, 'registry-1.docker.io'), false, 'registry-1.docker.io'],
    ['index.docker.io/bar', list(false, 'index.docker.io'), false, false],
    ['example.com:5000/c/d', list(false, ...named), false, 'example.com:*'],
    ['registry.com:80/ab:tag', list(false, ...named), false, 'registry.com:80'],
    ['registry.com/ab', list(false, ...named), false, false],
    ['registry.com/ab', list(false, ...named), true, 'registry.com:80'],
    ['registry.foo.com/123', list(false, ...named), false, '*.foo.com'],
    ['foo.com/foo', list(false, ...named), false, false],
    ['a.b.c.d.foo.com:80/repo', list(false, ...named), false, false],
    ['mydomain.ltd/my/repo/sitory', list(false, ...named), false, '*domain.ltd'],
    ['my.domain.ltd:443/a/b', list(false, ...named), false, '*domain.ltd'],
    ['reg.example/a', list(false, ...named), false, 're?.example'],
    ['re.example/a', list(false, ...named), false, false],
    ['a.b.c/x', list(false, '*a*b*c*'), false, '*a*b*c*'],
    ['sub.foo.com/x', list(false, 'foo.com'), false, false],
  ])('%s among %j (insecure: %s) by %s', (pullSpec, allowed, insecure, by) => {
    const verdict = importVerdict(allowed, pullSpec, insecure)
    expect(verdict.allowed).toBe(by !== false)
    expect(verdict.entry).toBe(by === false ? undefined : by)
  })

  test('the integrated registry is always allowed', () => {
    const internal = 'image-registry.openshift-image-registry.svc:5000'
    expect(importVerdict(list(false, 'quay.io'), `${internal}/a/b`)).toMatchObject({ allowed: false, port: '5000' })
    expect(importVerdict(list(false, 'quay.io'), `${internal}/a/b`, false, internal).entry).toBe(internal)
  })

  test('many stars are decided at once', () => {
    const pattern = `${'*a'.repeat(60)}b`
    expect(importVerdict(list(false, pattern), `${'a'.repeat(200)}.example/x`).allowed).toBe(false)
  })
})
