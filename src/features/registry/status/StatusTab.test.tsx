import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'

const wait = { timeout: 8000 }
const configs = 'imageregistry.operator.openshift.io/configs'
const conditions = () => screen.findByRole('table', { name: 'Conditions' }, wait)

test('every condition is explained, what is wrong first, with the words of the operator', async () => {
  await renderPage('/registry', { scenario: 'storage-missing' })
  expect(await screen.findByRole('group', { name: /has no storage/ }, wait)).toBeVisible()
  const rows = within(await conditions()).getAllByRole('row')
  expect(rows[1]).toHaveTextContent(/^Available/)
  expect(rows[1]).toHaveTextContent('Error: storage backend not configured')
  expect(rows[1]).toHaveTextContent(/What to do: Choose storage\./)
  expect(within(await conditions()).getAllByRole('button', { name: 'Copy message' })).not.toHaveLength(0)
})

test('pods, the operator, what it says to the cluster, and its certificates', async () => {
  await renderPage('/registry', { scenario: 'healthy' })
  const pods = await screen.findByRole('table', { name: 'Pods of the registry' }, wait)
  expect(within(pods).getAllByText('Ready')).toHaveLength(2)
  expect(screen.getByRole('table', { name: 'Pods of the operator' })).toBeVisible()
  const union = screen.getByRole('table', { name: 'Conditions of the cluster operator' })
  expect(union).toHaveTextContent(/NodeCADaemonAvailable/)
  expect(screen.getByText(/^Version \d/)).toBeVisible()
  expect(screen.getByRole('region', { name: 'Certificates' })).toBeVisible()
})

test('a pod that waits for its volume says so', async () => {
  await renderPage('/registry', { scenario: 'degraded' })
  const pods = await screen.findByRole('table', { name: 'Pods of the registry' }, wait)
  expect(within(pods).getByText('its volume is held by a pod on another node')).toBeVisible()
  expect(await screen.findByRole('table', { name: 'Events' }, wait)).toHaveTextContent(/Multi-Attach error/)
})

test('what is said of a storage used before is folded, and types never seen are shown', async () => {
  const { cluster } = await renderPage('/registry', { scenario: 'healthy' })
  await conditions()
  const before: RegistryConfig | undefined = cluster.store.get(configs, undefined, 'cluster')
  const said = (type: string, status: string, reason: string) => ({
    type,
    status,
    reason,
    message: `${type} of a test`,
    lastTransitionTime: '2026-01-01T00:00:00Z',
  })
  const more = [
    said('StorageEncrypted', 'True', 'Encryption Successful'),
    said('MoonPhaseDegraded', 'True', 'Full moon'),
  ]
  const status = { ...before?.status, conditions: [...(before?.status?.conditions ?? []), ...more] }
  const next = { ...before, metadata: { name: 'cluster', ...before?.metadata }, status }
  cluster.store.put(configs, next)
  const row = await within(await conditions()).findByRole('row', { name: /MoonPhaseDegraded/ }, wait)
  expect(row).toHaveTextContent(/Full moon/)
  expect(row).toHaveTextContent(/log of the operator/)
  expect(screen.getByText('Of a storage used before: StorageEncrypted')).toBeVisible()
  expect(within(await conditions()).queryByText(/StorageEncrypted/)).toBeNull()
})

test('who may not read the configuration sees the rest, and which right is missing', async () => {
  await renderPage('/registry', { scenario: 'healthy', as: 'sre' })
  expect(await screen.findByRole('group', { name: /The registry is healthy/ }, wait)).toBeVisible()
  expect(screen.getAllByText('Permission missing')[0]).toBeVisible()
  expect(screen.getByRole('table', { name: 'Pods of the registry' })).toBeVisible()
})

test('what failed is asked for anew: a failure is no lack of rights', async () => {
  let isBroken = true
  const { user } = await renderPage('/registry', {
    scenario: 'healthy',
    answer: (request, cluster) =>
      isBroken && /\/(configs|clusteroperators|deployments|pods)\b/.test(request.url)
        ? new Response('no healthy upstream', { status: 400 })
        : cluster.handle(request),
  })
  const part = async (name: string) => within(await screen.findByRole('region', { name }, wait))
  const [first, ...rest] = [await part('Conditions'), await part('Pods'), await part('Cluster operator')]
  for (const region of [first, ...rest]) {
    expect((await region.findAllByText('no healthy upstream', {}, wait))[0]).toBeVisible()
    expect(region.getAllByRole('button', { name: 'Retry' })[0]).toBeVisible()
  }
  expect(screen.queryByText(/may not be seen/)).toBeNull()
  isBroken = false
  await user.click(first.getByRole('button', { name: 'Retry' }))
  expect(await conditions()).toHaveTextContent(/The registry is ready/)
})

test('a hosted control plane has no pod of the operator, and that is no fault', async () => {
  await renderPage('/registry', { scenario: 'hosted', as: 'dedicated' })
  expect(await screen.findByText(/It runs outside this cluster/, {}, wait)).toBeVisible()
  expect(screen.getByRole('group', { name: /The registry is healthy/ })).toBeVisible()
})
