import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { conditionOf } from '../controllers/controlledCluster.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { at } from './base.ts'
import { scenarios } from './scenarios.ts'

const namespace = 'openshift-image-registry'

interface Content extends K8sObject {
  data?: Record<string, string>
}

test.each([
  ['healthy', ['True Ready', 'False Ready', 'False AsExpected'], 2, ['image-registry-storage'], 1],
  [
    'removed',
    ['True Removed', 'False Removed', 'False Removed'],
    0,
    ['registry-block', 'registry-data', 'registry-nfs', 'registry-small'],
    1,
  ],
  [
    'storage-missing',
    ['False StorageNotConfigured', 'False Error', 'True StorageNotConfigured'],
    0,
    ['registry-block', 'registry-data', 'registry-nfs', 'registry-small'],
    1,
  ],
  [
    'degraded',
    ['True MinimumAvailability', 'True DeploymentNotCompleted', 'True ProgressDeadlineExceeded'],
    2,
    ['registry-block'],
    1,
  ],
  ['hosted', ['True Ready', 'False Ready', 'False AsExpected'], 2, [], 0],
  ['registry-removed', ['True Removed', 'False Removed', 'False Removed'], 0, [], 0],
] as const)('the cluster operator of %s says so, over what is there', async (name, said, pods, claims, operators) => {
  const state = await scenarios[name]()
  const here = (path: string) => (state[path]?.items ?? []).filter(({ metadata }) => metadata.namespace === namespace)
  const operator = state[at.clusterOperators]?.items.find(({ metadata }) => metadata.name === 'image-registry')
  const words = ['Available', 'Progressing', 'Degraded'].map((type) =>
    conditionOf(operator, type).slice(0, 2).join(' '),
  )
  expect(words).toEqual(said)
  expect(here(at.pods).filter(({ metadata }) => metadata.labels?.['docker-registry'])).toHaveLength(pods)
  expect(
    here(at.persistentVolumeClaims)
      .map(({ metadata }) => metadata.name)
      .toSorted(),
  ).toEqual(claims)
  const ofOperator = here(at.pods).filter(
    ({ metadata }) => metadata.labels?.['name'] === 'cluster-image-registry-operator',
  )
  expect(ofOperator).toHaveLength(operators)
  const uids = Object.values(state).flatMap(({ items }) => items.flatMap(({ metadata }) => metadata.uid ?? []))
  expect(new Set(uids).size).toBe(uids.length)
})

test('has certificates that can be read', async () => {
  const state = await scenarios.healthy()
  const find = (path: string, name: string): Content | undefined =>
    state[path]?.items.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
  const pem = atob(find(at.secrets, 'image-registry-tls')?.data?.['tls.crt'] ?? '')
  const serving = new X509Certificate(pem)
  expect(serving.subject).toBe('CN=image-registry.openshift-image-registry.svc')
  expect(serving.subjectAltName).toContain('DNS:image-registry.openshift-image-registry.svc.cluster.local')
  expect(Date.parse(serving.validTo)).toBeGreaterThan(Date.now() + 600 * 86_400_000)
  const authority = new X509Certificate(find(at.configMaps, 'serviceca')?.data?.['service-ca.crt'] ?? '')
  expect([authority.ca, authority.subject]).toEqual([true, serving.issuer])
})
