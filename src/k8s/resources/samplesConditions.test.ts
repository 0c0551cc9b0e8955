import { describe, expect, it, test } from 'vitest'
import type { ClusterOperator } from './clusterOperator.ts'
import { failingSamples, type SampleFailureRecord } from './failingSample.ts'
import type { StreamImports } from './importSource.ts'
import { explainSamples, samplesOperatorNotice } from './samplesConditions.ts'
import type { SamplesConfig } from './samplesConfig.ts'

const config = (type: string, status: string, more: { reason?: string; message?: string } = {}): SamplesConfig => ({
  metadata: { name: 'cluster' },
  spec: { managementState: 'Managed' },
  status: { architectures: ['x86_64'], conditions: [{ type, status, ...more }] },
})

describe('a condition of the samples operator', () => {
  // Reasons and messages as openshift/cluster-samples-operator writes them.
  it.each<[string, SamplesConfig, string, string, RegExp]>([
    ['failing imports', config('ImportImageErrorsExist', 'True'), 'danger', 'Imports fail', /could not be imported/],
    ['no failing imports', config('ImportImageErrorsExist', 'False'), 'success', 'None', /no failing import/],
    ['samples that are there', config('SamplesExist', 'True'), 'success', 'Present', /in the project openshift/],
    ['samples that are to come', config('SamplesExist', 'False'), 'info', 'Not yet', /not made the samples/],
    [
      'samples that are removed',
      { ...config('SamplesExist', 'False'), spec: { managementState: 'Removed' } },
      'none',
      'Removed',
      /management state/,
    ],
    [
      'files that cannot be read',
      config('SamplesExist', 'Unknown', { reason: 'FileSystemError', message: 'error reading in content : x' }),
      'danger',
      'Not known',
      /its own image/,
    ],
    [
      'an API server that refuses',
      config('SamplesExist', 'Unknown', { reason: 'APIServerForbiddenError', message: 'imagestream create error: x' }),
      'danger',
      'Not known',
      /API server refused/,
    ],
    [
      'a registry that the image policy forbids',
      config('ConfigurationValid', 'False', {
        reason: 'GlobalImageStreamConfigRegistryMismatch',
        message:
          'global openshift image configuration prevents the creation of imagestreams using the registry mirror.example',
      }),
      'danger',
      'Not valid',
      /cluster image policy/,
    ],
    [
      'another architecture, which has the same reason',
      config('ConfigurationValid', 'False', {
        reason: 'GlobalImageStreamConfigRegistryMismatch',
        message: 'cannot change architectures from x86_64 to ppc64le',
      }),
      'danger',
      'Not valid',
      /Architectures cannot be changed/,
    ],
    ['credentials', config('ImportCredentialsExist', 'True'), 'success', 'Not checked', /says this always/],
    ['no credentials', config('ImportCredentialsExist', 'False'), 'warning', 'Missing', /no credentials/],
    ['removal', config('RemovePending', 'True'), 'info', 'In progress', /being deleted/],
    ['what could not be found out', config('MigrationInProgress', 'Unknown'), 'warning', 'Not known', /find out/],
  ])('%s', (_, object, tone, state, meaning) => {
    expect(explainSamples(object)).toMatchObject([{ tone, state, meaning: expect.stringMatching(meaning) }])
  })

  test('one of a type never seen stays as it is', () => {
    expect(explainSamples(config('SomethingNew', 'True'))).toMatchObject([{ tone: 'none', state: 'True' }])
  })

  test('what is wrong comes first; there may be none', () => {
    const conditions = [
      { type: 'SamplesExist', status: 'True' },
      { type: 'ImportImageErrorsExist', status: 'True' },
    ]
    const explained = explainSamples({ metadata: { name: 'cluster' }, status: { conditions } })
    expect(explained.map(({ type }) => type)).toEqual(['ImportImageErrorsExist', 'SamplesExist'])
    expect(explainSamples({ metadata: { name: 'cluster' } })).toEqual([])
  })
})

const operator = (type: string, status: string, reason: string, message = ''): ClusterOperator => ({
  metadata: { name: 'openshift-samples' },
  status: { conditions: [{ type, status, reason, message }] },
})

