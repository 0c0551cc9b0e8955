import { describe, expect, onTestFinished, test } from 'vitest'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { ImageStream } from '../kinds/imageTypes.ts'
import { healthy } from '../seed/healthy.ts'
import { digestFor } from '../seed/builders.ts'
import { testCluster } from '../server/testCluster.ts'
import type { Later } from '../server/clock.ts'

interface Template {
  spec: { containers: { image: string }[] }
}

interface Workload extends K8sObject {
  spec: { template: Template; jobTemplate: { spec: { template: Template } }; triggers: Config[] }
  status: { latestVersion: number; used: Record<string, string> }
}

interface Config {
  imageChangeParams?: { lastTriggeredImage: string }
}

/** The healthy cluster, whose controllers act when a test says so. */
function controlled() {
  const waiting = new Set<() => void>()
  const later: Later = (run) => {
    waiting.add(run)
    return () => waiting.delete(run)
  }
  const made = testCluster({ controllers: { later, parts: ['images'] } }, healthy())
  onTestFinished(() => made.cluster.close())
  const stream = (path: string) => `/apis/image.openshift.io/v1/namespaces/${path.replace('/', '/imagestreams/')}`
  return {
    ...made,
    waiting,
    act() {
      for (const run of waiting) {
        waiting.delete(run)
        run()
      }
    },
    stream: (path: string) => made.read<ImageStream>(stream(path)),
    patch: (path: string, body: object) =>
      made.read<ImageStream>(stream(path), { method: 'PATCH', type: 'application/strategic-merge-patch+json', body }),
    workload: (resource: `${string}/${string}`, namespace: string, name: string) =>
      made.cluster.store.get(resource, namespace, name) as Workload,
  }
}

const tagged = (name: string, from: string, more: object = {}) => ({
  spec: { tags: [{ name, from: { kind: 'DockerImage', name: from }, generation: 0, ...more }] },
})
const status = ({ status: { tags = [] } }: ImageStream, name: string) => tags.find(({ tag }) => tag === name)

describe('the import controller', () => {
  test('leaves alone what nobody has touched', async () => {
    const { waiting, stream } = controlled()
    expect(waiting.size).toBe(0)
    expect(status(await stream('data-science/planned'), 'next')).toBeUndefined()
  })

  test('imports a tag once it is asked for', async () => {
    const { patch, act, waiting, stream } = controlled()
    const asked = await patch('payments/gateway', tagged('2.5', 'quay.io/acme/gateway:2.5'))
    expect(status(asked, '2.5')).toBeUndefined()
    act()
    const after = await stream('payments/gateway')
    const spec = after.spec.tags?.find(({ name }) => name === '2.5')
    expect(status(after, '2.5')?.items?.[0]).toMatchObject({ generation: spec?.generation })
    expect(waiting.size).toBe(0)
  })

  test('imports again at generation 0, and finds the image that has moved on', async () => {
    const { patch, act, stream } = controlled()
    await patch('analytics/etl', { spec: { tags: [{ name: 'latest', generation: 0 }] } })
    act()
    const after = await stream('analytics/etl')
    expect(status(after, 'latest')?.items).toHaveLength(2)
    expect(after.spec.tags?.[0]?.importPolicy).toEqual({ insecure: true, scheduled: true, importMode: 'Legacy' })
  })

  test('says why an import failed, and does not try again by itself', async () => {
    const { patch, act, waiting, stream } = controlled()
    await patch('payments/gateway', tagged('9', 'quay.io/acme/gateway:9'))
    act()
    expect(status(await stream('payments/gateway'), '9')).toMatchObject({
      items: null,
      conditions: [{ status: 'False', reason: 'NotFound' }],
    })
    act()
    expect(waiting.size).toBe(0)
  })

  test('lets references alone', async () => {
    const { patch, waiting } = controlled()
    await patch('payments/gateway', tagged('ref', 'quay.io/acme/gateway:2.5', { reference: true }))
    expect(waiting.size).toBe(0)
  })
})

