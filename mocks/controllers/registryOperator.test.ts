import { describe, expect, test } from 'vitest'
import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig } from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import { scenarios, type ScenarioName } from '../seed/scenarios.ts'
import { conditionOf, controlledCluster } from './controlledCluster.ts'

const path = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
const inNamespace = `namespaces/${REGISTRY_NAMESPACE}`
const claims = `/api/v1/${inNamespace}/persistentvolumeclaims`
const secrets = `/api/v1/${inNamespace}/secrets`

async function registry(scenario: ScenarioName) {
  const made = controlledCluster(await scenarios[scenario]())
  const { store } = made.cluster
  const config = (): RegistryConfig | undefined => store.get(CONFIGS, undefined, 'cluster')
  const names = (resource: Parameters<typeof store.list>[0]) =>
    store.list(resource, REGISTRY_NAMESPACE).map(({ metadata }) => metadata.name)
  return {
    ...made,
    store,
    config,
    names,
    says: (type: string) => conditionOf(config(), type),
    change: async (spec: object) => {
      await made.patch(path, { spec })
      made.clock.advance(15_000)
    },
    pods: () =>
      (store.list('/pods', REGISTRY_NAMESPACE) as readonly Pod[]).filter(
        ({ metadata }) => metadata.labels?.['docker-registry'],
      ),
    env: () => JSON.stringify(store.get('apps/deployments', REGISTRY_NAMESPACE, 'image-registry')),
  }
}

const notConfigured = 'storage backend not configured'
const sync = 'Unable to apply resources: unable to sync storage configuration: '
const ready = ['True', 'Ready', 'The registry is ready']

