// Loaded with the tests, not by the first of them: that takes seconds.
import '../RegistryPage.tsx'
import './RestartPodsDialog.tsx'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, onTestFinished, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import { evictionPath } from '../../../k8s/evict.ts'
import type { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'

const namespace = registryNamespace
const registryPods = ({ store }: Cluster): Pod[] =>
  store.list('/pods', namespace).filter(({ metadata }) => metadata.labels?.['docker-registry'] === 'default')

const refusal = (code: number, reason: string, message: string, details = {}) =>
  Response.json({ kind: 'Status', status: 'Failure', code, reason, message, details }, { status: code })

/** Acts as the cluster does on an eviction: the pod goes, and one in its place becomes Ready when told. */
function replacing(cluster: Cluster, name: string) {
  const old = cluster.store.remove('/pods', namespace, name)
  if (!old) throw new Error(`no pod ${name}`)
  const replacement = structuredClone(old) as Pod
  const metadata = { ...replacement.metadata, name: `${name}-new`, uid: `${name}-new` }
  const [condition] = (replacement.status?.conditions ?? []).filter(({ type }) => type === 'Ready')
  if (!condition) throw new Error('no condition')
  const put = (status: string) => {
    condition.status = status
    cluster.store.put('/pods', structuredClone({ ...replacement, metadata }))
  }
  put('False')
  return () => put('True')
}

interface Setup {
  /** Answers the eviction of a pod; what it returns for `undefined` is that it is done. */
  onEviction?(name: string, cluster: Cluster): Response | undefined
  as?: 'admin' | 'sre'
  scenario?: 'healthy' | 'recorded'
}

async function openRestart({ onEviction, as = 'admin', scenario = 'healthy' }: Setup = {}) {
  const asked: { name: string; body: unknown }[] = []
  const ready = new Map<string, () => void>()
  const page = await renderPage('/registry?action=restart-pods', {
    as,
    scenario,
    answer: async (request, cluster) => {
      const name = /\/pods\/([^/]+)\/eviction$/.exec(request.url)?.[1]
      if (name === undefined || request.method !== 'POST') return cluster.handle(request)
      asked.push({ name, body: await request.json() })
      const answered = onEviction?.(name, cluster)
      if (answered) return answered
      ready.set(name, replacing(cluster, name))
      return Response.json({ kind: 'Status', status: 'Success', code: 201 }, { status: 201 })
    },
  })
  const dialog = within(await screen.findByRole('dialog', { name: 'Restart the registry’s pods' }, { timeout: 10_000 }))
  const list = await dialog.findByRole('list', { name: 'Pods' })
  const rows = () =>
    within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
  const begin = () => page.user.click(dialog.getByRole('button', { name: 'Restart pods' }))
  onTestFinished(() => ready.clear())
  return { ...page, asked, ready, dialog, rows, begin }
}

describe('restarting pods', () => {
  test('one after the other, each when the one before is replaced by one that is Ready', async () => {
    const page = await openRestart()
    const [first, second] = registryPods(page.cluster).map(({ metadata }) => metadata)
    if (!first || !second) throw new Error('two pods')
    await page.begin()
    await waitFor(() => expect(page.rows()[0]).toContain('Waiting for its replacement'))
    expect(page.rows()[1]).toContain('Not yet')
    expect(page.asked).toEqual([
      {
        name: first.name,
        body: {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: first.name, namespace },
          deleteOptions: { preconditions: { uid: first.uid } },
        },
      },
    ])
    page.ready.get(first.name)?.()
    await waitFor(() => expect(page.asked.map(({ name }) => name)).toEqual([first.name, second.name]))
    expect(page.rows()[0]).toContain('Replaced')
    page.ready.get(second.name)?.()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByText('Restarted 2 pods')).toBeInTheDocument()
    expect(registryPods(page.cluster).map(({ metadata }) => metadata.name)).toEqual([
      `${first.name}-new`,
      `${second.name}-new`,
    ])
  })

  test('a budget that holds a pod back is said, tried again, and can be stopped', async () => {
    let held = true
    const message = "Cannot evict pod as it would violate the pod's disruption budget."
    const page = await openRestart({
      onEviction: () =>
        held
          ? refusal(429, 'TooManyRequests', message, { retryAfterSeconds: 1, causes: [{ reason: 'DisruptionBudget' }] })
          : undefined,
    })
    await page.begin()
    expect(await page.dialog.findByText(message)).toBeInTheDocument()
    expect(page.rows()[0]).toContain('Held back by the budget')
    await waitFor(() => expect(page.asked.length).toBeGreaterThan(1), { timeout: 3000 })
    await page.user.click(page.dialog.getByRole('button', { name: 'Stop' }))
    expect(await page.dialog.findByRole('alert', { name: 'Stopped' })).toHaveTextContent('0 of 2 pods are restarted.')
    expect(registryPods(page.cluster)).toHaveLength(2)
    held = false
    await page.user.click(page.dialog.getByRole('button', { name: 'Go on' }))
    await waitFor(() => expect(page.ready.size).toBe(1))
  })

  test('who may not evict is told so by the server, and nothing is touched', async () => {
    const page = await openRestart({
      onEviction: (name) =>
        refusal(
          403,
          'Forbidden',
          `pods "${name}" is forbidden: User "admin" cannot create resource "pods/eviction" in API group "" in the namespace "${namespace}"`,
        ),
    })
    await page.begin()
    expect(await page.dialog.findByRole('alert', { name: 'The restart did not go on' })).toHaveTextContent('0 of 2')
    expect(page.rows()[0]).toContain('You may not create pods/eviction in the project openshift-image-registry.')
    expect(page.rows()[0]).toContain('It runs on.')
    expect(page.asked).toHaveLength(1)
  })

  test('a pod that is gone already counts as done', async () => {
    const page = await openRestart({
      onEviction: (name, cluster) => {
        if (page.asked.length > 1) return undefined
        cluster.store.remove('/pods', namespace, name)
        return refusal(404, 'NotFound', `pods "${name}" not found`, { name, kind: 'pods' })
      },
    })
    await page.begin()
    await waitFor(() => expect(page.rows()[0]).toContain('Gone already'))
    expect(page.rows()[1]).toContain('Waiting for its replacement')
  })

  test('closing the dialog leaves the other pods alone', async () => {
    const page = await openRestart()
    const [first, second] = registryPods(page.cluster).map(({ metadata }) => metadata.name)
    await page.begin()
    await waitFor(() => expect(page.rows()[0]).toContain('Waiting for its replacement'))
    await page.user.click(page.dialog.getAllByRole('button', { name: 'Close' }).at(-1) ?? document.body)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(await screen.findByText('Stopped restarting: 0 of 2 pods are restarted.')).toBeInTheDocument()
    page.ready.get(first ?? '')?.()
    // The list of pods is followed for a while after the dialog: had the restart gone on, it would act on this.
    await waitFor(() => expect(page.cluster.store.get('/pods', namespace, `${first ?? ''}-new`)).toBeDefined())
    expect(page.asked.map(({ name }) => name)).toEqual([first])
    expect(page.cluster.store.get('/pods', namespace, second ?? '')).toBeDefined()
  })

  test('who has no right to evict cannot begin', async () => {
    const page = await openRestart({ as: 'sre' })
    expect(await page.dialog.findByText(/You may not create pods\/eviction/)).toBeInTheDocument()
    expect(page.dialog.getByRole('button', { name: 'Restart pods' })).toBeDisabled()
  })

  test('with emptyDir the images are lost: the name has to be typed', async () => {
    const page = await openRestart({ scenario: 'recorded' })
    expect(page.dialog.getByRole('group', { name: /Images are lost with the pods/ })).toBeInTheDocument()
    expect(page.dialog.getByRole('button', { name: 'Restart pods' })).toBeDisabled()
    await page.user.type(page.dialog.getByLabelText('Type image-registry to confirm'), 'image-registry{Enter}')
    await waitFor(() => expect(page.asked).toHaveLength(1))
  })

  test('the command evicts each pod and waits', async () => {
    const page = await openRestart()
    await page.user.click(page.dialog.getByRole('button', { name: 'Equivalent command' }))
    for (const pod of registryPods(page.cluster))
      expect(page.dialog.getByText(new RegExp(`oc create --raw ${evictionPath(pod)} -f -`))).toBeInTheDocument()
  })
})
