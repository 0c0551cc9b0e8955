// Loaded with the tests, not by the first of them: that takes seconds.
import '../RegistryPage.tsx'
import './StatusTab.tsx'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { testPem } from '../../../lib/certificateTesting.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { Route } from '../../../k8s/resources/route.ts'
import type { K8sObject } from '../../../k8s/types.ts'

const namespace = registryNamespace
const panel = async () => within(await screen.findByRole('region', { name: 'Certificates' }, { timeout: 10_000 }))

test('certificates of a route, of the registry and of CAs, with who renews them; the key is kept nowhere', async () => {
  const secret = { 'tls.crt': btoa(testPem.leafCertificate), 'tls.key': btoa(testPem.leafKey) }
  const page = await renderPage('/registry', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      const { pathname } = new URL(request.url)
      if (pathname.endsWith('/secrets/image-registry-tls'))
        return Response.json({ kind: 'Secret', metadata: { name: 'image-registry-tls', namespace }, data: secret })
      if (pathname.endsWith('/configmaps/serviceca'))
        return Response.json({ metadata: { name: 'serviceca' }, data: { 'service-ca.crt': testPem.rootCertificate } })
      if (/\/configmaps\/(?:image-registry-certificates|trusted-ca)$/.test(pathname))
        return Response.json({ metadata: { name: 'x' }, data: { 'mirror.example.com..5000': testPem.rsaCertificate } })
      return cluster.handle(request)
    },
  })
  const table = within(await (await panel()).findByRole('table', { name: 'Certificates' }, { timeout: 10_000 }))
  await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(5))
  const row = (name: RegExp) => within(table.getByRole('row', { name }))
  expect(row(/The registry’s own/).getByText('The service CA operator, by itself')).toBeInTheDocument()
  expect(row(/The registry’s own/).getByText(/registry\.example\.com, \*\.apps/)).toBeInTheDocument()
  expect(row(/mirror\.example\.com:5000/).getByText(/CN=Münich/)).toBeInTheDocument()
  const cached = JSON.stringify(
    page.client
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.data),
  )
  expect(cached).not.toContain(secret['tls.key'])
  expect(cached).not.toContain('PRIVATE KEY')
})

test('a route’s own certificate is shown at the route', async () => {
  const page = await renderPage('/registry/routes', { scenario: 'healthy' })
  await screen.findByRole('table', { name: 'Routes' }, { timeout: 10_000 })
  const routes = 'route.openshift.io/routes'
  const route: Route | undefined = page.cluster.store.get(routes, namespace, 'default-route')
  const tls = { termination: 'reencrypt', certificate: testPem.leafCertificate }
  page.cluster.store.put(routes, { ...route, spec: { ...route?.spec, tls } } as K8sObject)
  expect(await screen.findByText('Its own', undefined, { timeout: 10_000 })).toBeInTheDocument()
})

test('who may not read secrets is told which, and sees the rest', async () => {
  await renderPage('/registry', { scenario: 'healthy', as: 'sre' })
  const note = await (
    await panel()
  ).findByRole('group', { name: /Some certificates could not be read/ }, { timeout: 10_000 })
  expect(note).toHaveTextContent('Secret image-registry-tls: You may not get secrets image-registry-tls')
})
