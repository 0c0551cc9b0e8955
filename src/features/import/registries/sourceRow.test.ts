import { describe, expect, it, test } from 'vitest'
import type { ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { importSources, type ImportedTag, type StreamImports } from '../../../k8s/resources/importSource.ts'
import type { MirrorSet } from '../../../k8s/resources/mirrorSet.ts'
import type { PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import { importFailureCause } from '../../../k8s/resources/imageImportFailure.ts'
import { atOnce } from '../../../lib/inSlices.ts'
import { repositoryOf } from '../../../lib/imageReference.ts'
import { countTags, reimportCommandsOf, reimportEntries } from './reimportChoice.ts'
import { failingGroups } from './failingGroups.ts'
import type { SecretFacts } from './sourceCredentials.ts'
import { sourceMirrors, type PolicyFacts } from './sourcePolicy.ts'
import { sourceRowSteps, sourcesAnswer, type SourceFacts, type SourceRow } from './sourceRow.ts'

const tag = (from: string, host: string, more: Partial<ImportedTag> = {}): ImportedTag => ({
  tag: 'v1',
  from,
  host,
  repository: repositoryOf(from),
  kind: 'asked',
  ...more,
})
const stream = (namespace: string, name: string, ...imports: ImportedTag[]): StreamImports => ({
  metadata: { namespace, name },
  imports,
})
const failure = (reason: string, message: string) => ({
  failure: { reason, message, since: '2026-11-20', cause: importFailureCause({ reason, message }) },
})
const refusal = failure('Unauthorized', 'you may not have access to the container image "x"')
const withoutCredentials = failure(
  'Unauthorized',
  'you may not have access … and did not have credentials to the repository',
)
const wrong = failure('Unauthorized', 'incorrect username or password for image "x"')

const secret = (namespace: string, name: string, ...scopes: string[]): PullSecretRow => ({
  metadata: { namespace, name },
  type: 'kubernetes.io/dockerconfigjson',
  registries: scopes.map((scope) => ({ scope, account: 'robot' })),
  excluded: false,
  readable: true,
})
const seen = (...rows: PullSecretRow[]): SecretFacts => ({ rows, unread: new Set(), pending: false })
const hidden = (...projects: string[]): SecretFacts => ({ rows: [], unread: new Set(projects), pending: false })
const allowed: PolicyFacts = { config: { metadata: { name: 'cluster' } }, pending: false, mirrors: [] }

function rowsOf(
  streams: StreamImports[],
  { secrets = seen(), global = seen(), policy = allowed }: Partial<SourceFacts> = {},
): SourceRow[] {
  return atOnce(sourceRowSteps(streams, { secrets, global, policy }))
}

describe('credentials for a registry', () => {
  const redHat = (more: Partial<ImportedTag> = {}) => tag('registry.redhat.io/ubi9/x:1', 'registry.redhat.io', more)
  const quay = (more: Partial<ImportedTag> = {}) => tag('quay.io/org/app:1', 'quay.io', more)
  const globalFor = (scope: string) => seen(secret('openshift-config', 'pull-secret', scope))
  it.each<[string, StreamImports[], SecretFacts, SecretFacts, object]>([
    ['none, and none are needed', [stream('a', 's', quay())], seen(), seen(), { kind: 'none' }],
    ['always needed', [stream('a', 's', redHat())], seen(), seen(), { kind: 'missing', projects: ['a'] }],
    ['the global ones', [stream('a', 's', redHat())], seen(), globalFor('registry.redhat.io'), { kind: 'global' }],
    [
      'a global secret of another name is none',
      [stream('a', 's', redHat())],
      seen(),
      seen(secret('openshift-config', 'other', 'registry.redhat.io')),
      { kind: 'missing' },
    ],
    [
      'in every project',
      [stream('a', 's', quay()), stream('b', 's', quay())],
      seen(secret('a', 'one', 'quay.io'), secret('b', 'two', 'quay.io/org')),
      seen(),
      { kind: 'everywhere' },
    ],
    [
      'in one of two, and the other is refused',
      [stream('a', 's', quay()), stream('b', 's', quay(refusal))],
      seen(secret('a', 'one', 'quay.io')),
      seen(),
      { kind: 'missing', projects: ['b'] },
    ],
    [
      'in one of two',
      [stream('a', 's', quay()), stream('b', 's', quay())],
      seen(secret('a', 'one', 'quay.io')),
      seen(),
      { kind: 'some', projects: ['a'] },
    ],
    [
      'for another path',
      [stream('a', 's', quay())],
      seen(secret('a', 'one', 'quay.io/other')),
      seen(),
      { kind: 'none' },
    ],
    [
      'left out by imports',
      [stream('a', 's', redHat())],
      seen({ ...secret('a', 'one', 'registry.redhat.io'), excluded: true }),
      seen(),
      { kind: 'missing' },
    ],
    [
      'refused by the registry',
      [stream('a', 's', quay(refusal))],
      seen(secret('a', 'one', 'quay.io')),
      seen(),
      { kind: 'refused', projects: ['a'] },
    ],
    ['not visible is not none', [stream('a', 's', redHat())], hidden('a'), seen(), { kind: 'hidden' }],
    [
      'names without what is in them are not none',
      [stream('a', 's', redHat())],
      seen({ ...secret('a', 'one'), type: '', readable: false }),
      seen(),
      { kind: 'hidden' },
    ],
    [
      'nor is a global one without what is in it',
      [stream('a', 's', redHat())],
      seen(),
      seen({ ...secret('openshift-config', 'pull-secret'), readable: false }),
      { kind: 'hidden' },
    ],
    ['the global ones are not visible', [stream('a', 's', redHat())], seen(), hidden('*'), { kind: 'hidden' }],
    [
      'not visible, but the server says that there were none',
      [stream('a', 's', redHat(withoutCredentials))],
      hidden('*'),
      hidden('*'),
      { kind: 'missing', projects: ['a'] },
    ],
    [
      'not visible, but the server says that they are wrong',
      [stream('a', 's', quay(wrong))],
      hidden('*'),
      hidden('*'),
      { kind: 'refused' },
    ],
    ['still being read', [stream('a', 's', quay())], { ...seen(), pending: true }, seen(), { kind: 'pending' }],
  ])('%s', (_, streams, secrets, global, summary) => {
    expect(rowsOf(streams, { secrets, global })[0]?.credentials.summary).toMatchObject(summary)
  })

  test('a broken secret of the project fails every import of it', () => {
    const broken = { ...secret('a', 'bad', 'quay.io'), problem: 'notJson' as const }
    const [row] = rowsOf([stream('a', 's', quay())], { secrets: seen(broken) })
    expect(row?.credentials.projects).toMatchObject([{ namespace: 'a', state: 'unreadable', secrets: ['bad'] }])
  })
})

describe('policy of a registry', () => {
  const policy = (spec: ImageConfigSpec, mirrors: MirrorSet[] | undefined = []): PolicyFacts => ({
    config: { metadata: { name: 'cluster' }, spec },
    pending: false,
    mirrors,
  })
  const insecure = { insecure: true } as const
  const quay = [stream('a', 's', tag('quay.io/org/app:1', 'quay.io'))]
  const mixed = [stream('a', 's', tag('quay.io/org/app:1', 'quay.io'), tag('quay.io/org/app:2', 'quay.io', insecure))]
  it.each<[string, StreamImports[], PolicyFacts, object]>([
    ['without lists', quay, policy({}), { kind: 'allowed' }],
    ['none in the cluster', quay, { ...allowed, config: null }, { kind: 'noPolicy' }],
    ['not visible', quay, { ...allowed, config: undefined }, { kind: 'hidden' }],
    ['being read', quay, { ...allowed, config: undefined, pending: true }, { kind: 'pending' }],
    [
      'not visible, but imports say so',
      [stream('a', 's', tag('quay.io/x:1', 'quay.io', failure('Forbidden', 'registry quay.io blocked')))],
      { ...allowed, config: undefined },
      { kind: 'blocked' },
    ],
    [
      'blocked',
      quay,
      policy({ registrySources: { blockedRegistries: ['quay.io'] } }),
      { kind: 'blocked', list: 'blockedRegistries', entry: 'quay.io', imports: true },
    ],
    [
      'blocked by a wildcard, which imports do not know',
      [stream('a', 's', tag('r.example.com/x:1', 'r.example.com'))],
      policy({ registrySources: { blockedRegistries: ['*.example.com'] } }),
      { kind: 'blocked', entry: '*.example.com', imports: false },
    ],
    [
      'not among the allowed',
      quay,
      policy({ registrySources: { allowedRegistries: ['registry.redhat.io'] } }),
      { kind: 'blocked', list: 'allowedRegistries', imports: false },
    ],
    ['blocked in part', quay, policy({ registrySources: { blockedRegistries: ['quay.io/bad'] } }), { kind: 'partly' }],
    [
      'not for imports',
      quay,
      policy({ allowedRegistriesForImport: [{ domainName: 'registry.redhat.io' }] }),
      { kind: 'notForImport', insecureOnly: false },
    ],
    [
      'for imports with certificates only',
      mixed,
      policy({ allowedRegistriesForImport: [{ domainName: 'quay.io' }] }),
      { kind: 'notForImport', insecureOnly: true },
    ],
    [
      'an IPv6 address with a port',
      [stream('a', 's', tag('[2001:db8::1]:5000/x:1', '[2001:db8::1]:5000'))],
      policy({ registrySources: { blockedRegistries: ['quay.io'] } }),
      { kind: 'allowed' },
    ],
    [
      'no pull spec',
      [stream('a', 's', tag('https://x', ''))],
      policy({ registrySources: { allowedRegistries: ['quay.io'] } }),
      { kind: 'allowed' },
    ],
  ])('%s', (_, streams, facts, verdict) => {
    expect(rowsOf(streams, { policy: facts })[0]?.policy).toMatchObject(verdict)
  })

  test('mirror sets before it, for what is imported', () => {
    const set = (name: string, source: string): MirrorSet => ({
      kind: 'ImageDigestMirrorSet',
      name,
      uid: name,
      resourceVersion: '1',
      created: undefined,
      entries: [{ source, mirrors: ['m.example/x'] }],
    })
    const sets = [
      set('part', 'quay.io/org'),
      set('other', 'quay.io/other'),
      set('wild', '*.io'),
      set('else', 'ghcr.io'),
    ]
    expect(rowsOf(quay, { policy: policy({}, sets) })[0]?.mirrors?.map((mirror) => mirror.set)).toEqual([
      'part',
      'wild',
    ])
    expect(rowsOf(quay, { policy: { ...policy({}), mirrors: undefined } })[0]?.mirrors).toBeUndefined()
  })
})

describe('the answer', () => {
  const ok = (host: string) => stream('a', host, tag(`${host}/x:1`, host))
  it.each<[StreamImports[], string]>([
    [[], 'No image stream imports from another registry.'],
    [[ok('a.example')], 'All imports work, from 1 registry.'],
    [[ok('a.example'), ok('b.example')], 'All imports work, from 2 registries.'],
    [
      [ok('a.example'), stream('a', 's', tag('quay.io/x:1', 'quay.io', failure('NotFound', 'x')))],
      'One of 2 registries has failing imports.',
    ],
    [
      [
        ok('a.example'),
        stream('a', 's', tag('quay.io/x:1', 'quay.io', failure('NotFound', 'x'))),
        stream('openshift', 's', tag('registry.redhat.io/x:1', 'registry.redhat.io', refusal)),
      ],
      '2 of 3 registries have failing imports; registry.redhat.io lacks credentials in openshift.',
    ],
    [
      ['a', 'b', 'c', 'd'].map((project) => stream(project, 's', tag('registry.redhat.io/x:1', 'registry.redhat.io'))),
      'All imports work, from 1 registry; registry.redhat.io lacks credentials in a, b and 2 more projects.',
    ],
  ])('%#', (streams, answer) => {
    expect(sourcesAnswer(rowsOf(streams))).toBe(answer)
  })
})

describe('importing again', () => {
  const streams = [
    stream(
      'a',
      'one',
      tag('quay.io/x:1', 'quay.io', { tag: 'ok', insecure: true, allPlatforms: true, local: true }),
      tag('quay.io/x:2', 'quay.io', { tag: 'gone', ...failure('NotFound', 'x') }),
      tag('quay.io/x:3', 'quay.io', { tag: 'ref', kind: 'reference' }),
      tag('quay.io/x:4', 'quay.io', { tag: 'old', kind: 'once' }),
      tag('ghcr.io/x:4', 'ghcr.io', { tag: 'elsewhere' }),
    ),
    stream('b', 'two', tag('quay.io/x:1', 'quay.io', { tag: 'denied', ...refusal })),
  ]
  const quay = importSources(streams).find(({ host }) => host === 'quay.io')
  it.each([
    ['all', ['a/one: ok, gone', 'b/two: denied']],
    ['failing', ['a/one: gone', 'b/two: denied']],
    ['credentials', ['b/two: denied']],
  ] as const)('%s: only tags of the registry, that are asked for', (choice, entries) => {
    const found = reimportEntries(quay?.streams ?? [], choice)
    expect(found.map(({ key, note }) => `${key}: ${note}`)).toEqual(entries)
  })

  test('as commands, with the policies of each tag', () => {
    const entries = reimportEntries(quay?.streams ?? [], 'all')
    expect(countTags(entries)).toBe(3)
    expect(reimportCommandsOf(entries).split('\n')).toEqual([
      'oc import-image one:ok -n a --import-mode=PreserveOriginal --insecure --reference-policy=local',
      'oc import-image one:gone -n a',
      'oc import-image two:denied -n b',
    ])
  })

  test('what fails, by cause', () => {
    expect(failingGroups(quay ?? { streams: [] }).map(({ cause, projects }) => [cause, projects])).toEqual([
      ['notFound', ['a']],
      ['credentials', ['b']],
    ])
  })
})

test('2,000 repositories with 1,000 mirrored ones are told apart', () => {
  const streams = Array.from({ length: 2000 }, (_, at) =>
    stream('a', `s${at}`, tag(`quay.io/org${at}/app:1`, 'quay.io')),
  )
  const entries = Array.from({ length: 1000 }, (_, at) => ({ source: `quay.io/org${at}`, mirrors: ['m.example/x'] }))
  const created = '2026-11-20T00:00:00Z'
  const set: MirrorSet = { kind: 'ImageDigestMirrorSet', name: 's', uid: '', resourceVersion: '', created, entries }
  const [source] = importSources(streams)
  const found = source && sourceMirrors(source, { ...allowed, mirrors: [set] })
  expect(found).toHaveLength(1000)
})

test('2,000 streams with 500 secrets are told apart in many steps, between which the page goes on', () => {
  const streams = Array.from({ length: 2000 }, (_, index) =>
    stream(
      `p${index % 200}`,
      `s${index}`,
      tag(`quay.io/org/app${index}:1`, 'quay.io'),
      tag(`r${index % 30}.example/x:1`, `r${index % 30}.example`),
    ),
  )
  const secrets = seen(
    ...Array.from({ length: 500 }, (_, index) => secret(`p${index % 200}`, `s${index}`, `r${index}.example`)),
  )
  const steps = sourceRowSteps(streams, { secrets, global: seen(), policy: allowed })
  for (let count = 1; ; count++) {
    const step = steps.next()
    if (!step.done) continue
    expect(count).toBeGreaterThan(30)
    expect(step.value).toHaveLength(31)
    break
  }
})
