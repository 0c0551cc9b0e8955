import { describe, expect, test } from 'vitest'
import type { RegistryFacts } from './registryFacts.ts'
import { registryVerdict } from './registryVerdict.ts'
import {
  claim,
  condition,
  config,
  deployment,
  facts,
  forbidden,
  infrastructure,
  known,
  missing,
  pod,
  waiting,
  warning,
  differencesFrom,
  type ExpectedVerdict,
} from './registryTesting.ts'

const pvc = { pvc: { claim: 'image-registry-storage' } }
const removed = [
  condition('Available', 'True', 'Removed', 'The registry is removed'),
  condition('Progressing', 'False', 'Removed', 'All registry resources are removed'),
  condition('Degraded', 'False', 'Removed', 'The registry is removed'),
  condition('Removed', 'True', 'Removed', 'The registry is removed'),
]
const gone = { deployment: missing, pods: known([]) }
const notConfigured = [
  condition('Available', 'False', 'StorageNotConfigured', 'Error: storage backend not configured'),
  condition('Progressing', 'False', 'Error', 'Unable to apply resources: storage backend not configured'),
  condition('Degraded', 'True', 'StorageNotConfigured', 'Error: storage backend not configured'),
]
const multiAttach = warning('b', 'FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"')

const cases: [string, Partial<RegistryFacts>, ExpectedVerdict][] = [
  ['all well', {}, { status: 'success', sentence: 'The registry is healthy.', also: 0 }],
  [
    'removed by the installation',
    {
      config: known(config({ managementState: 'Removed', storage: {}, replicas: 1 }, removed)),
      infrastructure: known(infrastructure('None')),
      ...gone,
    },
    {
      status: 'warning',
      sentence: 'Registry is removed: this platform has no shareable storage by default. Choose storage.',
      to: '/registry/setup',
      affects: /fail/,
    },
  ],
  [
    'removed by the installation on vSphere',
    {
      config: known(config({ managementState: 'Removed', storage: null }, removed)),
      infrastructure: known(infrastructure('VSphere')),
      ...gone,
    },
    { status: 'warning', sentence: /no shareable storage by default/ },
  ],
  [
    'removed without storage, on a platform that has some',
    { config: known(config({ managementState: 'Removed', storage: {} }, removed)), ...gone },
    { status: 'warning', sentence: 'Registry is removed, and it has no storage. Choose storage.' },
  ],
  [
    'removed by somebody',
    {
      config: known(config({ managementState: 'Removed' }, removed)),
      infrastructure: known(infrastructure('None')),
      ...gone,
    },
    { status: 'warning', sentence: /somebody set/, to: '/registry?action=manage' },
  ],
  [
    'being removed',
    { config: known(config({ managementState: 'Removed' })) },
    { status: 'info', sentence: 'The registry is being removed.' },
  ],
  [
    'removed, as the ClusterOperator says',
    {
      config: forbidden(),
      clusterOperator: known({
        metadata: { name: 'image-registry' },
        status: { conditions: [condition('Available', 'True', 'Removed', 'Available: The registry is removed')] },
      }),
      ...gone,
    },
    { status: 'warning', sentence: 'Registry is removed.' },
  ],
  [
    'without storage',
    {
      config: known(config({ storage: {} }, notConfigured)),
      infrastructure: known(infrastructure('BareMetal')),
      ...gone,
    },
    {
      status: 'danger',
      sentence: /has no storage.*Choose storage/,
      to: '/registry/setup',
      quote: 'Error: storage backend not configured',
    },
  ],
  [
    'two types of storage',
    {
      config: known(
        config({ storage: { emptyDir: {}, pvc: {} } }, [
          condition(
            'Progressing',
            'True',
            'Error',
            'Unable to apply resources: unable to sync storage configuration: exactly one storage type',
          ),
        ]),
      ),
    },
    { status: 'danger', sentence: /two types/, to: '/registry/storage?action=change-storage', also: 0 },
  ],
  [
    'a claim that does not exist',
    { config: known(config({ storage: pvc })), claim: missing, ...gone },
    { status: 'danger', sentence: /claim image-registry-storage.*does not exist/ },
  ],
  [
    'a claim without a volume',
    {
      config: known(config({ storage: pvc })),
      claim: known(claim(['ReadWriteMany'], 'Pending')),
      pods: known([pod('a', { phase: 'Pending' })]),
    },
    { status: 'danger', sentence: /has no volume yet/ },
  ],
  [
    'a claim that lost its volume',
    { config: known(config({ storage: pvc })), claim: known(claim(['ReadWriteMany'], 'Lost')) },
    { status: 'danger', sentence: /has lost its volume/ },
  ],
  [
    'a claim for one node and two pods, one of them stuck',
    {
      config: known(config({ storage: pvc }, [condition('Degraded', 'True', 'ProgressDeadlineExceeded', 'timed out')])),
      claim: known(claim(['ReadWriteOnce'])),
      deployment: known(deployment(1)),
      pods: known([pod('a'), pod('b', waiting('ContainerCreating'))]),
      warnings: known([multiAttach]),
    },
    { status: 'warning', sentence: /cannot be shared, and 2 pods/, affects: /still work/, also: 1 },
  ],
  [
    'a claim for one node, and a rolling update',
    {
      config: known(config({ storage: pvc, replicas: 1 })),
      claim: known(claim(['ReadWriteOnce'])),
      deployment: known(deployment(1, 1)),
      pods: known([pod('a')]),
    },
    { status: 'warning', sentence: /next rollout/ },
  ],
  [
    'a claim for one node, as it should be used',
    {
      config: known(config({ storage: pvc, replicas: 1, rolloutStrategy: 'Recreate' })),
      claim: known(claim(['ReadWriteOnce'])),
      deployment: known(deployment(1, 1)),
      pods: known([pod('a')]),
    },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'a full volume',
    {
      config: known(config({ storage: pvc })),
      claim: known(claim(['ReadWriteMany'])),
      volume: { used: 97, capacity: 100 },
    },
    { status: 'danger', sentence: 'The registry’s volume is 97 % full.', affects: /Pushes fail/ },
  ],
  [
    'wrong credentials, of which Degraded says nothing',
    {
      config: known(
        config({}, [
          condition('Available', 'True', 'Ready'),
          condition('Degraded', 'False'),
          condition(
            'Progressing',
            'True',
            'Error',
            'Unable to apply resources: unable to sync storage configuration: Forbidden',
          ),
          condition('StorageExists', 'False', 'Unable to Access Bucket', 'Forbidden'),
        ]),
      ),
    },
    {
      status: 'danger',
      sentence: 'The registry’s storage cannot be used: S3 bucket demo-image-registry.',
      quote: 'Forbidden',
      also: 0,
    },
  ],
  [
    'settings that cannot be applied, of which Degraded says nothing',
    {
      config: known(
        config({}, [
          condition('Available', 'True', 'Ready'),
          condition('Progressing', 'True', 'Error', 'Unable to apply resources: secrets "tls" not found'),
        ]),
      ),
    },
    { status: 'warning', sentence: /cannot apply/, to: '/registry/settings?action=edit-settings' },
  ],
  [
    'an empty directory',
    { config: known(config({ storage: { emptyDir: {} } })) },
    { status: 'warning', sentence: /lost with it/, affects: /at random/ },
  ],
  [
    'no replicas',
    { config: known(config({ replicas: 0 })), deployment: known(deployment(0, 0)), pods: known([]) },
    { status: 'danger', sentence: /0 replicas/, to: '/registry?action=scale' },
  ],
  ['less than no replicas', { config: known(config({ replicas: -1 })) }, { status: 'danger', sentence: /-1 replicas/ }],
  ['no Deployment', { ...gone }, { status: 'danger', sentence: /Deployment does not exist/ }],
]

describe('the verdict', () => {
  test.each(cases)('on %s', (_, more, expected) => {
    expect(differencesFrom(expected, registryVerdict(facts(more)))).toEqual([])
  })

  test('says what the former alert of removed registries said', () => {
    const verdict = registryVerdict(facts({ config: known(config({ managementState: 'Removed' }, removed)), ...gone }))
    expect(verdict.why).toMatch(
      /Image stream tags, and BuildConfigs and DeploymentConfigs that refer to them, may not work/,
    )
  })

  test('says what is well, and since when', () => {
    expect(registryVerdict(facts())).toMatchObject({
      why: '2 of 2 pods ready · S3 bucket demo-image-registry',
      since: '2026-11-18T10:00:00Z',
      unseen: [],
    })
  })

  test('says what may not be seen', () => {
    const { unseen } = registryVerdict(facts({ config: forbidden('/configs') }))
    expect(unseen).toEqual([{ what: 'its configuration', reason: 'forbidden', message: '/configs is forbidden' }])
  })
})