describe('the trigger controller', () => {
  const v4 = `image-registry.openshift-image-registry.svc:5000/storefront/web@${digestFor('storefront/web', 'v4')}`
  const promote = { spec: { tags: [{ name: 'stable', from: { kind: 'ImageStreamTag', name: 'v4' } }] } }

  test('rolls out what follows a tag, in any project, and DeploymentConfigs', async () => {
    const { patch, act, workload } = controlled()
    await patch('storefront/web', promote)
    act()
    const copy = workload('apps/deployments', 'sandbox', 'shop-copy')
    expect(copy.spec.template.spec.containers[0]?.image).toBe(v4)
    expect(copy.metadata.generation).toBe(3)
    const admin = workload('apps.openshift.io/deploymentconfigs', 'storefront', 'shop-admin')
    expect(admin.spec.template.spec.containers[0]?.image).toBe(v4)
    expect(admin.spec.triggers[1]?.imageChangeParams?.lastTriggeredImage).toBe(v4)
    expect(admin.status.latestVersion).toBe(3)
  })

  test('follows an import, in a CronJob too', async () => {
    const { patch, act, workload } = controlled()
    await patch('analytics/etl', { spec: { tags: [{ name: 'latest', generation: 0 }] } })
    act()
    act()
    const job = workload('batch/cronjobs', 'analytics', 'etl-nightly')
    expect(job.spec.jobTemplate.spec.template.spec.containers[0]?.image).toBe(
      `quay.io/acme/etl@${digestFor('quay.io/acme/etl', 'stable, rebuilt')}`,
    )
  })

  test('begins a build when the image it builds from moves', async () => {
    const { patch, act, cluster } = controlled()
    const builds = () =>
      cluster.store.list('build.openshift.io/builds', 'payments').map(({ metadata }) => metadata.name)
    expect(builds()).toEqual(['api-41', 'api-42'])
    const from = { kind: 'ImageStreamTag', name: '20-ubi9' }
    await patch('openshift/nodejs', { spec: { tags: [{ name: '22-ubi9', from }] } })
    act()
    expect(builds()).toEqual(['api-41', 'api-42', 'api-43'])
    expect(cluster.store.get('build.openshift.io/builds', 'payments', 'api-43')).toMatchObject({
      spec: { triggeredBy: [{ message: 'Image change' }] },
      status: { phase: 'New' },
    })
    act()
    expect(builds()).toHaveLength(3)
  })

  test('lets paused triggers wait until somebody resumes them', async () => {
    const { act, ask, workload } = controlled()
    const image = () => workload('apps/deployments', 'payments', 'worker').spec.template.spec.containers[0]?.image
    const before = image()
    const path = '/apis/apps/v1/namespaces/payments/deployments/worker'
    const { metadata } = workload('apps/deployments', 'payments', 'worker')
    const resumed = metadata.annotations?.['image.openshift.io/triggers']?.replace('true', 'false')
    const annotate = (annotations: object) =>
      ask(path, { method: 'PATCH', type: 'application/merge-patch+json', body: { metadata: { annotations } } })
    await annotate({ note: 'still paused' })
    act()
    expect(image()).toBe(before)
    await annotate({ 'image.openshift.io/triggers': resumed })
    act()
    expect(image()).toContain(digestFor('payments/worker', '2.3.0'))
  })

  test('changes nothing that already has its image', async () => {
    const { patch, act, workload, cluster } = controlled()
    const follows: [`${string}/${string}`, string, string][] = [
      ['apps/deployments', 'storefront', 'web'],
      ['apps/deployments', 'payments', 'ledger'],
      ['apps/deployments', 'legacy', 'moved'],
      ['apps.openshift.io/deploymentconfigs', 'storefront', 'shop-admin'],
    ]
    const before = follows.map((path) => workload(...path))
    for (const [resource, , name] of follows) {
      const object = before.find(({ metadata }) => metadata.name === name)
      if (object) cluster.store.put(resource, { ...object, metadata: { ...object.metadata, labels: { seen: 'yes' } } })
    }
    await patch('storefront/web', { metadata: { labels: { seen: 'yes' } } })
    act()
    expect(follows.map((path) => workload(...path).spec)).toEqual(before.map(({ spec }) => spec))
  })
})

test('a closed cluster has nothing left to do', async () => {
  const { patch, waiting, cluster } = controlled()
  await patch('payments/gateway', tagged('2.5', 'quay.io/acme/gateway:2.5'))
  expect(waiting.size).toBe(1)
  cluster.close()
  expect(waiting.size).toBe(0)
})

describe('a quota on image streams', () => {
  const create = (name: string) => ({ method: 'POST', body: { metadata: { name } } })
  const streams = '/apis/image.openshift.io/v1/namespaces/sandbox/imagestreams'

  test('refuses one stream too many, however it is created, and counts what is there', async () => {
    const { read, ask, workload } = controlled()
    const used = () => workload('/resourcequotas', 'sandbox', 'image-streams').status.used['openshift.io/imagestreams']
    expect(used()).toBe('1')
    expect((await ask(streams, create('second'))).status).toBe(201)
    expect(used()).toBe('2')
    expect(await read(streams, create('third'))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'imagestreams.image.openshift.io "third" is forbidden: exceeded quota: image-streams, requested: openshift.io/imagestreams=1, used: openshift.io/imagestreams=2, limited: openshift.io/imagestreams=2',
      details: { name: 'third', group: 'image.openshift.io', kind: 'imagestreams' },
    })
    const tags = streams.replace(/streams$/, 'streamtags')
    const from = { kind: 'DockerImage', name: 'quay.io/acme/web:latest' }
    expect(await read(tags, { method: 'POST', body: { metadata: { name: 'third:1' }, tag: { from } } })).toMatchObject({
      code: 403,
      message: expect.stringMatching(/^imagestreamtags\.image\.openshift\.io "third:1" is forbidden: exceeded quota/),
    })
    const imports = streams.replace(/streams$/, 'streamimports')
    const spec = { import: true, images: [{ from, to: { name: '1' } }] }
    expect((await ask(imports, { method: 'POST', body: { metadata: { name: 'third' }, spec } })).status).toBe(403)
    expect((await ask(imports, { method: 'POST', body: { metadata: { name: 'second' }, spec } })).status).toBe(201)
    await ask(`${streams}/second`, { method: 'DELETE' })
    expect(used()).toBe('1')
    expect((await ask(streams, create('third'))).status).toBe(201)
  })
})
