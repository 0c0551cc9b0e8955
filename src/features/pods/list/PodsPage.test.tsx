// Loaded with the tests, not by the first of them: that takes seconds.
import './PodsPage.tsx'
import './PodPage.tsx'
import './PodDetailsTab.tsx'
import './PodEventsTab.tsx'
import './DeletePodDialog.tsx'
import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import type { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace as namespace } from '../../../k8s/resources/prunerJob.ts'

const hostile = '<img src=x onerror=alert(1)>'

const registryPods = ({ store }: Cluster) =>
  store.list('/pods', namespace).filter(({ metadata }) => metadata.labels?.['docker-registry'] === 'default') as Pod[] // of that kind

const registryPod = (cluster: Cluster): Pod => {
  const [pod] = registryPods(cluster)
  if (!pod) throw new Error('no pod')
  return structuredClone(pod)
}

const crash = (pod: Pod): Pod => ({
  ...pod,
  status: {
    ...pod.status,
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [
      {
        name: 'registry',
        ready: false,
        restartCount: 7,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } },
        lastState: { terminated: { exitCode: 2, reason: 'Error', message: `panic: ${hostile}` } },
      },
    ],
  },
})

const rowNames = () =>
  within(screen.getByRole('table', { name: 'Registry pods' }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent)

test('pods by what is wrong with them, live; a part of the registry by a click', async () => {
  const { cluster, user } = await renderPage('/pods', { scenario: 'healthy' })
  await screen.findByRole('table', { name: 'Registry pods' }, { timeout: 10_000 })
  const parts = within(screen.getByRole('list', { name: 'Components' }))
  expect(parts.getByText('2 of 2 ready', { selector: 'li:first-child *' })).toBeVisible()
  const pod = registryPod(cluster)
  act(() => void cluster.store.put('/pods', crash(pod)))
  expect(await screen.findByText('CrashLoopBackOff', { selector: 'td *' })).toBeVisible()
  expect(rowNames()[0]).toBe(pod.metadata.name)
  expect(screen.getByText(/Error exit 2/)).toBeVisible()
  expect(parts.getByText('1 of 2 ready')).toBeVisible()

  await user.click(parts.getByRole('link', { name: 'Pruner' }))
  await waitFor(() => expect(rowNames().every((name) => name?.startsWith('image-pruner-'))).toBe(true))
  expect(screen.getAllByText('Completed', { selector: 'td *' }).length).toBeGreaterThan(0)
})

test('a removed registry has no pods, and is said to be removed', async () => {
  await renderPage('/pods', { scenario: 'removed' })
  const absence = within(await screen.findByRole('region', { name: 'The registry has no pods' }, { timeout: 10_000 }))
  expect(await absence.findByText(/removed/i, { selector: '.pf-v6-c-alert__title' }, { timeout: 5000 })).toBeVisible()
  expect(absence.getAllByRole('link')[0]).toHaveAttribute('href', expect.stringMatching(/^\/registry/))
})

test('who may not list pods is told which right is missing', async () => {
  await renderPage('/pods', { scenario: 'healthy', as: 'dev' })
  expect(await screen.findByText(/You may not list pods in the project openshift-image-registry/)).toBeVisible()
})

test('a pod that crashes: why, its containers, no secret', async () => {
  const { cluster, router } = await renderPage('/pods', { scenario: 'healthy' })
  const pod = crash(registryPod(cluster))
  cluster.store.put('/pods', pod)
  await act(() => router.navigate(`/pods/${pod.metadata.name}`))
  expect(await screen.findByText(/fails again and again/, {}, { timeout: 10_000 })).toBeVisible()
  expect(screen.getAllByText(`panic: ${hostile}`)[0]).toBeVisible()
  expect(document.querySelector('img[src=x]')).toBeNull()
  const container = within(screen.getByRole('region', { name: 'Container registry' }))
  expect(container.getByText(/GET https:\/\/:5000\/healthz every 10 s.*begins 15 s/)).toBeVisible()
  expect(container.getAllByRole('link', { name: 'View its last log' })[0]).toHaveAttribute(
    'href',
    `/pods/${pod.metadata.name}/logs?container=registry&previous=1`,
  )
  const secret = pod.spec?.containers?.[0]?.env?.find(({ name }) => name === 'REGISTRY_HTTP_SECRET')?.value
  expect(secret).toMatch(/^[0-9a-f]{32,}$/)
  expect(document.body.innerHTML).not.toContain(secret)
  act(() => void cluster.store.remove('/pods', namespace, pod.metadata.name))
  expect(await screen.findByRole('alert', { name: 'This pod is gone' })).toHaveTextContent(/It went just now\./)
  expect(screen.queryByText(/fails again and again/)).toBeNull()
  expect(screen.getByRole('link', { name: 'Events about it' })).toHaveAttribute(
    'href',
    `/events?object=Pod%2F${pod.metadata.name}`,
  )
})

test('another pod of the same name is another pod', async () => {
  const { cluster, router } = await renderPage('/pods/nothing', { scenario: 'healthy' })
  expect(await screen.findByRole('heading', { name: 'There is no pod nothing' }, { timeout: 10_000 })).toBeVisible()
  const pod = registryPod(cluster)
  await act(() => router.navigate(`/pods/${pod.metadata.name}`))
  await screen.findByText(/takes requests/, {}, { timeout: 10_000 })
  expect(await screen.findByText(/CPU \d+m, memory [\d.]+ MiB/, {}, { timeout: 5000 })).toBeVisible()
  const other = { ...pod, metadata: { ...pod.metadata, uid: 'another' } }
  act(() => {
    cluster.store.remove('/pods', namespace, pod.metadata.name)
    cluster.store.put('/pods', other)
  })
  expect(await screen.findByRole('alert', { name: 'This is another pod of the same name' })).toBeVisible()
})

test('deleting a pod says what it costs, and lets it end', async () => {
  const bodies: unknown[] = []
  const { cluster, user } = await renderPage('/pods?component=registry', {
    scenario: 'healthy',
    answer: async (request, answering) => {
      if (request.method === 'DELETE') bodies.push(await request.clone().json())
      return answering.handle(request)
    },
  })
  const [pod, other] = registryPods(cluster)
  if (!pod || !other) throw new Error('no pods')
  const { name } = pod.metadata
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }, { timeout: 10_000 }))
  await user.click(screen.getByRole('menuitem', { name: 'Delete pod' }))
  const dialog = within(await screen.findByRole('dialog', { name: `Delete pod ${name}` }))
  expect(await dialog.findByText(/1 other pod is ready/)).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(`oc delete pod ${name} -n ${namespace}`)).toBeInTheDocument()
  await user.click(dialog.getByRole('button', { name: 'Delete pod' }))
  await waitFor(() => expect(cluster.store.get('/pods', namespace, name)).toBeUndefined())
  expect(cluster.store.get('/pods', namespace, other.metadata.name)).toBeDefined()
  expect(bodies).toEqual([
    expect.objectContaining({ preconditions: expect.objectContaining({ uid: pod.metadata.uid }) }),
  ])
  expect(bodies[0]).not.toHaveProperty('gracePeriodSeconds')
})

