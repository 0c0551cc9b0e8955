import { describe, expect, test } from 'vitest'
import { BUDGETS, type DisruptionBudget } from '../kinds/eviction.ts'
import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig } from '../kinds/operator.ts'
import { isReadyPod, podStatusText, type Pod } from '../kinds/pod.ts'
import { SNAPSHOTS, type Snapshot } from '../kinds/volumes.ts'
import { scenarios, type ScenarioName } from '../seed/scenarios.ts'
import { conditionOf, controlledCluster } from './controlledCluster.ts'

const config = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
const inNamespace = `namespaces/${REGISTRY_NAMESPACE}`
const podsPath = `/api/v1/${inNamespace}/pods`
const snapshotsPath = `/apis/snapshot.storage.k8s.io/v1/${inNamespace}/volumesnapshots`

async function registry(scenario: ScenarioName) {
  const made = controlledCluster(await scenarios[scenario]())
  const { store } = made.cluster
  const pods = () =>
    (store.list('/pods', REGISTRY_NAMESPACE) as readonly Pod[]).filter(
      ({ metadata }) => metadata.labels?.['docker-registry'],
    )
  return {
    ...made,
    store,
    pods,
    texts: () => pods().map(podStatusText).toSorted(),
    ready: () => pods().filter(isReadyPod),
    says: (type: string) => conditionOf(store.get(CONFIGS, undefined, 'cluster'), type),
    events: (reason: string) =>
      store
        .list('/events', REGISTRY_NAMESPACE)
        .flatMap((event) =>
          'reason' in event && event.reason === reason && 'message' in event ? [event.message] : [],
        ),
    change: (spec: object) => made.patch(config, { spec }),
    budget: () => (store.get(BUDGETS, REGISTRY_NAMESPACE, 'image-registry') as DisruptionBudget).status,
    evict: async (name = '') => (await made.ask(`${podsPath}/${name}/eviction`, { method: 'POST', body: {} })).status,
  }
}

