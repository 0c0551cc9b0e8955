import { expect, test } from 'vitest'
import { projectImports, type StreamImports } from '../../../k8s/resources/importSource.ts'
import { pullSecretRows, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import type { ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'
import { lostImports, missingCredentials, projectCredentials } from './missingCredentials.ts'
import { pullSecretTable, standingOf } from './pullSecretTable.ts'

function secret(
  name: string,
  hosts: Record<string, string>,
  options: { namespace?: string; excluded?: boolean } = {},
): PullSecretRow {
  const { namespace = 'payments', excluded = false } = options
  const auths = Object.fromEntries(
    Object.entries(hosts).map(([host, user]) => [host, user === '' ? {} : { auth: btoa(`${user}:made-up`) }]),
  )
  return pullSecretRows.project({
    metadata: { name, namespace, ...(excluded && { annotations: { 'openshift.io/image.excludeSecret': 'true' } }) },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': btoa(JSON.stringify({ auths })) },
  })
}

const account = (name: string, pull: string[], mount: string[] = [], namespace = 'payments'): ServiceAccountRow => ({
  metadata: { name, namespace },
  pull,
  mount,
})

function stream(name: string, from: string, reason = '', namespace = 'payments'): StreamImports {
  const condition = {
    type: 'ImportSuccess',
    status: 'False',
    reason,
    message: `${from} failed`,
    generation: 2,
    lastTransitionTime: '2026-01-02T00:00:00Z',
  }
  return projectImports({
    metadata: { name, namespace },
    spec: { tags: [{ name: 'latest', from: { kind: 'DockerImage', name: from }, generation: 2 }] },
    status: { tags: [{ tag: 'latest', items: null, ...(reason && { conditions: [condition] }) }] },
  })
}

test('secrets with the service accounts that name them, in their own project only', () => {
  const secrets = [secret('quay', { 'quay.io': 'a' }), secret('quay', { 'quay.io': 'a' }, { namespace: 'other' })]
  const accounts = [account('default', ['quay', 'gone']), account('builder', ['quay'], ['quay', 'also-gone'])]
  const { rows, dangling } = pullSecretTable(secrets, accounts)
  expect(rows.map(({ key, pull, mount }) => ({ key, pull, mount }))).toEqual([
    { key: 'payments/quay', pull: ['default', 'builder'], mount: ['builder'] },
    { key: 'other/quay', pull: [], mount: [] },
  ])
  // What may be mounted is mostly no pull secret: only pulls can be told.
  expect(dangling).toEqual([{ namespace: 'payments', account: 'default', secret: 'gone' }])
})

test('of those that cover the same, imports take the first by name that is not left out', () => {
  const { rows } = pullSecretTable(
    [
      secret('c', { 'quay.io': 'c', 'quay.io/acme/web': 'c' }),
      secret('b', { 'https://quay.io': 'b' }),
      secret('a', { 'quay.io': 'a' }, { excluded: true }),
      secret('elsewhere', { 'quay.io': 'e' }, { namespace: 'other' }),
      secret('alone', { 'ghcr.io': 'g' }),
    ],
    [],
  )
  const [c, b, , elsewhere, alone] = rows
  expect(b?.overlaps).toEqual([
    {
      scope: 'quay.io',
      same: true,
      importsTake: 'b',
      others: [
        { secret: 'c', scope: 'quay.io/acme/web' },
        { secret: 'a', scope: 'quay.io' },
        { secret: 'c', scope: 'quay.io' },
      ],
    },
  ])
  expect(c?.overlaps.map(({ scope, same }) => [scope, same])).toEqual([
    ['quay.io', true],
    ['quay.io/acme/web', false],
  ])
  expect(elsewhere?.overlaps).toEqual([])
  expect(rows.map(standingOf)).toEqual(['overlap', 'overlap', 'overlap', 'good', 'good'])
  expect(alone?.registries).toEqual(['ghcr.io'])
})

test('a thousand secrets for one host: few others are named, the rest are counted', () => {
  const secrets = Array.from({ length: 1500 }, (_, at) => secret(`s${String(at).padStart(4, '0')}`, { 'quay.io': 'a' }))
  const { rows } = pullSecretTable(secrets, [])
  const [overlap] = rows[700]?.overlaps ?? []
  expect(overlap).toMatchObject({ same: true, importsTake: 's0000', more: 1479 })
  expect(overlap?.others).toHaveLength(20)
})

test('a secret with tens of thousands of registries takes no time', () => {
  const registries = Array.from({ length: 20_000 }, (_, at) => ({ scope: `quay.io/o${at}`, account: 'robot' as const }))
  const secrets = [{ ...secret('many', {}), registries }, secret('one', { 'quay.io': 'a' })]
  // Compared each with each they would take minutes.
  const before = performance.now()
  const { rows } = pullSecretTable(secrets, [])
  expect(performance.now() - before).toBeLessThan(5000)
  expect(rows[0]?.overlaps).toHaveLength(50)
  expect(rows[1]?.overlaps).toMatchObject([{ scope: 'quay.io', same: false, more: 19_980 }])
})

test('a longer path beside a host is no conflict', () => {
  const { rows } = pullSecretTable([secret('a', { 'quay.io': 'a' }), secret('b', { 'quay.io/acme': 'b' })], [])
  expect(rows.map(standingOf)).toEqual(['good', 'good'])
})

test('imports that fail for want of credentials, by project and registry, with what was refused', () => {
  const streams = [
    stream('web', 'registry.redhat.io/ubi9/nginx', 'Unauthorized'),
    stream('api', 'registry.redhat.io/ubi9/python', 'Unauthorized'),
    stream('job', 'quay.io/acme/job', 'Unauthorized'),
    stream('gone', 'quay.io/acme/gone', 'NotFound'),
    stream('good', 'ghcr.io/acme/good'),
  ]
  const secrets = [secret('quay', { 'quay.io': 'acme+ci' }), secret('red-hat', { 'registry.redhat.io': '' })]
  expect(missingCredentials(streams, secrets)).toEqual([
    {
      namespace: 'payments',
      host: 'quay.io',
      streams: ['job'],
      example: { stream: 'job', from: 'quay.io/acme/job' },
      has: { secret: 'quay', since: 'before' },
    },
    {
      namespace: 'payments',
      host: 'registry.redhat.io',
      streams: ['web', 'api'],
      example: { stream: 'web', from: 'registry.redhat.io/ubi9/nginx' },
    },
  ])
})

test('a secret that came after the failure is to be tried', () => {
  const streams = [stream('job', 'quay.io/acme/job', 'Unauthorized')]
  const made = secret('quay', { 'quay.io': 'acme+ci' })
  const at = (creationTimestamp: string) => [{ ...made, metadata: { ...made.metadata, creationTimestamp } }]
  expect(missingCredentials(streams, at('2026-01-03T00:00:00Z'))[0]?.has).toEqual({ secret: 'quay', since: 'after' })
  expect(missingCredentials(streams, at('2026-01-01T00:00:00Z'))[0]?.has).toEqual({ secret: 'quay', since: 'before' })
  // Nobody wrote down when it failed.
  const [undated] = [stream('job', 'quay.io/acme/job', 'Unauthorized')].map(({ imports, ...rest }) => ({
    ...rest,
    imports: imports.map((tag) => ({ ...tag, ...(tag.failure && { failure: { ...tag.failure, since: '' } }) })),
  }))
  const found = missingCredentials(undated ? [undated] : [], at('2026-01-03T00:00:00Z'))
  expect(found[0]?.has).toEqual({ secret: 'quay', since: 'before' })
})

test('with what projects sign in to a registry; those that import, those that have credentials, those asked for', () => {
  const host = 'registry.redhat.io'
  const streams = [stream('web', `${host}/ubi9/nginx`), stream('api', `${host}/ubi9/go`, 'Unauthorized', 'storefront')]
  const secrets = [
    secret('mine', { [host]: 'alice@acme.example' }, { namespace: 'mobile' }),
    secret('part', { [`${host}/ubi9`]: '1|a' }),
    secret('excluded', { [host]: '1|a' }, { excluded: true }),
  ]
  expect(projectCredentials(host, streams, secrets, { always: ['openshift'] })).toEqual([
    { namespace: 'mobile', streams: 0, failing: false, own: { secret: 'mine', account: 'personal' } },
    { namespace: 'openshift', streams: 0, failing: false },
    { namespace: 'payments', streams: 1, failing: false },
    { namespace: 'storefront', streams: 1, failing: true },
  ])
})

test('what imports lose with a secret, and what they take instead', () => {
  const quay = secret('a', { 'quay.io': 'a', 'ghcr.io': 'a' })
  const streams = [
    stream('web', 'quay.io/acme/web'),
    stream('job', 'quay.io/acme/job'),
    stream('tool', 'ghcr.io/acme/tool'),
    stream('other', 'docker.io/acme/other'),
    stream('else', 'quay.io/acme/web', '', 'storefront'),
  ]
  const rest = [secret('b', { 'quay.io': 'b' }), secret('c', { 'ghcr.io': 'c' }, { namespace: 'storefront' })]
  expect(lostImports(quay, streams, [quay, ...rest])).toEqual([
    { host: 'ghcr.io', streams: ['tool'] },
    { host: 'quay.io', streams: ['web', 'job'], instead: 'b' },
  ])
  expect(lostImports(secret('b', { 'quay.io': 'b' }), streams, [quay, ...rest])).toEqual([])
})

test('2,000 secrets and 5,000 service accounts are joined', () => {
  const projects = Array.from({ length: 500 }, (_, index) => `p${index}`)
  const secrets = projects.flatMap((namespace) =>
    ['a', 'b', 'c', 'd'].map((name) => secret(name, { 'quay.io': name, [`${name}.example`]: name }, { namespace })),
  )
  const accounts = projects.flatMap((namespace) =>
    Array.from({ length: 10 }, (_, index) => account(`sa-${index}`, ['a', 'b'], ['c'], namespace)),
  )
  const { rows } = pullSecretTable(secrets, accounts)
  expect(rows).toHaveLength(2000)
})