test('a pod that is going already is not forgotten lightly', async () => {
  const bodies: unknown[] = []
  const { cluster, user } = await renderPage('/pods?component=registry', {
    scenario: 'healthy',
    answer: async (request, answering) => {
      if (request.method === 'DELETE') bodies.push(await request.clone().json())
      return answering.handle(request)
    },
  })
  const pod = registryPod(cluster)
  const { name } = pod.metadata
  await screen.findByRole('table', { name: 'Registry pods' }, { timeout: 10_000 })
  act(
    () =>
      void cluster.store.put('/pods', {
        ...pod,
        metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
      }),
  )
  await screen.findByText('Terminating', { selector: 'td *' })
  await user.click(screen.getByRole('button', { name: `Actions for ${name}` }))
  await user.click(screen.getByRole('menuitem', { name: 'Delete pod' }))
  const dialog = within(await screen.findByRole('dialog', { name: `Delete pod ${name}` }))
  expect(dialog.getByRole('button', { name: 'Delete pod' })).toBeDisabled()
  await user.click(dialog.getByRole('checkbox', { name: 'Do not wait for its node' }))
  expect(dialog.getByText(/make sure that worker-\d is off/)).toBeVisible()
  const force = dialog.getByRole('button', { name: 'Force delete pod' })
  expect(force).toBeDisabled()
  await user.click(dialog.getByRole('textbox'))
  await user.paste(name)
  await user.click(force)
  await waitFor(() => expect(cluster.store.get('/pods', namespace, name)).toBeUndefined())
  expect(bodies).toEqual([expect.objectContaining({ gracePeriodSeconds: 0 })])
})
