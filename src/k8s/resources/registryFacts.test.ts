import { describe, expect, test } from 'vitest'
import type { Deployment } from './deployment.ts'
import { isHosted, lacksDefaultStorage, platformOf } from './infrastructure.ts'
import { claimNameOf, isToldEnough, seesNothing, storageOf, storageOfDeployment } from './registryFacts.ts'
import { config, facts, forbidden, infrastructure, known } from './registryTesting.ts'

const deploymentWith = (spec: object): Deployment => ({
  metadata: { name: 'image-registry' },
  spec: { template: { spec } },
})
const onClaim = deploymentWith({
  volumes: [{ name: 'registry-storage', persistentVolumeClaim: { claimName: 'images' } }],
})

describe('where images are kept', () => {
  test.each<[string, Deployment, object | undefined]>([
    ['a claim', onClaim, { pvc: { claim: 'images' } }],
    ['an empty directory', deploymentWith({ volumes: [{ name: 'registry-storage', emptyDir: {} }] }), { emptyDir: {} }],
    [
      'a bucket',
      deploymentWith({ containers: [{ env: [{ name: 'REGISTRY_STORAGE_S3_BUCKET', value: 'demo' }] }] }),
      { s3: { bucket: 'demo' } },
    ],
    [
      'a container',
      deploymentWith({ containers: [{ env: [{ name: 'REGISTRY_STORAGE_AZURE_CONTAINER', value: 'demo' }] }] }),
      { azure: { container: 'demo' } },
    ],
    ['nothing that is known', deploymentWith({}), undefined],
    ['nothing at all', { metadata: { name: 'image-registry' }, spec: null }, undefined],
  ])('%s, by the pods of the Deployment', (_, deployment, storage) => {
    expect(storageOfDeployment(deployment)).toEqual(storage)
  })

  test('the settings count, the Deployment only for those who may not read them', () => {
    expect(storageOf({ config: known(config()), deployment: known(onClaim) })).toMatchObject({ s3: {} })
    expect(storageOf({ config: known(config({ storage: {} })), deployment: known(onClaim) })).toBeUndefined()
    expect(claimNameOf({ config: forbidden(), deployment: known(onClaim) })).toBe('images')
    expect(claimNameOf({ config: known(config({ storage: { pvc: {} } })), deployment: known(onClaim) })).toBe(
      'image-registry-storage',
    )
  })
})

test('what is pending holds the sentence, but for the operator’s pods', () => {
  expect(isToldEnough(facts())).toBe(true)
  expect(isToldEnough(facts({ warnings: { pending: true } }))).toBe(false)
  expect(isToldEnough(facts({ operatorPods: { pending: true } }))).toBe(true)
})

test('a developer sees nothing of it', () => {
  const hidden = { config: forbidden(), clusterOperator: forbidden(), deployment: forbidden(), pods: forbidden() }
  expect(seesNothing(facts(hidden))).toBe(true)
  expect(seesNothing(facts({ ...hidden, pods: known([]) }))).toBe(false)
})

test.each([
  ['None', true],
  ['VSphere', true],
  ['BareMetal', true],
  ['AWS', false],
  ['OpenStack', false],
])('the platform %s lacks storage by default: %s', (platform, lacks) => {
  expect(lacksDefaultStorage(platformOf(infrastructure(platform)))).toBe(lacks)
  expect(isHosted(infrastructure(platform))).toBe(false)
  expect(isHosted(infrastructure(platform, 'External'))).toBe(true)
})
