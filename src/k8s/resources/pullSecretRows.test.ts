import { describe, expect, test } from 'vitest'
import { credentialsFor, isUnreadable, pullSecretRows, type PullSecretRow, type Secret } from './pullSecret.ts'
import { authContent } from './pullSecretContent.ts'

const encoded = (text: string) => Buffer.from(text).toString('base64')
const auth = (user: string, password = 'hunter2-hunter2') => ({ auth: encoded(`${user}:${password}`) })
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2ln'

const dockerconfigjson = 'kubernetes.io/dockerconfigjson'
const dockercfg = 'kubernetes.io/dockercfg'

function row(secret: Partial<Secret> & { name?: string; namespace?: string }): PullSecretRow {
  const { name = 'quay', namespace = 'payments', metadata, ...rest } = secret
  return pullSecretRows.project({ type: dockerconfigjson, ...rest, metadata: { name, namespace, ...metadata } })
}
const config = (auths: unknown) => ({ data: { '.dockerconfigjson': encoded(JSON.stringify({ auths })) } })

test('auth goes before user name and password, as the kubelet reads them', () => {
  const login = { ...auth('acme+ci'), username: 'alice', password: 'other-hunter2' }
  expect(row(config({ 'quay.io': login })).registries).toEqual([{ scope: 'quay.io', account: 'robot' }])
  const broken = { auth: '%%%', username: 'alice', password: 'other-hunter2' }
  expect(row(config({ 'quay.io': broken })).registries).toMatchObject([{ problem: 'auth' }])
})

describe('a secret that cannot be used is told', () => {
  test.each<[string, Partial<Secret>, Partial<PullSecretRow>]>([
    ['no key', { data: { other: 'e30=' } }, { problem: 'noKey', readable: true }],
    ['no data', {}, { problem: 'noKey', readable: true }],
    ['invalid base64', { data: { '.dockerconfigjson': '%%%' } }, { problem: 'notBase64' }],
    ['invalid JSON', { data: { '.dockerconfigjson': encoded('{"auths":{"quay.io"') } }, { problem: 'notJson' }],
    ['a list', { data: { '.dockerconfigjson': encoded('[]') } }, { problem: 'notJson' }],
    ['empty auths', config({}), { problem: 'empty' }],
    ['auths: null', config(null), { problem: 'empty' }],
    [
      'the old format',
      { data: { '.dockerconfigjson': encoded(JSON.stringify({ 'quay.io': auth('a') })) } },
      { problem: 'wrongFormat' },
    ],
    [
      'the new format in the old type',
      { type: dockercfg, data: { '.dockercfg': encoded(JSON.stringify({ auths: { 'quay.io': auth('a') } })) } },
      { problem: 'wrongFormat' },
    ],
    [
      'helpers only',
      { data: { '.dockerconfigjson': encoded(JSON.stringify({ auths: { 'quay.io': {} }, credsStore: 'desktop' })) } },
      { problem: 'helpersOnly' },
    ],
    [
      'helpers by registry only',
      { data: { '.dockerconfigjson': encoded(JSON.stringify({ credHelpers: { 'gcr.io': 'gcloud' } })) } },
      { problem: 'helpersOnly' },
    ],
    ['values left out by somebody', { data: { '.dockerconfigjson': '' } }, { readable: false }],
  ])('%s', (_, secret, expected) => {
    expect(row(secret)).toMatchObject({ registries: [], ...expected })
  })

  test('metadata only', () => {
    const { type: _, ...rest } = { type: '', metadata: { name: 'quay', namespace: 'payments' } }
    expect(pullSecretRows.project(rest)).toEqual({
      ...rest,
      type: '',
      registries: [],
      excluded: false,
      readable: false,
    })
  })
})

test('both types, hosts with ports and paths, each registry with its own problem', () => {
  const entries = {
    'quay.io/acme': auth('acme+ci'),
    'https://index.docker.io/v1/': auth('alice'),
    'registry.example:5000/team/web': { username: 'bot', password: 'hunter2-hunter2' },
    'Registry.Example': auth('bob'),
    'a b': auth('bob'),
    'no-colon.example': { auth: encoded('hunter2-hunter2') },
    'no-base64.example': { auth: '%%%' },
    'nothing.example': {},
    'null.example': null,
    'identity.example': { auth: encoded('00000000-0000-0000-0000-000000000000:'), identitytoken: 'hunter2-hunter2' },
    'numbers.example': { username: 5, password: 'hunter2-hunter2' },
  }
  const expected = [
    { scope: 'quay.io/acme', account: 'robot' },
    { scope: 'index.docker.io', account: 'personal' },
    { scope: 'registry.example:5000/team/web', account: 'personal' },
    { scope: 'Registry.Example', account: 'personal', problem: 'capitals' },
    { scope: 'a b', account: 'personal', problem: 'spaces' },
    { scope: 'no-colon.example', account: 'unknown', problem: 'auth' },
    { scope: 'no-base64.example', account: 'unknown', problem: 'auth' },
    { scope: 'nothing.example', account: 'unknown', problem: 'noCredentials' },
    { scope: 'null.example', account: 'unknown', problem: 'noCredentials' },
    { scope: 'identity.example', account: 'unknown', problem: 'identityToken' },
    { scope: 'numbers.example', account: 'unknown', problem: 'auth' },
  ]
  expect(row(config(entries)).registries).toEqual(expected)
  const old = row({ type: dockercfg, data: { '.dockercfg': encoded(JSON.stringify(entries)) } })
  expect(old.registries).toEqual(expected)
  expect(isUnreadable(old)).toBe(true)
  expect(isUnreadable(row(config({ 'quay.io': auth('a'), 'ghcr.io': {} })))).toBe(false)
})

