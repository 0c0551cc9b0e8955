import { expect, test } from 'vitest'
import { pullSecret, pullSecretName, registryKey, registryOf } from './pullSecret.ts'

test.each([
  ['quay.io', 'quay.io', 'quay-io-pull'],
  ['https://Quay.io/', 'quay.io', 'quay-io-pull'],
  ['registry.example:5000/Team/', 'registry.example:5000/Team', 'registry-example-5000-team-pull'],
  ['https://quay.io/v2/acme', 'quay.io/acme', 'quay-io-acme-pull'],
  ['docker.io', 'https://index.docker.io/v1/', 'docker-io-pull'],
  ['https://index.docker.io/v1/', 'https://index.docker.io/v1/', 'docker-io-pull'],
  ['registry-1.docker.io', 'https://index.docker.io/v1/', 'docker-io-pull'],
  [' ', 'https://index.docker.io/v1/', 'docker-io-pull'],
])('%s is known as %s', (registry, key, name) => {
  expect(registryKey(registry)).toBe(key)
  expect(pullSecretName(registry)).toBe(name)
})

test.each([
  ['quay.io/acme/web:1', 'quay.io'],
  ['127.0.0.1:5005/ubi9/python', '127.0.0.1:5005'],
  ['nginx', 'docker.io'],
  ['acme/web', 'docker.io'],
  ['::bad::', undefined],
])('%s is of %s', (pullSpec, registry) => {
  expect(registryOf(pullSpec)).toBe(registry)
})

test('a pull secret holds what docker writes, whatever the password is made of', () => {
  const credentials = { registry: 'quay.io', username: 'acme+robot', password: 'pä"ss:wörd' }
  const { data, ...rest } = pullSecret('demo', 'quay', [credentials])
  expect(rest).toEqual({ metadata: { namespace: 'demo', name: 'quay' }, type: 'kubernetes.io/dockerconfigjson' })
  const decoded = (text: string) => Buffer.from(text, 'base64').toString()
  const config: { auths: Record<string, { auth: string }> } = JSON.parse(decoded(data?.['.dockerconfigjson'] ?? ''))
  expect(config).toMatchObject({ auths: { 'quay.io': { username: 'acme+robot', password: 'pä"ss:wörd' } } })
  expect(decoded(config.auths['quay.io']?.auth ?? '')).toBe('acme+robot:pä"ss:wörd')
})