describe('pods of the registry', () => {
  test('are rolled with one at work all the time, and say how far they are', async () => {
    const { change, clock, ready, pods, says } = await registry('healthy')
    const before = pods().map(({ metadata }) => metadata.name)
    await change({ readOnly: true })
    const seen = new Set<string>()
    for (let i = 0; i < 80; i++) {
      clock.advance(100)
      expect(ready().length).toBeGreaterThan(0)
      seen.add(`${says('Available')[1] ?? ''} ${says('Progressing')[1] ?? ''}`)
    }
    expect([...seen]).toEqual(['Ready Ready', 'MinimumAvailability DeploymentNotCompleted'])
    clock.advance(2000)
    expect(says('Progressing')).toEqual(['False', 'Ready', 'The registry is ready'])
    expect(ready()).toHaveLength(2)
    expect(pods().filter(({ metadata }) => before.includes(metadata.name))).toEqual([])
  })

  test('are gone before others come, when they are recreated', async () => {
    const { change, clock, ready, says } = await registry('healthy')
    await change({ rolloutStrategy: 'Recreate', readOnly: true })
    clock.advance(1500)
    expect([ready().length, says('Available')[1]]).toEqual([0, 'NoReplicasAvailable'])
    clock.advance(6000)
    expect([ready().length, says('Available')[1]]).toEqual([2, 'Ready'])
  })

  test.each([
    [
      'deleted',
      async (name: string, { ask }: Awaited<ReturnType<typeof registry>>) =>
        (await ask(`${podsPath}/${name}`, { method: 'DELETE' })).status,
    ],
    ['evicted', async (name: string, { evict }: Awaited<ReturnType<typeof registry>>) => evict(name)],
  ])('come back when they are %s, and the budget counts them', async (_how, end) => {
    const made = await registry('healthy')
    const { pods, texts, clock, budget, evict, says } = made
    const [first, second] = pods().map(({ metadata }) => metadata.name)
    expect(await end(first ?? '', made)).toBeLessThan(300)
    clock.advance(400)
    expect(texts()).toEqual(['ContainerCreating', 'Running'])
    expect(budget()).toMatchObject({ disruptionsAllowed: 0, currentHealthy: 1 })
    expect(await evict(second)).toBe(429)
    clock.advance(4000)
    expect(says('Available')[1]).toBe('Ready')
    expect(budget()).toMatchObject({ disruptionsAllowed: 1, currentHealthy: 2, expectedPods: 2 })
    expect(await evict(second)).toBe(201)
    clock.advance(6000)
    expect(texts()).toEqual(['Running', 'Running'])
  })

  test('wait for ever for a volume that another node has', async () => {
    const { change, clock, texts, says, events, pods } = await registry('degraded')
    await change({ replicas: 1, rolloutStrategy: 'Recreate' })
    clock.advance(10_000)
    expect([texts(), says('Degraded')[0]]).toEqual([['Running'], 'False'])
    await change({ replicas: 2 })
    clock.advance(10_000)
    const [running] = pods().filter(isReadyPod)
    expect(texts()).toEqual(['ContainerCreating', 'Running'])
    const holder = running?.metadata.name ?? ''
    expect(events('FailedAttachVolume').join('\n')).toMatch(
      new RegExp(`^Multi-Attach error for volume "pvc-.*" Volume is already used by pod\\(s\\) ${holder}$`, 'm'),
    )
    clock.advance(70_000)
    expect(says('Degraded')[1]).toBe('ProgressDeadlineExceeded')
    expect(says('Degraded')[2]).toMatch(
      /^Registry deployment has timed out progressing: ReplicaSet "image-registry-\S+" has timed out progressing\.$/,
    )
    await change({ replicas: 1 })
    clock.advance(10_000)
    expect([texts(), says('Degraded')[0]]).toEqual([['Running'], 'False'])
  })

  test.each([
    ['have no node', { nodeSelector: { disk: 'fast' } }, 'Pending', 'FailedScheduling'],
    ['have no claim', { storage: { pvc: { claim: '' } }, replicas: 1 }, 'Pending', 'FailedScheduling'],
  ])('wait when they %s', async (_why, spec, text, reason) => {
    const { change, clock, texts, events } = await registry('storage-missing')
    await change({ storage: { pvc: { claim: 'registry-data' } }, ...spec })
    clock.advance(5000)
    expect(texts()).toEqual([text])
    expect(events(reason)).toHaveLength(1)
  })

  test.each([
    ['startError', 'panic: boom', 'CrashLoopBackOff'],
    ['pullError', 'manifest unknown', 'ImagePullBackOff'],
  ] as const)('do not start while there is a %s, and do after it', async (trouble, why, text) => {
    const { cluster, change, clock, texts, says } = await registry('healthy')
    cluster.troubles[trouble] = why
    await change({ readOnly: true })
    clock.advance(90_000)
    expect(texts()).toContain(text)
    expect(says('Degraded')[1]).toBe('ProgressDeadlineExceeded')
    cluster.troubles[trouble] = undefined
    clock.advance(20_000)
    expect([texts(), says('Degraded')[0]]).toEqual([['Running', 'Running'], 'False'])
  })
})

test.each(['healthy', 'removed', 'storage-missing', 'degraded', 'hosted', 'registry-removed', 'recorded'] as const)(
  'the operator finds %s as it would have left it',
  async (scenario) => {
    const { patch, clock, store, pods } = await registry(scenario)
    const status = () => {
      const found: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
      return { ...found?.status, observedGeneration: 0 }
    }
    const before = { status: status(), pods: pods().map(({ metadata }) => metadata.uid) }
    await patch(config, { metadata: { annotations: { looked: 'at' } } })
    clock.advance(5000)
    expect({ status: status(), pods: pods().map(({ metadata }) => metadata.uid) }).toEqual(before)
  },
)

test.each([
  ['image-registry-storage', undefined, { readyToUse: true, restoreSize: '100Gi' }],
  [
    'image-registry-storage',
    'nope',
    { readyToUse: false, error: { message: expect.stringContaining('"nope" not found') } },
  ],
  ['nope', undefined, { readyToUse: false, error: { message: expect.stringContaining('cannot get claim') } }],
])('a snapshot of %s by the class %s becomes %j', async (claim, volumeSnapshotClassName, status) => {
  const { ask, clock, store } = await registry('healthy')
  const source = { persistentVolumeClaimName: claim }
  const spec = { source, ...(volumeSnapshotClassName && { volumeSnapshotClassName }) }
  const body = { metadata: { name: 'now' }, spec }
  expect((await ask(snapshotsPath, { method: 'POST', body })).status).toBe(201)
  const now = () => store.get(SNAPSHOTS, REGISTRY_NAMESPACE, 'now') as Snapshot
  expect(now().status).toBeUndefined()
  clock.advance(2000)
  expect(now().status).toMatchObject(status)
})
