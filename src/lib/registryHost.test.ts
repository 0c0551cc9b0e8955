import { describe, expect, test } from 'vitest'
import {
  compareScopes,
  isFallback,
  isInternalRegistry,
  lookupTarget,
  registryScope,
  scopeCovers,
  scopeName,
} from './registryHost.ts'

test.each([
  ['quay.io', 'quay.io', undefined],
  ['https://index.docker.io/v1/', 'index.docker.io', undefined],
  ['https://quay.io/v2/acme', 'quay.io/acme', 'scheme'],
  ['http://registry.example:5000/', 'registry.example:5000', 'scheme'],
  ['registry.example:8443/team/web', 'registry.example:8443/team/web', undefined],
  ['*.acme.example', '*.acme.example', undefined],
  ['[2001:db8::1]:5000', '[2001:db8::1]:5000', undefined],
  ['localhost', 'localhost', undefined],
  ['Quay.io', 'Quay.io', 'capitals'],
  ['quay.io/Acme', 'quay.io/Acme', undefined],
  ['quay.io ', 'quay.io ', 'spaces'],
  ['', '', 'notHost'],
  ['https://', '', 'notHost'],
  ['quay.io:port', 'quay.io:port', 'notHost'],
  // What signs in is no part of the name.
  ['https://alice:hunter2@quay.io/acme?token=hunter2#hunter2', 'quay.io/acme', 'scheme'],
  ['alice:p@ss@quay.io', 'quay.io', undefined],
])('%j covers %j', (key, scope, odd) => {
  expect(registryScope(key)).toEqual({ scope, ...(odd && { odd }) })
})

test.each([
  ['nginx', 'docker.io/library/nginx'],
  ['nginx:1.25', 'docker.io/library/nginx'],
  ['acme/web@sha256:' + '0'.repeat(64), 'docker.io/acme/web'],
  ['docker.io/nginx', 'docker.io/library/nginx'],
  ['docker://quay.io/acme/web:v1', 'quay.io/acme/web'],
  ['quay.io', 'quay.io'],
  ['https://registry.example:5000/', 'registry.example:5000'],
  ['localhost:5000', 'localhost:5000'],
  ['::bad::', undefined],
])('%j is looked up as %j', (text, target) => {
  expect(lookupTarget(text)).toBe(target)
})

describe('credentials are used as the kubelet and imports do', () => {
  test.each([
    ['quay.io', 'quay.io/acme/web:v1', true],
    ['quay.io', 'quay.io', true],
    ['quay.io/acme', 'quay.io/acme/web', true],
    // A prefix of the path, not of its parts.
    ['quay.io/ac', 'quay.io/acme/web', true],
    ['quay.io/acme', 'quay.io/other', false],
    ['quay.io/acme', 'quay.io', false],
    ['quay.io', 'registry.quay.io/acme', false],
    ['quay.io', 'quay.io:443/acme', false],
    ['registry.example:5000', 'registry.example:5000/web', true],
    ['registry.example', 'registry.example:5000/web', false],
    ['*.acme.example', 'registry.acme.example/web', true],
    ['*.acme.example', 'acme.example/web', false],
    ['*.acme.example', 'a.b.acme.example/web', false],
    ['reg*.acme.example:5000/team', 'registry.acme.example:5000/team/web', true],
    ['*.acme.example:5000', 'registry.acme.example/web', false],
    ['Quay.io', 'quay.io/acme', false],
    ['registryXexample', 'registry.example/web', false],
    ['re?istry.example', 'registry.example/web', true],
  ])('%s for %s: %s', (scope, target, covers) => {
    expect(scopeCovers(scope, target)).toBe(covers)
  })

  test('a pattern of many stars takes no time', () => {
    const before = performance.now()
    expect(scopeCovers(`${'*a'.repeat(30)}b.io`, `${'a'.repeat(60)}.io/acme`)).toBe(false)
    expect(performance.now() - before).toBeLessThan(5000)
  })

  test('longer paths first, hosts before patterns', () => {
    expect(['*.io', 'quay.io', 'quay.io/acme/web', 'quay.io/acme'].toSorted(compareScopes)).toEqual([
      'quay.io/acme/web',
      'quay.io/acme',
      'quay.io',
      '*.io',
    ])
  })

  test('the old address of Docker Hub is for docker.io where nothing else is', () => {
    expect(isFallback('index.docker.io', 'docker.io/library/nginx')).toBe(true)
    expect(isFallback('index.docker.io', 'quay.io/acme')).toBe(false)
    expect(isFallback('quay.io', 'docker.io/library/nginx')).toBe(false)
    expect(scopeName('index.docker.io/acme')).toBe('docker.io/acme')
  })
})

test.each([
  ['image-registry.openshift-image-registry.svc:5000', true],
  ['image-registry.openshift-image-registry.svc.cluster.local:5000', true],
  ['172.30.41.7:5000', true],
  ['172.31.41.7:5000', false],
  ['quay.io', false],
])('%s is the cluster’s own: %s', (host, internal) => {
  expect(isInternalRegistry(host)).toBe(internal)
})