test('nothing that signs in is kept: no user name, password, token, annotation or key with either', () => {
  const secret: Secret = {
    metadata: {
      name: 'builder-dockercfg-abcde',
      namespace: 'payments',
      uid: 'u1',
      resourceVersion: '7',
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: {
        'openshift.io/token-secret.value': jwt,
        'kubectl.kubernetes.io/last-applied-configuration': 'hunter2-hunter2',
      },
      managedFields: [{ manager: 'hunter2-hunter2' }],
    },
    type: dockercfg,
    data: {
      '.dockercfg': encoded(
        JSON.stringify({
          'image-registry.openshift-image-registry.svc:5000': {
            username: 'serviceaccount',
            password: jwt,
            email: 'x@y',
          },
          'https://mallory:hunter2-hunter2@quay.io': auth('secret-user'),
        }),
      ),
    },
  }
  const kept = pullSecretRows.project(secret)
  expect(kept).toEqual({
    metadata: {
      name: 'builder-dockercfg-abcde',
      namespace: 'payments',
      uid: 'u1',
      resourceVersion: '7',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    type: dockercfg,
    registries: [
      { scope: 'image-registry.openshift-image-registry.svc:5000', account: 'clusterAccount' },
      { scope: 'quay.io', account: 'personal', problem: 'scheme' },
    ],
    excluded: false,
    readable: true,
  })
})

test.each<[string, Secret['metadata']]>([
  ['4.16', { name: 'x', annotations: { 'openshift.io/internal-registry-auth-token.service-account': 'builder' } }],
  ['4.15', { name: 'x', annotations: { 'kubernetes.io/service-account.name': 'builder' } }],
  [
    'by its owner',
    { name: 'x', ownerReferences: [{ apiVersion: 'v1', kind: 'ServiceAccount', name: 'builder', uid: 'u' }] },
  ],
])('the secret that the cluster makes for a service account is told: %s', (_, metadata) => {
  const made = row({ type: dockercfg, metadata, data: { '.dockercfg': 'aHVudGVyMg==' } })
  expect(made).toMatchObject({ generatedFor: 'builder', readable: true, registries: [{ account: 'clusterAccount' }] })
  expect(JSON.stringify(made)).not.toContain('aHVudGVyMg')
})

test.each([
  ['12345678|storefront', 'registry.redhat.io', 'serviceAccount'],
  ['|uhc-1abcdef', 'registry.redhat.io', 'serviceAccount'],
  ['fhc-pool-0123', 'registry.redhat.io', 'serviceAccount'],
  ['_json_key', 'gcr.io', 'serviceAccount'],
  ['0f0e0d0c-0b0a-0908-0706-050403020100', 'acme.azurecr.io', 'serviceAccount'],
  ['acme+ci', 'quay.io', 'robot'],
  ['robot$ci', 'harbor.example', 'robot'],
  ['alice+ci@acme.example', 'registry.redhat.io', 'personal'],
  ['alice', 'quay.io', 'personal'],
  ['$oauthtoken', 'nvcr.io', 'token'],
  ['oauth2accesstoken', 'gcr.io', 'token'],
  ['AWS', '1.dkr.ecr.us-east-1.amazonaws.com', 'token'],
  ['00000000-0000-0000-0000-000000000000', 'acme.azurecr.io', 'token'],
  ['<token>', 'other.example', 'token'],
  ['<token>', 'image-registry.openshift-image-registry.svc:5000', 'clusterAccount'],
  ['unused', 'image-registry.openshift-image-registry.svc:5000', 'clusterAccount'],
  ['', 'registry.example', 'unknown'],
])('%s at %s is of the kind %s', (user, host, account) => {
  const { registries } = authContent(JSON.stringify({ auths: { [host]: auth(user) } }), 'config')
  expect(registries).toEqual([{ scope: host, account }])
})

test('a token of a service account is known by its form at any host', () => {
  const { registries } = authContent(JSON.stringify({ 'registry.apps.example': auth('serviceaccount', jwt) }), 'legacy')
  expect(registries).toEqual([{ scope: 'registry.apps.example', account: 'clusterAccount' }])
})

describe('the credentials for a pull spec', () => {
  const rows = [
    row({ name: 'z-host', ...config({ 'quay.io': auth('z') }) }),
    row({ name: 'a-host', ...config({ 'quay.io': auth('a+a'), 'ghcr.io': {} }) }),
    row({ name: 'path', ...config({ 'quay.io/acme': auth('p') }) }),
    row({ name: 'hub', ...config({ 'https://index.docker.io/v1/': auth('h') }) }),
    row({ name: 'any', ...config({ '*.acme.example': auth('w') }) }),
    row({ name: 'damaged', ...config({ 'registry.example': { auth: '%%%' } }) }),
  ]
  test.each([
    ['quay.io/acme/web:v1', ['path quay.io/acme', 'a-host quay.io', 'z-host quay.io']],
    ['quay.io/other/web', ['a-host quay.io', 'z-host quay.io']],
    ['quay.io', ['a-host quay.io', 'z-host quay.io']],
    ['nginx', ['hub index.docker.io']],
    ['docker.io/acme/web', ['hub index.docker.io']],
    ['registry.acme.example/web', ['any *.acme.example']],
    ['ghcr.io/acme/web', []],
    ['registry.example/web', []],
    ['::bad::', []],
  ])('%s', (pullSpec, expected) => {
    const found = credentialsFor(rows, pullSpec).map((match) => `${match.row.metadata.name} ${match.scope}`)
    expect(found).toEqual(expected)
  })
})