describe("the registry's operator", () => {
  test.each([
    [
      'healthy',
      { replicas: -1 },
      {
        Progressing: [
          'False',
          'Error',
          'Unable to apply resources: unable to complete resource: replicas must be greater than or equal to 0',
        ],
        Degraded: [
          'True',
          'VerificationFailed',
          'Error: unable to complete resource: replicas must be greater than or equal to 0',
        ],
        Available: ready,
      },
    ],
    [
      'healthy',
      { routes: [{ name: 'default-route' }] },
      {
        Degraded: [
          'True',
          'VerificationFailed',
          'Error: unable to complete resource: duplication of names has been detected in the additional routes',
        ],
      },
    ],
    [
      'healthy',
      { routes: [{ name: 'public', secretName: 'nope' }] },
      {
        Progressing: [
          'True',
          'Error',
          `Unable to apply resources: unable to apply objects: failed to create object *v1.Route, Namespace=${REGISTRY_NAMESPACE}, Name=public: secrets "nope" not found`,
        ],
        Degraded: ['False', undefined, undefined],
      },
    ],
    [
      'healthy',
      { requests: { read: { maxRunning: -1 } } },
      { Progressing: ['True', 'Error', 'Unable to apply resources: Requests.Read.MaxRunning must be positive number'] },
    ],
    [
      'healthy',
      { storage: { emptyDir: {} } },
      {
        Progressing: [
          'True',
          'Error',
          `${sync}exactly one storage type should be configured at the same time, got 2: [EmptyDir PVC]`,
        ],
        StorageExists: ['True', 'PVC Exists', undefined],
      },
    ],
    [
      'healthy',
      { storage: { pvc: null, s3: { bucket: 'b' } } },
      {
        Progressing: [
          'True',
          'Error',
          `${sync}unable to get cluster minted credentials "${REGISTRY_NAMESPACE}/installer-cloud-credentials": secret "installer-cloud-credentials" not found`,
        ],
        Available: ready,
      },
    ],
    [
      'healthy',
      { storage: null },
      {
        Progressing: ['False', 'Error', `Unable to apply resources: ${notConfigured}`],
        Degraded: ['True', 'StorageNotConfigured', `Error: ${notConfigured}`],
        Available: ready,
      },
    ],
    [
      'healthy',
      { storage: { pvc: { claim: 'gone' } } },
      {
        StorageExists: ['False', 'PVC Issues Found', 'persistentvolumeclaims "gone" not found'],
        Progressing: ['True', 'Error', `${sync}persistentvolumeclaims "gone" not found`],
      },
    ],
    [
      'removed',
      { managementState: 'Managed', storage: { pvc: { claim: 'registry-block' } } },
      {
        StorageExists: [
          'False',
          'PVC Issues Found',
          'cannot use ReadWriteOnce access mode with RollingUpdate rollout strategy',
        ],
        Available: ['False', 'DeploymentNotFound', 'The deployment does not exist'],
      },
    ],
    [
      'removed',
      { managementState: 'Managed', replicas: 2, storage: { pvc: { claim: 'registry-block' } } },
      {
        StorageExists: [
          'False',
          'PVC Issues Found',
          'cannot use ReadWriteOnce access mode with more than one replica of the image registry',
        ],
      },
    ],
    [
      'removed',
      { managementState: 'Managed' },
      {
        Available: ['False', 'StorageNotConfigured', `Error: ${notConfigured}`],
        Progressing: ['False', 'Error', `Unable to apply resources: ${notConfigured}`],
        Degraded: ['True', 'StorageNotConfigured', `Error: ${notConfigured}`],
        Removed: ['False', undefined, undefined],
      },
    ],
    [
      'healthy',
      { managementState: 'Unmanaged', replicas: 5 },
      {
        Available: ['True', 'Unmanaged', 'The registry configuration is set to unmanaged mode'],
        Progressing: ['False', 'Unmanaged', 'The registry configuration is set to unmanaged mode'],
        Degraded: ['False', 'Unmanaged', 'The registry configuration is set to unmanaged mode'],
        Removed: ['False', undefined, undefined],
      },
    ],
    [
      'healthy',
      { replicas: 0 },
      { Available: ['False', 'NoReplicasAvailable', 'The deployment does not have available replicas'] },
    ],
    // Later edits are not held against the claim.
    ['degraded', { replicas: 2 }, { StorageExists: ['True', 'PVC Exists', undefined] }],
  ] as const)('says in %s of %j what is wrong', async (scenario, spec, conditions) => {
    const { change, config, says } = await registry(scenario)
    await change(spec)
    expect(Object.fromEntries(Object.keys(conditions).map((type) => [type, says(type)]))).toEqual(conditions)
    expect(config()?.status?.observedGeneration).toBe(config()?.metadata.generation)
  })

  test('leaves everything alone in the state Force', async () => {
    const { change, config, pods } = await registry('healthy')
    const before = config()?.status
    await change({ managementState: 'Force', replicas: 5 })
    expect(config()?.status).toEqual(before)
    expect(pods()).toHaveLength(2)
  })

  test.each([
    [
      'a claim of its own',
      {},
      { pvc: { claim: '' } },
      { managementState: 'Managed', pvc: { claim: 'image-registry-storage' } },
    ],
    [
      'a claim that is there',
      {},
      { pvc: { claim: 'registry-data' } },
      { managementState: 'Unmanaged', pvc: { claim: 'registry-data' } },
    ],
    ['an empty directory', {}, { emptyDir: {} }, { managementState: 'Managed', emptyDir: {} }],
    [
      'a bucket that is there',
      { key: 'k' },
      { s3: { bucket: 'b', region: 'r' } },
      { managementState: 'Unmanaged', s3: { bucket: 'b', region: 'r', encrypt: false } },
    ],
    [
      'a bucket of its own',
      { key: 'k' },
      { gcs: {} },
      { managementState: 'Managed', gcs: { bucket: expect.stringMatching(/^demo-abc12-image-registry-[a-z]{26}$/) } },
    ],
  ] as const)('begins with %s', async (_what, credentials, storage, written) => {
    const { ask, change, config, says, names, pods } = await registry('removed')
    if ('key' in credentials) {
      const body = { metadata: { name: 'image-registry-private-configuration-user' }, stringData: credentials }
      await ask(secrets, { method: 'POST', body })
    }
    await change({ managementState: 'Managed', storage })
    expect(config()?.spec).toMatchObject({ httpSecret: expect.stringMatching(/^[\da-f]{128}$/), storage: written })
    expect(config()?.status).toMatchObject({ storage: written, storageManaged: written.managementState === 'Managed' })
    expect(says('StorageExists')[0]).toBe('True')
    expect(pods()).toHaveLength(1)
    for (const [resource, name] of [
      ['/services', 'image-registry'],
      ['policy/poddisruptionbudgets', 'image-registry'],
      ['/secrets', 'image-registry-tls'],
      ['/serviceaccounts', 'registry'],
    ] as const)
      expect(names(resource)).toContain(name)
  })

  test.each([
    ['Managed', false],
    ['Unmanaged', true],
  ])('takes the registry away, and the claim if its storage is %s', async (managementState, stays) => {
    const { patch, change, says, names, pods, store, config, clock } = await registry('healthy')
    await patch(path, { spec: { storage: { managementState }, managementState: 'Removed' } })
    clock.advance(1000)
    expect([says('Progressing')[1], says('Available')[1]]).toEqual(['DeletingDeployment', 'DeploymentDeleted'])
    clock.advance(10_000)
    expect(pods()).toEqual([])
    expect(names('apps/deployments')).toEqual(['cluster-image-registry-operator'])
    expect([
      ...names('/services'),
      ...names('route.openshift.io/routes'),
      ...names('policy/poddisruptionbudgets'),
    ]).toEqual([])
    expect(names('/persistentvolumeclaims')).toEqual(stays ? ['image-registry-storage'] : [])
    expect(says('Removed')).toEqual(['True', 'Removed', 'The registry is removed'])
    expect(store.get('config.openshift.io/images', undefined, 'cluster')).toMatchObject({ status: {} })
    expect(JSON.stringify(store.get('config.openshift.io/images', undefined, 'cluster'))).not.toContain('Hostname"')
    const operator = store.get('config.openshift.io/clusteroperators', undefined, 'image-registry')
    expect(conditionOf(operator, 'Available')[1]).toBe('Removed')
    await change({ managementState: 'Managed' })
    expect(says('Available')).toEqual(ready)
    expect(config()?.status?.readyReplicas).toBe(2)
    expect(names('/persistentvolumeclaims')).toEqual(['image-registry-storage'])
  })

  test.each([
    [{ readOnly: true }, '"REGISTRY_STORAGE_MAINTENANCE_READONLY","value":"{\\"enabled\\":true}"'],
    [{ disableRedirect: true }, '"REGISTRY_STORAGE_REDIRECT_DISABLE","value":"true"'],
    [{ logLevel: 'Trace' }, '"REGISTRY_LOG_LEVEL","value":"debug"'],
    [{ logging: 1 }, '"REGISTRY_LOG_LEVEL","value":"warn"'],
    [
      { requests: { write: { maxRunning: 3, maxWaitInQueue: '1m0s' } } },
      '"REGISTRY_OPENSHIFT_REQUESTS_WRITE_MAXRUNNING","value":"3"',
    ],
    [{ proxy: { https: 'http://proxy:3128' } }, '"HTTPS_PROXY","value":"http://proxy:3128"'],
    [{ resources: { limits: { memory: '1Gi' } } }, '"resources":{"limits":{"memory":"1Gi"}}'],
    [{ nodeSelector: { a: 'b' } }, '"nodeSelector":{"kubernetes.io/os":"linux","a":"b"}'],
    [{ rolloutStrategy: 'Recreate' }, '"strategy":{"type":"Recreate"}'],
    [{ replicas: 3 }, '"rollingUpdate":{"maxUnavailable":2,"maxSurge":"25%"}'],
    [{ unsupportedConfigOverrides: { deployment: { runtimeClassName: 'kata' } } }, '"runtimeClassName":"kata"'],
  ])('puts %j into the Deployment', async (spec, text) => {
    const { change, env } = await registry('healthy')
    expect(env()).not.toContain(text)
    await change(spec)
    expect(env()).toContain(text)
  })

  test('undoes what others do to the Deployment', async () => {
    const { patch, clock, store, pods } = await registry('healthy')
    await patch(`/apis/apps/v1/${inNamespace}/deployments/image-registry`, { spec: { replicas: 5 } })
    clock.advance(20_000)
    expect(store.get('apps/deployments', REGISTRY_NAMESPACE, 'image-registry')).toMatchObject({ spec: { replicas: 2 } })
    expect(pods()).toHaveLength(2)
    const events = JSON.stringify(store.list('/events', REGISTRY_NAMESPACE))
    expect(events).toContain('Updated Deployment.apps/image-registry -n openshift-image-registry because it changed')
  })

  test('makes the routes of the spec and no others, and publishes their names', async () => {
    const { change, names, store, ask, says, clock } = await registry('healthy')
    const taken = { host: 'taken.example.com', to: { kind: 'Service', name: 'web' } }
    await ask('/apis/route.openshift.io/v1/namespaces/default/routes', {
      method: 'POST',
      body: { metadata: { name: 'web' }, spec: taken },
    })
    clock.advance(2000)
    await change({
      routes: [
        { name: 'b', hostname: 'b.example.com' },
        { name: 'a', hostname: 'a.example.com' },
      ],
    })
    expect(names('route.openshift.io/routes')).toEqual(['a', 'b', 'default-route'])
    const hosts = ['default-route-openshift-image-registry.apps.example.com', 'a.example.com', 'b.example.com']
    expect(store.get('config.openshift.io/images', undefined, 'cluster')).toMatchObject({
      status: { externalRegistryHostnames: hosts },
    })
    await change({ defaultRoute: false, routes: [{ name: 'a', hostname: 'taken.example.com' }] })
    expect(names('route.openshift.io/routes')).toEqual(['a'])
    expect(says('Degraded')).toEqual([
      'True',
      'RouteDegraded',
      'route a (host taken.example.com, router default) not admitted: a route in another namespace holds taken.example.com and is older than a',
    ])
  })

  test('is degraded when the registry is out of service for a minute', async () => {
    const { change, says, clock } = await registry('healthy')
    await change({ replicas: 0 })
    expect(says('Degraded')[0]).toBe('False')
    clock.advance(62_000)
    expect(says('Degraded')).toEqual(['True', 'Unavailable', 'The deployment does not have available replicas'])
  })

  test('says what object storage answers, and goes on with the pods it has', async () => {
    const { cluster, change, says } = await registry('hosted')
    const message = 'Forbidden: Forbidden status code: 403'
    cluster.troubles.storageError = { reason: 'Forbidden', message }
    await change({ readOnly: true })
    expect(says('StorageExists')).toEqual(['False', 'Forbidden', message])
    expect(says('Progressing')).toEqual(['True', 'Error', sync + message])
    expect([says('Available')[1], says('Degraded')[0]]).toEqual(['Ready', 'False'])
    cluster.troubles.storageError = undefined
    await change({ readOnly: false })
    expect([says('StorageExists')[1], says('Progressing')[1]]).toEqual(['S3 Bucket Exists', 'Ready'])
  })

  test('makes a Config anew when it is deleted', async () => {
    const { ask, clock, config, pods } = await registry('healthy')
    await ask(path, { method: 'DELETE' })
    clock.advance(10_000)
    expect(config()?.spec).toMatchObject({ managementState: 'Removed', replicas: 1, storage: {} })
    expect(config()?.metadata.deletionTimestamp).toBeUndefined()
    expect(pods()).toEqual([])
  })

  test('claims that the operator made are bound, and go when no pod mounts them', async () => {
    const { ask, clock, names } = await registry('healthy')
    await ask(`${claims}/image-registry-storage`, { method: 'DELETE' })
    clock.advance(5000)
    expect(names('/persistentvolumeclaims')).toEqual(['image-registry-storage'])
  })
})