describe('what the operator says to the cluster', () => {
  it.each<[string, ClusterOperator | undefined, SamplesConfig | undefined, RegExp]>([
    ['nothing that can be read', undefined, undefined, /^none$/],
    ['all is well', operator('Available', 'True', ''), undefined, /^none$/],
    [
      'no way to the registry',
      operator('Degraded', 'False', 'TermsBasedRegistryUnreacahable'),
      undefined,
      /could not reach registry.redhat.io/,
    ],
    ['degraded', operator('Degraded', 'True', 'InvalidConfiguration', 'x'), undefined, /is degraded/],
    [
      'degraded, but told to do nothing',
      operator('Degraded', 'True', 'InvalidConfiguration', 'x'),
      { metadata: { name: 'cluster' }, spec: { managementState: 'Unmanaged' } },
      /^none$/,
    ],
  ])('%s', (_, object, known, title) => {
    expect(samplesOperatorNotice(object, known)?.title ?? 'none').toMatch(title)
  })
})

describe('samples that fail', () => {
  const stream = (name: string, failing: boolean, more: Partial<StreamImports> = {}): StreamImports => ({
    metadata: { namespace: 'openshift', name },
    sample: true,
    imports: [
      {
        tag: 'latest',
        from: 'registry.redhat.io/x/y:1',
        host: 'registry.redhat.io',
        repository: 'registry.redhat.io/x/y',
        kind: 'asked',
        ...(failing && {
          failure: { reason: 'Unauthorized', message: 'no access', since: '2026-11-20', cause: 'credentials' },
        }),
      },
    ],
    ...more,
  })
  const record = (name: string, data: Record<string, string>): SampleFailureRecord => ({ metadata: { name }, data })
  const failedImports = operator(
    'Progressing',
    'False',
    'FailedImageImports',
    'Samples installed at 4.18.1, with image import failures for these imagestreams: perl,ruby; last import attempt 2026-11-20 10:00:00 +0000 UTC',
  )

  test('as the streams say and as the operator has noted', () => {
    const streams = [
      stream('nodejs', true),
      stream('php', false),
      { metadata: { namespace: 'openshift', name: 'own' }, imports: stream('own', true).imports },
      stream('other', true, { metadata: { namespace: 'demo', name: 'other' } }),
    ]
    const records = [
      record('nodejs', { latest: 'no access' }),
      record('php', { '8.2': 'manifest unknown' }),
      record('perl', { '5': 'unauthorized' }),
    ]
    expect(failingSamples({ streams, records, operator: failedImports, skipped: [] })).toEqual([
      {
        name: 'nodejs',
        state: 'failing',
        tags: [
          { tag: 'latest', reason: 'Unauthorized', message: 'no access', since: '2026-11-20', cause: 'credentials' },
        ],
      },
      { name: 'perl', state: 'gone', tags: [expect.objectContaining({ tag: '5', cause: 'credentials' })] },
      { name: 'php', state: 'recovered', tags: [expect.objectContaining({ tag: '8.2', cause: 'notFound' })] },
    ])
  })

  test('the operator’s own list names them for who may not read its notes', () => {
    const found = failingSamples({
      streams: [stream('ruby', false)],
      records: undefined,
      operator: failedImports,
      skipped: [],
    })
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['perl', 'gone'],
      ['ruby', 'recovered'],
    ])
  })

  test('those that are skipped are not among them, whatever the operator has not forgotten yet', () => {
    const streams = [stream('nodejs', true), stream('php', true)]
    const found = failingSamples({ streams, records: [record('nodejs', {})], operator: undefined, skipped: ['nodejs'] })
    expect(found.map(({ name }) => name)).toEqual(['php'])
  })

  test('nothing can be read', () => {
    expect(failingSamples({ streams: undefined, records: undefined, operator: undefined, skipped: [] })).toEqual([])
    expect(
      failingSamples({ streams: undefined, records: undefined, operator: failedImports, skipped: [] }),
    ).toMatchObject([
      { name: 'perl', state: 'unknown' },
      { name: 'ruby', state: 'unknown' },
    ])
  })
})
