import { readFileSync } from 'node:fs'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { recorded } from '../../../../mocks/seed/base.ts'
import type { Job } from '../../../k8s/resources/job.ts'
import { paths } from '../../../lib/paths.ts'
import { shownToasts } from '../../../ui/toasts.ts'
import { ago, jobOf, podOf, running, succeeded, withRuns } from './runTesting.ts'

const log = readFileSync('mocks/data/pruner.log', 'utf8')
const state = recorded()
const name = 'image-pruner-29920320'
const path = paths.pruning('runs', { run: name })
const pod = `openshift-image-registry/${name}-abcde`
const good = jobOf(state, { name, start: 60, end: 'Complete' })
const bad = jobOf(state, { name, start: 60, end: 'Failed' })
const going = jobOf(state, { name, start: 1 })
const failed = (terminated = {}) =>
  podOf(bad, { terminated: { exitCode: 1, reason: 'Error', ...terminated } }, 'Failed')

const seen = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 5000 })

/** The page of the run, with a log. */
async function shown(job: Job, runPod: ReturnType<typeof podOf>, text: string) {
  const page = await renderPage('/pruning', { state: withRuns(state, { jobs: [job], pods: [runPod] }) })
  page.cluster.logs.set(pod, 'image-pruner', text)
  await page.router.navigate(path)
  return page
}

