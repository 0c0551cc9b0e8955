import { describe, expect, test } from 'vitest'
import type { K8sList, K8sObject, Status } from '../../src/k8s/types.ts'
import { testCluster } from './testCluster.ts'

const MAPS = '/api/v1/namespaces/payments/configmaps'
const STREAMS = '/apis/image.openshift.io/v1/imagestreams'
const CONFIG = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
const MERGE = 'application/merge-patch+json'
const map = (name: string, fields: object = {}) => ({ metadata: { name }, ...fields })
type List = K8sList<K8sObject>

describe('a list in chunks', () => {
  test('reads one version to its end, whatever changes meanwhile', async () => {
    const { ask, read } = testCluster()
    const whole = await read<List>(STREAMS)
    const names: string[] = []
    let token: string | undefined = ''
    while (token !== undefined) {
      const chunk: List = await read<List>(`${STREAMS}?limit=4${token && `&continue=${token}`}`)
      names.push(...chunk.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))
      expect(chunk.metadata.resourceVersion).toBe(whole.metadata.resourceVersion)
      expect(chunk.metadata.remainingItemCount ?? 0).toBe(whole.items.length - names.length)
      token = chunk.metadata.continue
      await ask('/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web', { method: 'DELETE' })
    }
    expect(names).toEqual(whole.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))
  })

  test('answers 410 once its version is compacted, with a token to go on from', async () => {
    const { cluster, ask, read } = testCluster()
    const { metadata } = await read<List>(`${STREAMS}?limit=4`)
    cluster.store.compact()
    const gone = await ask(`${STREAMS}?limit=4&continue=${metadata.continue}`)
    expect(gone.status).toBe(410)
    const status: Status = await gone.json()
    expect(status).toMatchObject({ reason: 'Expired', metadata: { remainingItemCount: 17 } })
    const next = await read<List>(`${STREAMS}?limit=4&continue=${status.metadata?.continue}`)
    expect(next.items).toHaveLength(4)
  })

  test('does not count what is left when a selector chooses', async () => {
    const { read } = testCluster()
    const { metadata, items } = await read<List>(`${STREAMS}?limit=1&labelSelector=!nothing`)
    expect(items).toHaveLength(1)
    expect(metadata).not.toHaveProperty('remainingItemCount')
    expect(metadata.continue).toBeTruthy()
  })
})

