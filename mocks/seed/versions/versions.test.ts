import { describe, expect, it, onTestFinished } from 'vitest'
import { testCluster } from '../../server/testCluster.ts'
import { at } from '../base.ts'
import { scenarios, type ScenarioName } from '../scenarios.ts'

async function clusterOf(name: ScenarioName) {
  const made = testCluster({}, await scenarios[name]())
  onTestFinished(() => made.cluster.close())
  const status = async (path: string) => (await made.ask(path)).status
  const groups = async () => {
    const { groups: all } = await made.read<{ groups: { name: string }[] }>('/apis')
    return all.map(({ name: group }) => group).filter((group) => group.endsWith('openshift.io'))
  }
  return { ...made, status, groups }
}

interface Versions {
  status: { desired: { version: string }; capabilities: { enabledCapabilities: string[] } }
}

const VERSION = '/apis/config.openshift.io/v1/clusterversions/version'
const REVIEWS = '/apis/authentication.k8s.io/v1'

describe('a cluster of a version', () => {
  it.each([
    ['openshift-4.12', '4.12.88', 'v1.25.16+b4f9d3a', 404, false],
    ['newest', '4.22.7', 'v1.35.3', 200, true],
    ['okd', '4.22.0-okd-scos.7', 'v1.35.3', 200, true],
    ['no-operator', '4.22.7', 'v1.35.3', 200, true],
  ] as const)(
    '%s says what it is and has the kinds of its time',
    async (name, version, kubernetes, mirrors, reviews) => {
      const { read, status } = await clusterOf(name)
      expect((await read<Versions>(VERSION)).status.desired.version).toBe(version)
      expect(await read('/version')).toMatchObject({ gitVersion: kubernetes })
      expect(await status(at.imageDigestMirrorSets)).toBe(mirrors)
      expect(await status(at.imageTagMirrorSets)).toBe(mirrors)
      expect(await status(at.imageContentSourcePolicies)).toBe(200)
      const { resources } = await read<{ resources: { name: string }[] }>(REVIEWS)
      expect(resources.some((kind) => kind.name === 'selfsubjectreviews')).toBe(reviews)
    },
  )

  it('drops the fields that its definitions do not have, or refuses them when asked to be strict', async () => {
    const { ask, read } = await clusterOf('openshift-4.12')
    const path = `${at.imageConfigs}/cluster`
    const change = {
      method: 'PATCH',
      type: 'application/merge-patch+json',
      body: { spec: { imageStreamImportMode: 'Legacy', externalRegistryHostnames: ['registry.example.com'] } },
    }
    expect((await ask(`${path}?fieldValidation=Strict`, change)).status).toBe(422)
    const after = await read<{ spec: object }>(path, change)
    expect(after.spec).toHaveProperty('externalRegistryHostnames')
    expect(after.spec).not.toHaveProperty('imageStreamImportMode')
    const newer = await clusterOf('newest')
    expect(await newer.read(path, change)).toHaveProperty('spec.imageStreamImportMode', 'Legacy')
  })

  it('gives service accounts bound tokens since 4.16', async () => {
    const owners = async (name: ScenarioName) => {
      const { items } = (await scenarios[name]())[at.secrets] ?? { items: [] }
      const generated = items.filter(({ metadata }) => metadata.name.startsWith('default-dockercfg-'))
      return new Set(generated.map(({ metadata }) => metadata.ownerReferences?.[0]?.kind))
    }
    expect(await owners('openshift-4.12')).toEqual(new Set(['Secret']))
    expect(await owners('newest')).toEqual(new Set(['ServiceAccount']))
    expect(await owners('no-operator')).toEqual(new Set())
  })
})

describe('a cluster without the registry operator', () => {
  it('has image streams and the kinds of the registry, but nothing of these', async () => {
    const { read, status, groups } = await clusterOf('no-operator')
    expect((await read<{ items: unknown[] }>(at.imageStreams)).items.length).toBeGreaterThan(10)
    for (const path of [at.registryConfigs, at.imagePruners, at.samplesConfigs])
      expect((await read<{ items: unknown[] }>(path)).items).toEqual([])
    expect(await status(`${at.registryConfigs}/cluster`)).toBe(404)
    expect(await status('/api/v1/namespaces/openshift-image-registry')).toBe(404)
    expect(await status(at.deploymentConfigs)).toBe(404)
    expect(await status(at.buildConfigs)).toBe(404)
    expect(await groups()).not.toContain('console.openshift.io')
    expect((await read<Versions>(VERSION)).status.capabilities.enabledCapabilities).not.toContain('ImageRegistry')
  })
})

describe('a cluster that is not OpenShift', () => {
  it.each([
    ['kubernetes', []],
    ['microshift', ['route.openshift.io', 'security.internal.openshift.io', 'security.openshift.io']],
  ] as const)('%s serves of the groups of OpenShift %j', async (name, expected) => {
    const { groups, status, read } = await clusterOf(name)
    expect((await groups()).toSorted()).toEqual(expected)
    expect(await status(at.imageStreams)).toBe(404)
    expect(await status('/.well-known/oauth-authorization-server')).toBe(404)
    expect(await status('/prometheus/api/v1/query?query=up')).toBe(404)
    const review = { method: 'POST', as: 'dev', body: { kind: 'SelfSubjectReview' } }
    expect(await read(`${REVIEWS}/selfsubjectreviews`, review)).toHaveProperty('status.userInfo.username', 'dev')
    expect((await read<{ items: unknown[] }>(at.pods)).items.length).toBeGreaterThan(5)
    const objects = Object.values(await scenarios[name]()).flatMap(({ items }) => items)
    expect(JSON.stringify(objects).includes('image-registry.openshift-image-registry')).toBe(false)
    const namespaces = objects.map(({ metadata }) => metadata.namespace ?? '')
    expect(namespaces.filter((namespace) => namespace.startsWith('openshift'))).toEqual([])
  })
})
