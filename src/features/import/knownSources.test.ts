import { expect, test } from 'vitest'
import { pullSpecProblem } from '../../lib/imageNames.ts'
import { knownSourceOf, knownSources, withRegistry } from './knownSources.ts'

test.each([
  ['quay.io/acme/web:1', 'quay.io'],
  ['quay.io/', 'quay.io'],
  ['docker://registry.redhat.io/ubi9/ubi', 'registry.redhat.io'],
  ['nginx', 'docker.io'],
  ['acme/web', 'docker.io'],
  ['index.docker.io/acme/web', 'docker.io'],
  ['ghcr.io/acme/web', 'ghcr.io'],
  ['registry.example:5000/acme/web', undefined],
  ['127.0.0.1:5005/a', undefined],
  ['localhost/a', undefined],
  ['/acme/web', undefined],
  ['', undefined],
])('%s is of %s', (pullSpec, host) => {
  expect(knownSourceOf(pullSpec)?.host).toBe(host)
})

test.each([
  ['/acme/web:1', 'quay.io', 'quay.io/acme/web:1'],
  ['quay.io/acme/web:1', undefined, '/acme/web:1'],
  ['quay.io/', undefined, ''],
  ['', 'quay.io', 'quay.io/'],
  ['quay.io/', 'docker.io', 'docker.io/'],
  ['quay.io/acme/web:1', 'ghcr.io', 'ghcr.io/acme/web:1'],
  ['nginx', 'quay.io', 'quay.io/nginx'],
])('%s from %s', (pullSpec, host, expected) => {
  expect(withRegistry(pullSpec, host)).toBe(expected)
})

test('every example is a pull spec of its registry', () => {
  for (const { host, example } of knownSources()) {
    const pullSpec = example.toLowerCase()
    expect(pullSpecProblem(pullSpec)).toBeUndefined()
    expect(knownSourceOf(pullSpec)?.host).toBe(host)
  }
})
