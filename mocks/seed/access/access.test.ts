import { expect, onTestFinished, test } from 'vitest'
import type { K8sObject } from '../../../src/k8s/types.ts'
import { aggregatedRules, type ClusterRole } from '../../kinds/clusterRole.ts'
import { credentialsOf } from '../../kinds/secret.ts'
import { recordedState, testCluster } from '../../server/testCluster.ts'
import { at } from '../base.ts'
import { healthy } from '../healthy.ts'

const RBAC = '/apis/rbac.authorization.k8s.io/v1'

function start() {
  const made = testCluster({}, healthy())
  onTestFinished(() => made.cluster.close())
  return {
    ...made,
    /** Whether the registry would let somebody pull (get) or push (update). */
    async may(user: string, groups: string[], verb: string, repository: string): Promise<boolean> {
      const [namespace, name] = repository.split('/')
      const resourceAttributes = { group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers' }
      const spec = { user, groups, resourceAttributes: { ...resourceAttributes, verb, namespace, name } }
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews'
      const body = { kind: 'SubjectAccessReview', spec }
      return (await made.read<{ status: { allowed: boolean } }>(path, { method: 'POST', body })).status.allowed
    },
  }
}

const everybody = 'system:authenticated'

test.each([
  ['alice', [], 'update', 'payments/api', true],
  ['bob', [everybody], 'update', 'payments/api', false],
  ['bob', ['payments-team'], 'update', 'payments/api', true],
  ['carol', [], 'get', 'payments/api', true],
  ['carol', [], 'update', 'payments/api', false],
  ['system:serviceaccount:ci:pipeline', [], 'update', 'payments/api', true],
  ['system:serviceaccount:ci:pipeline', [], 'update', 'storefront/web', false],
  ['system:serviceaccount:payments:default', ['system:serviceaccounts:payments'], 'get', 'payments/api', true],
  ['system:serviceaccount:payments:builder', [], 'update', 'payments/api', true],
  ['system:serviceaccount:payments:deployer', [], 'update', 'payments/api', false],
  ['system:serviceaccount:mobile:default', ['system:serviceaccounts:mobile'], 'get', 'storefront/web', true],
  ['erin', [], 'update', 'storefront/web', true],
  ['erin', [], 'update', 'storefront/search', false],
  ['erin', ['mobile-team'], 'get', 'mobile/push-gateway', true],
  ['erin', ['mobile-team'], 'update', 'mobile/push-gateway', false],
  ['system:anonymous', ['system:unauthenticated'], 'get', 'platform-tools/status-page', true],
  ['system:anonymous', ['system:unauthenticated'], 'get', 'qa/names', false],
  ['somebody', [everybody], 'get', 'qa/names', true],
  ['dev', [everybody], 'get', 'analytics/spark', false],
  ['dana', ['platform-team'], 'get', 'legacy/moved', true],
])('%s in %j may %s %s: %s', async (user, groups, verb, repository, allowed) => {
  expect(await start().may(user, groups, verb, repository)).toBe(allowed)
})

test('an aggregated role has the rules of its parts, and of those that join', async () => {
  const { read, cluster } = start()
  const rules = () =>
    (cluster.store.get('rbac.authorization.k8s.io/clusterroles', undefined, 'acme-image-developer') as ClusterRole)
      .rules
  expect(rules()?.map(({ resources }) => resources)).toEqual([
    ['imagestreams/layers'],
    ['imagestreamtags'],
    ['imagestreams'],
  ])
  const part = {
    metadata: { name: 'acme-image-push', labels: { 'acme.example/aggregate-to-image-developer': 'true' } },
    rules: [{ verbs: ['update'], apiGroups: ['image.openshift.io'], resources: ['imagestreams/layers'] }],
  }
  await read(`${RBAC}/clusterroles`, { method: 'POST', body: part })
  expect(rules()).toHaveLength(4)
  await read(`${RBAC}/clusterroles/acme-image-pull`, { method: 'DELETE' })
  expect(rules()?.map(({ verbs }) => verbs[0])).toEqual(['update', 'create', 'get'])
})

test('aggregated roles of the recorded cluster are what their parts come to', () => {
  const roles: readonly ClusterRole[] = recordedState[at.clusterRoles]?.items ?? []
  const aggregated = roles.filter(({ aggregationRule }) => aggregationRule)
  expect(aggregated.length).toBeGreaterThan(5)
  for (const role of aggregated) expect(aggregatedRules(role, roles)).toEqual(role.rules)
})

test('the cluster knows people and groups, oneself also when there is no object', async () => {
  const { read, ask } = start()
  const users = '/apis/user.openshift.io/v1/users'
  expect(await read(`${users}/alice`)).toMatchObject({ fullName: 'Alice Moreau', identities: ['sso:alice'] })
  expect(await read(`${users}/~`, { as: 'dev' })).toMatchObject({ metadata: { name: 'dev' }, groups: [everybody] })
  expect(await read(`${users}/~`)).toMatchObject({ metadata: { name: 'admin' } })
  expect((await ask(users, { as: 'dev' })).status).toBe(403)
  expect((await read<{ items: unknown[] }>('/apis/user.openshift.io/v1/groups')).items).toHaveLength(5)
})

test('every generated secret is named by its service account, and nothing else is of that kind', () => {
  const { store } = start().cluster
  type Account = K8sObject & { imagePullSecrets: { name: string }[]; secrets: { name: string }[] }
  const accounts = store.list('/serviceaccounts').filter((account) => 'imagePullSecrets' in account) as Account[]
  expect(accounts).toHaveLength(33)
  for (const { metadata, imagePullSecrets, secrets } of accounts) {
    const [generated] = imagePullSecrets
    expect(generated?.name).toMatch(new RegExp(`^${metadata.name}-dockercfg-`))
    expect(secrets[0]).toEqual(generated)
    expect(store.get('/secrets', metadata.namespace, generated?.name ?? '')).toMatchObject({
      type: 'kubernetes.io/dockercfg',
      metadata: { ownerReferences: [{ controller: true }] },
    })
  }
})

test('credentials of every form are read, and none of what cannot be read', () => {
  const { store } = start().cluster
  const hostsIn = (namespace: string) => [
    ...new Set(
      credentialsOf(store, namespace)
        .map(({ host }) => host)
        .filter((host) => !/^(172|image-registry)/.test(host)),
    ),
  ]
  expect(hostsIn('payments')).toEqual(['index.docker.io', 'quay.io'])
  expect(hostsIn('storefront')).toEqual(['registry.acme.example:8443', 'registry.redhat.io'])
  expect(hostsIn('legacy')).toEqual(['registry.acme.example', 'quay.io', 'ghcr.io'])
})