describe('a run that has ended', () => {
  test('begins with what it deleted, and shows its log', async () => {
    await shown(good, podOf(good, ...succeeded), log)
    await seen(
      'This run deleted 130 images, 122 revisions in 3 image streams, 244 layer links, 122 manifest links, and 390 blobs.',
    )
    const lines = screen.getByRole('log', { name: `Log of ${name}-abcde` })
    // At its end, from where one goes back to its beginning.
    expect(lines).toHaveTextContent(/Summary: deleted 130 image/)
    fireEvent.keyDown(lines, { key: 'Home' })
    await waitFor(() => expect(lines).toHaveTextContent(/Deleting layer link sha256:b5d758f757f3/))
    expect(screen.getByText('890 lines')).toBeVisible()
    expect(screen.getByText('on worker-0', { exact: false })).toBeVisible()
    // Nobody saw it going.
    expect(shownToasts()).toEqual([])
  })

  test('shows several attempts, of which the last counts', async () => {
    const text = [
      'Deleting blob sha256:00',
      'error: the server is currently unable to handle the request',
      'attempt #1 has failed (exit code 1), going to make another attempt...',
      'Summary: deleted 7 blob(s)',
    ].join('\n')
    await shown(good, podOf(good, ...succeeded), text)
    await seen('This run deleted 7 blobs.')
    const attempts = within(screen.getByRole('region', { name: 'Attempts' })).getAllByRole('listitem')
    expect(attempts.map((each) => each.textContent)).toEqual([
      'failed with exit code 1error: the server is currently unable to handle the request',
      'completed: it is the one that counts: 7 blobs',
    ])
  })

  test('says so when every attempt failed before anything was deleted', async () => {
    const again = 'going to make another attempt...'
    const text = [
      'error: no such host',
      `attempt #1 has failed (exit code 1), ${again}`,
      'error: no such host',
      `attempt #2 has failed (exit code 1), ${again}`,
      'error: connection refused',
    ].join('\n')
    await shown(bad, failed(), text)
    await seen('It failed before it deleted anything.')
    expect(screen.getByRole('group', { name: /This run failed/ })).toHaveTextContent('error: connection refused')
    const attempts = within(screen.getByRole('region', { name: 'Attempts' })).getAllByRole('listitem')
    expect(attempts.map((each) => each.textContent)).toEqual([
      'failed with exit code 1error: no such host',
      'failed with exit code 1, with the same error',
      'failed, and was the last one',
    ])
  })

  test('says so when the node has lost its log, and not that nothing was deleted', async () => {
    await shown(bad, failed(), 'unable to retrieve container logs for cri-o://0f3c\n')
    await seen('The node has lost its log: what it deleted is not known any more.')
    expect(screen.queryByText(/before it deleted anything/)).toBeNull()
    expect(screen.getByText(/What it had deleted stays deleted/)).toBeVisible()
  })

  test('says how far a log goes that was cut in the middle', async () => {
    await shown(bad, failed({ exitCode: 137, reason: 'OOMKilled' }), log.split('\n').slice(0, 20).join('\n'))
    await seen(/^The log ends without a summary\. Its lines speak of 3 revisions in 2 image streams, 15 layer links/)
    expect(screen.getByRole('group', { name: /The run had too little memory/ })).toHaveTextContent('exit code 137')
    expect(screen.getByRole('group', { name: /This run failed/ })).toHaveTextContent('BackoffLimitExceeded')
  })

  test('lists the references that stopped it', async () => {
    const text = [
      'Failed to build graph!',
      'The following objects have invalid references:',
      '  pod/broken namespace=qa: container web: invalid image reference "Web:1": repository name must be lowercase',
      'Either fix the references or delete the objects to make the pruner proceed.',
    ].join('\n')
    await shown(bad, failed(), text)
    await seen(/^1 reference cannot be read, which stops a run/)
    const alert = screen.getByRole('group', { name: /This run failed/ })
    expect(alert).toHaveTextContent('pod/broken namespace=qa')
  })

  test('has lost its log with its pod', async () => {
    await renderPage(path, { state: withRuns(state, { jobs: [good] }) })
    await seen('What it deleted is not known any more.')
    expect(await screen.findByRole('group', { name: /The log went with its pod/ })).toBeVisible()
  })

  test('who may not read logs sees what the container left, and which role is missing', async () => {
    const forbidden = {
      kind: 'Status',
      code: 403,
      reason: 'Forbidden',
      message: `pods "${name}-abcde" is forbidden: User "sre" cannot get resource "pods/log" in API group "" in the namespace "openshift-image-registry"`,
    }
    await renderPage(path, {
      state: withRuns(state, { jobs: [bad], pods: [failed({ message: 'error: no such host\n' })] }),
      answer: (request, cluster) =>
        request.url.includes('/log?') ? Response.json(forbidden, { status: 403 }) : cluster.handle(request),
    })
    const note = await screen.findByRole('group', { name: /The log cannot be shown/ }, { timeout: 5000 })
    expect(note).toHaveTextContent('oc adm policy add-role-to-user view sre -n openshift-image-registry')
    expect(screen.getByRole('group', { name: /This run failed/ })).toHaveTextContent('error: no such host')
  })

  test('is not there', async () => {
    await renderPage(paths.pruning('runs', { run: 'image-pruner-1' }), { state })
    await seen('The run image-pruner-1 is not there')
    expect(screen.getByRole('link', { name: 'All runs' })).toHaveAttribute('href', '/pruning/runs')
  })

  test('can be deleted, with its pod', async () => {
    const { user, cluster, router } = await shown(good, podOf(good, ...succeeded), log)
    const asked: unknown[] = []
    cluster.store.subscribe('batch/jobs', ({ type }) => asked.push(type))
    await user.click(await screen.findByRole('button', { name: 'Delete run' }, { timeout: 5000 }))
    const dialog = within(await screen.findByRole('dialog', { name: `Delete run ${name}` }))
    expect(dialog.getByText('What it pruned does not come back.')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Delete run' }))
    await waitFor(() => expect(router.state.location.search).toBe(''))
    expect(cluster.store.get('batch/jobs', 'openshift-image-registry', name)).toBeUndefined()
  })
})

describe('a run that is going', () => {
  test('is followed to its end, which is told', async () => {
    const { cluster } = await shown(going, podOf(going, ...running), 'Deleting blob sha256:00\n')
    await seen('So far it has begun to delete 1 blob.')
    cluster.logs.append(pod, 'image-pruner', 'Deleting blob sha256:01')
    await seen('So far it has begun to delete 2 blobs.')
    cluster.logs.append(pod, 'image-pruner', 'Summary: deleted 2 blob(s)')
    await seen('This run deleted 2 blobs.')
    expect(shownToasts()).toEqual([])

    cluster.store.put('/pods', podOf(going, ...succeeded))
    cluster.store.put('batch/jobs', good)
    // The log's stream ends with its container; the pod goes here so that the mock's ends, too.
    cluster.store.remove('/pods', 'openshift-image-registry', `${name}-abcde`)
    await waitFor(() =>
      expect(shownToasts()).toMatchObject([{ status: 'success', title: `The run ${name} completed` }]),
    )
  })

  test('stays readable when somebody deletes it', async () => {
    const { cluster } = await shown(going, podOf(going, ...running), 'Deleting blob sha256:00\n')
    await seen('So far it has begun to delete 1 blob.')
    cluster.store.remove('batch/jobs', 'openshift-image-registry', name)
    expect(await screen.findByRole('alert', { name: 'This run was deleted' })).toBeVisible()
    expect(screen.getByText('Deleting blob sha256:00')).toBeVisible()
  })

  test.each([
    [
      'no node takes it',
      {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
        ],
      },
      /No node takes the pod/,
      'Unschedulable: 0/3 nodes are available',
    ],
    [
      'its image cannot be pulled',
      {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'image-pruner',
            state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
          },
        ],
      },
      /The image of the pruner cannot be pulled/,
      'ImagePullBackOff: Back-off pulling image',
    ],
  ])('%s', async (_, status, title, words) => {
    const waiting = { ...podOf(going, { waiting: { reason: 'ContainerCreating' } }, 'Pending'), status }
    await renderPage(path, { state: withRuns(state, { jobs: [going], pods: [waiting] }) })
    expect(await screen.findByRole('group', { name: title }, { timeout: 5000 })).toHaveTextContent(words)
  })

  test('begins by itself once its container has started', async () => {
    const waiting = podOf(going, { waiting: { reason: 'ContainerCreating' } }, 'Pending')
    const { cluster } = await shown(going, waiting, 'Deleting blob sha256:00\n')
    await seen('The container of the run starts. Its log follows.')
    cluster.store.put('/pods', podOf(going, ...running))
    expect(await seen('So far it has begun to delete 1 blob.')).toBeVisible()
  })

  test('a quota that refuses its pod is quoted', async () => {
    const { cluster } = await renderPage(path, { state: withRuns(state, { jobs: [going] }) })
    await seen('Waiting for the pod of the run.')
    cluster.store.put('/events', {
      metadata: { name: `${name}.1`, namespace: 'openshift-image-registry' },
      type: 'Warning',
      reason: 'FailedCreate',
      message:
        'Error creating: pods is forbidden: exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10',
      involvedObject: { kind: 'Job', namespace: 'openshift-image-registry', name, uid: going.metadata.uid },
      lastTimestamp: ago(0),
    } as never)
    expect(await screen.findByRole('alert', { name: 'The pod of this run was refused' })).toHaveTextContent(
      'exceeded quota: pods',
    )
  })

  test('a stream that ends before its container is said, and the log goes on without doubled lines', async () => {
    let asked = 0
    const { user, cluster, router } = await renderPage('/pruning', {
      state: withRuns(state, { jobs: [going], pods: [podOf(going, ...running)] }),
      answer: (request, to) =>
        request.url.includes('/log?') && asked++ === 0
          ? new Response('Deleting blob sha256:00\n', { headers: { 'Content-Type': 'text/plain' } })
          : to.handle(request),
    })
    cluster.logs.set(pod, 'image-pruner', 'Deleting blob sha256:00\nDeleting blob sha256:01\n')
    await router.navigate(path)
    await seen('So far it has begun to delete 1 blob.')
    const alert = await screen.findByRole('alert', { name: 'The log broke off' }, { timeout: 5000 })
    expect(alert).toHaveTextContent('The connection ended although the container still runs.')
    await user.click(within(alert).getByRole('button', { name: 'Read again' }))
    await seen('So far it has begun to delete 2 blobs.')
    expect(screen.getAllByText('Deleting blob sha256:00')).toHaveLength(1)
  })
})
