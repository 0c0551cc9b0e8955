// Loaded with the tests, not by the first of them: that takes seconds.
import './EventsPage.tsx'
import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { registryNamespace as namespace } from '../../../k8s/resources/prunerJob.ts'
import { objectPath } from './objectPath.ts'

const hostile = '<img src=x onerror=alert(1)>'
const rows = () =>
  within(screen.getByRole('table', { name: 'Events' }))
    .getAllByRole('row')
    .slice(1)

test('the events of the project, the newest first, live, of one object by its address', async () => {
  const { cluster, user } = await renderPage('/events', { scenario: 'degraded' })
  await screen.findByRole('table', { name: 'Events' }, { timeout: 10_000 })
  expect(rows().length).toBeGreaterThan(3)
  act(
    () =>
      void cluster.store.put('/events', {
        metadata: { name: 'e', namespace, uid: 'e', creationTimestamp: new Date().toISOString() },
        involvedObject: { kind: 'Pod', namespace, name: 'image-registry-x' },
        type: 'Warning',
        reason: 'Unhealthy',
        message: hostile,
        count: 12,
        lastTimestamp: new Date().toISOString(),
      } as never), // what the store keeps has no type of its own here
  )
  expect(await screen.findByText(hostile)).toBeVisible()
  const first = within(rows()[0] ?? document.body)
  expect(first.getByText('12')).toBeVisible()
  expect(first.getByRole('link', { name: 'image-registry-x' })).toHaveAttribute('href', '/pods/image-registry-x')
  expect(document.querySelector('img[src=x]')).toBeNull()

  await user.selectOptions(screen.getByRole('combobox', { name: 'Object' }), 'Pod/image-registry-x')
  await waitFor(() => expect(rows()).toHaveLength(1))
})

test('an object whose events are gone is still what the address asks for', async () => {
  await renderPage('/events?object=Pod/gone', { scenario: 'degraded' })
  expect(await screen.findByText('Nothing matches', {}, { timeout: 10_000 })).toBeVisible()
  expect(screen.getByRole('combobox', { name: 'Object' })).toHaveValue('Pod/gone')
})

test('who may not list events is told which right is missing', async () => {
  await renderPage('/events', { scenario: 'healthy', as: 'dev' })
  expect(await screen.findByText(/You may not list events in the project openshift-image-registry/)).toBeVisible()
})

test.each([
  ['Pod', 'a', '/pods/a'],
  ['Job', 'image-pruner-1', '/pruning/runs?run=image-pruner-1'],
  ['Job', 'other', undefined],
  ['PersistentVolumeClaim', 'image-registry-storage', '/registry/storage'],
  ['DaemonSet', 'node-ca', '/pods?component=node+CA'],
  ['Namespace', 'openshift-image-registry', undefined],
])('%s %s leads to %s', (kind, name, path) => {
  expect(objectPath({ kind, name })).toBe(path)
})