describe('writing', () => {
  test('a dry run changes nothing', async () => {
    const { cluster, ask, read } = testCluster()
    const before = cluster.store.revision('/configmaps')
    expect((await ask(`${MAPS}?dryRun=All`, { method: 'POST', body: map('a') })).status).toBe(201)
    expect(
      (await ask(`${CONFIG}?dryRun=All`, { method: 'PATCH', type: MERGE, body: { spec: { replicas: 7 } } })).status,
    ).toBe(200)
    expect((await ask('/api/v1/namespaces/payments?dryRun=All', { method: 'DELETE' })).status).toBe(200)
    expect(cluster.store.revision('/configmaps')).toBe(before)
    expect(await read(CONFIG)).not.toHaveProperty('spec.replicas', 7)
  })

  test('the server names, dates and identifies an object, and refuses a second of the name', async () => {
    const { ask, read } = testCluster({ now: () => new Date('2026-01-02T03:04:05.678Z') })
    const made = await read<K8sObject>(MAPS, {
      method: 'POST',
      body: { metadata: { generateName: 'part-', uid: 'mine' } },
    })
    expect(made.metadata).toMatchObject({
      name: expect.stringMatching(/^part-[a-z0-9]{5}$/),
      namespace: 'payments',
      creationTimestamp: '2026-01-02T03:04:05Z',
    })
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/)
    expect((await ask(MAPS, { method: 'POST', body: map(made.metadata.name) })).status).toBe(409)
    expect((await ask('/api/v1/namespaces/nowhere/configmaps', { method: 'POST', body: map('a') })).status).toBe(404)
    expect((await ask(MAPS, { method: 'POST', body: map('Bad Name') })).status).toBe(422)
  })

  test('a generation counts changes of the spec, not of metadata, and no change makes no version', async () => {
    const { read } = testCluster()
    const patch = (body: object) => read<K8sObject>(CONFIG, { method: 'PATCH', type: MERGE, body })
    const { metadata } = await read<K8sObject>(CONFIG)
    expect((await patch({ metadata: { labels: { a: 'b' } } })).metadata.generation).toBe(metadata.generation)
    const raised = await patch({ spec: { replicas: 5 } })
    expect(raised.metadata.generation).toBe((metadata.generation ?? 0) + 1)
    expect((await patch({ spec: { replicas: 5 } })).metadata).toEqual(raised.metadata)
  })

  test('status is written through its own path only', async () => {
    const { read } = testCluster()
    const before = await read<K8sObject & { status: object }>(CONFIG)
    const body = { status: { readyReplicas: 99 } }
    expect(await read(CONFIG, { method: 'PATCH', type: MERGE, body })).toHaveProperty('status', before.status)
    expect(await read(`${CONFIG}/status`, { method: 'PATCH', type: MERGE, body })).toHaveProperty(
      'status.readyReplicas',
      99,
    )
    expect(await read(CONFIG)).toHaveProperty('metadata.generation', before.metadata.generation)
  })

  test.each([
    [
      { managementState: 'Sometimes' },
      `Invalid value: "Sometimes": spec.managementState in body should match '^(Managed|Unmanaged|Force|Removed)$'`,
    ],
    [{ replicas: 'two' }, 'Invalid value: "string": spec.replicas in body must be of type integer: "string"'],
    [{ logLevel: 'Loud' }, 'Unsupported value: "Loud": supported values: "", "Normal", "Debug", "Trace", "TraceAll"'],
    [{ replicas: null }, 'Required value'],
  ])('a custom resource is checked as it is defined: %j', async (spec, message) => {
    const { ask } = testCluster()
    const answer = await ask(CONFIG, { method: 'PATCH', type: MERGE, body: { spec } })
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { reason: 'Invalid', details: { causes: [{ message, field: `spec.${Object.keys(spec)[0]}` }] } },
    ])
  })

  test('unknown fields are dropped, or refused when validation is strict', async () => {
    const { ask, read } = testCluster()
    const sent = { method: 'PATCH', type: MERGE, body: { spec: { nope: 1, replicas: 6 } } }
    expect(await read(`${CONFIG}?fieldValidation=Strict`, sent)).toMatchObject({
      code: 422,
      message: expect.stringMatching(/strict decoding error: unknown field "spec.nope"$/),
    })
    expect((await ask(CONFIG, sent)).status).toBe(200)
    const config = await read(CONFIG)
    expect(config).toHaveProperty('spec.replicas', 6)
    expect(config).not.toHaveProperty('spec.nope')
  })

  test('a custom resource takes no strategic merge patch', async () => {
    const { ask } = testCluster()
    const answer = await ask(CONFIG, { method: 'PATCH', type: 'application/strategic-merge-patch+json', body: {} })
    expect([answer.status, (await answer.json()).message]).toEqual([
      415,
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    ])
  })

  test('a finalizer holds a deleted object until it is removed', async () => {
    const { ask, read } = testCluster()
    await ask(CONFIG, { method: 'DELETE' })
    expect(await read(CONFIG)).toHaveProperty('metadata.deletionTimestamp')
    await ask(CONFIG, { method: 'PATCH', type: MERGE, body: { metadata: { finalizers: null } } })
    expect((await ask(CONFIG)).status).toBe(404)
  })

  test('a delete with the wrong version is refused', async () => {
    const { ask } = testCluster()
    const web = '/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web'
    expect((await ask(web, { method: 'DELETE', body: { preconditions: { resourceVersion: '1' } } })).status).toBe(409)
    expect((await ask(web)).status).toBe(200)
  })

  test('deleting a project takes what lives in it', async () => {
    const { ask, read } = testCluster()
    expect((await ask('/apis/project.openshift.io/v1/projects/payments', { method: 'DELETE' })).status).toBe(200)
    expect((await read<List>('/apis/image.openshift.io/v1/namespaces/payments/imagestreams')).items).toEqual([])
    expect((await ask('/api/v1/namespaces/payments')).status).toBe(404)
  })

  test('scaling a deployment goes through its scale', async () => {
    const { read } = testCluster()
    const deployment = '/apis/apps/v1/namespaces/openshift-image-registry/deployments/image-registry'
    expect(
      await read(`${deployment}/scale`, { method: 'PATCH', type: MERGE, body: { spec: { replicas: 5 } } }),
    ).toMatchObject({ kind: 'Scale', spec: { replicas: 5 } })
    expect(await read(deployment)).toHaveProperty('spec.replicas', 5)
  })
})

describe('paths', () => {
  const { ask } = testCluster()
  test.each([
    ['GET', '/apis/nope.example.com/v1/things', 404, 'text/plain; charset=utf-8'],
    ['GET', '/apis/config.openshift.io/v1/nonesuch', 404, 'text/plain; charset=utf-8'],
    ['GET', '/apis/image.openshift.io/v1/nonesuch', 404, 'application/json'],
    ['GET', '/apis/image.openshift.io/v1/imagestreams/no-namespace', 404, 'application/json'],
    ['GET', '/apis/image.openshift.io/v1/namespaces/payments/images', 404, 'application/json'],
    ['POST', '/apis/image.openshift.io/v1/imagestreams', 405, 'application/json'],
    ['DELETE', '/apis/image.openshift.io/v1/imagestreams', 405, 'application/json'],
    ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', 405, 'application/json'],
    ['GET', '/apis/image.openshift.io', 200, 'application/json'],
    ['GET', '/healthz', 200, 'text/plain; charset=utf-8'],
    ['GET', '/%E0%A4%A', 404, 'text/plain; charset=utf-8'],
  ])('%s %s answers %i as %s', async (method, path, status, type) => {
    const answer = await ask(path, { method })
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([status, type])
  })
})
