import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'

const path = '/registry/storage'
const panel = (name: string) => screen.findByRole('region', { name })
const failure = (code: number, message: string) =>
  Response.json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message }, { status: code })

test('who may not read the settings sees what the Deployment uses', async () => {
  await renderPage(path, { scenario: 'healthy', as: 'sre' })
  expect(await screen.findByText('Images are kept in claim image-registry-storage.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Change storage' })).toHaveAttribute('aria-disabled', 'true')
  expect(await screen.findByText(/^You may not patch configs cluster/)).toBeVisible()
  const settings = await panel('Settings')
  expect(within(settings).getByRole('group', { name: /The settings of the registry could not be read/ })).toBeVisible()
  expect(within(settings).queryByText('When the registry is removed')).toBeNull()
})

test('a developer is told what is missing, part by part', async () => {
  await renderPage(path, { scenario: 'healthy', as: 'dev' })
  expect(within(await panel('Storage')).getByText(/^You may not get configs cluster/)).toBeVisible()
  expect(await within(await panel('What images take')).findByText(/^You may not list images/)).toBeVisible()
  expect(screen.getByRole('region', { name: 'Where images live' })).toBeVisible()
})

test('without Prometheus the estimate of the API is there', async () => {
  await renderPage(path, {
    scenario: 'healthy',
    answer: (request, cluster) =>
      request.url.includes('/prometheus/') ? new Response('not found', { status: 404 }) : cluster.handle(request),
  })
  const capacity = await panel('Capacity and growth')
  expect(await within(capacity).findByRole('group', { name: /No Prometheus is connected/ })).toBeVisible()
  expect(await within(capacity).findByText(/From the API: the images that were pushed/)).toBeVisible()
  expect(within(await panel('Data that no image explains')).getByText(/nothing measures the volume/)).toBeVisible()
})

test('a volume that Prometheus does not know', async () => {
  const empty = Response.json({ status: 'success', data: { resultType: 'vector', result: [] } })
  await renderPage(path, {
    scenario: 'healthy',
    answer: (request, cluster) => (request.url.includes('/prometheus/') ? empty.clone() : cluster.handle(request)),
  })
  const capacity = await panel('Capacity and growth')
  expect(await within(capacity).findByRole('group', { name: /Prometheus knows no use of this volume/ })).toBeVisible()
})

test('a cluster without snapshots says what to do instead', async () => {
  await renderPage(path, {
    scenario: 'healthy',
    answer: (request, cluster) =>
      request.url.includes('snapshot.storage.k8s.io') ? failure(404, 'not found') : cluster.handle(request),
  })
  const backups = await panel('Backups')
  expect(await within(backups).findByRole('group', { name: /This cluster has no VolumeSnapshots/ })).toBeVisible()
  expect(within(backups).getByText(/tar -cf - -C \/registry/)).toBeVisible()
})

test('a claim that is being made larger says how far it is', async () => {
  const state = structuredClone(await scenarios.healthy())
  const claim = state['/api/v1/persistentvolumeclaims']?.items.find(
    ({ metadata }) => metadata.name === 'image-registry-storage',
  )
  if (!claim) throw new Error('there is no claim')
  const conditions = [{ type: 'ControllerResizeError', status: 'True', message: 'quota of the backend' }]
  Object.assign(claim, { status: { phase: 'Bound', conditions } })
  await renderPage(path, { state })
  const notice = await within(await panel('Claim')).findByRole('group', { name: /could not be made larger/ })
  expect(notice).toHaveTextContent('ControllerResizeError quota of the backend')
})

test('a claim that is gone, and one that may not be read', async () => {
  let code = 404
  const { user } = await renderPage(path, {
    scenario: 'healthy',
    answer: (request, cluster) =>
      request.url.includes('/persistentvolumeclaims/') ? failure(code, 'etcd is on fire') : cluster.handle(request),
  })
  const claim = await panel('Claim')
  expect(await within(claim).findByRole('group', { name: /There is no claim image-registry-storage/ })).toBeVisible()
  code = 500
  await user.click(screen.getByRole('link', { name: 'Routes' }))
  await user.click(screen.getByRole('link', { name: 'Storage' }))
  // The rest of the page is there all the same.
  expect(await screen.findByRole('region', { name: 'Backups' })).toBeVisible()
})

test('the operator that has not made what the settings ask for', async () => {
  const { cluster } = await renderPage(path, { scenario: 'healthy' })
  const config = cluster.store.get('imageregistry.operator.openshift.io/configs', '', 'cluster')
  if (!config) throw new Error('there is a Config')
  const spec = 'spec' in config && typeof config.spec === 'object' ? config.spec : {}
  cluster.store.put(
    'imageregistry.operator.openshift.io/configs',
    Object.assign({}, config, { spec: { ...spec, storage: { s3: { bucket: 'other' } } } }),
  )
  const settings = await panel('Settings')
  expect(
    await within(settings).findByText(/Asked for: S3 bucket other. In use: claim image-registry-storage./),
  ).toBeVisible()
})
