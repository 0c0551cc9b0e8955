import { expect, onTestFinished, test } from 'vitest'
import { Clock } from '../server/clock.ts'
import { testCluster } from '../server/testCluster.ts'

test('a new project gets its bindings and service accounts, each with credentials', async () => {
  const clock = Clock.still('2026-11-21T12:30:00Z')
  const { cluster, read } = testCluster({ clock, controllers: true })
  onTestFinished(() => cluster.close())
  await read('/apis/project.openshift.io/v1/projectrequests', {
    method: 'POST',
    body: { kind: 'ProjectRequest', metadata: { name: 'fresh' } },
  })
  clock.advance(5000)
  const names = (kind: '/serviceaccounts' | '/secrets' | 'rbac.authorization.k8s.io/rolebindings') =>
    cluster.store.list(kind, 'fresh').map(({ metadata }) => metadata.name)
  expect(names('rbac.authorization.k8s.io/rolebindings')).toEqual([
    'admin',
    'system:deployers',
    'system:image-builders',
    'system:image-pullers',
  ])
  expect(names('/serviceaccounts')).toEqual(['builder', 'default', 'deployer'])
  expect(names('/secrets').map((name) => name.replace(/-[^-]+$/, ''))).toEqual([
    'builder-dockercfg',
    'default-dockercfg',
    'deployer-dockercfg',
  ])
  const [secret] = names('/secrets')
  expect(cluster.store.get('/serviceaccounts', 'fresh', 'builder')).toMatchObject({
    secrets: [{ name: secret }],
    imagePullSecrets: [{ name: secret }],
  })
})
