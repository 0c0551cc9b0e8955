import { readFileSync } from 'node:fs'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { recorded } from '../../../../mocks/seed/base.ts'
import { ago, jobOf, podOf, runRow, succeeded, withRuns } from './runTesting.ts'

const path = '/pruning/runs'
const log = readFileSync('mocks/data/pruner.log', 'utf8')
const state = recorded()
const good = jobOf(state, { name: 'image-pruner-29920320', start: 60, end: 'Complete' })
const bad = jobOf(state, { name: 'image-pruner-29920380', start: 30, end: 'Failed' })
const dry = jobOf(state, { name: 'image-pruner-dry-run-x7k2m', start: 5, end: 'Complete', manual: true, dry: true })
const failedPod = (message?: string) =>
  podOf(bad, { terminated: { exitCode: 1, reason: 'Error', ...(message && { message }) } }, 'Failed')

describe('the table of runs', () => {
  test('says of each run what started it, what came of it and what it deleted', async () => {
    const pods = [podOf(good, ...succeeded), failedPod(), podOf(dry, ...succeeded)]
    const { cluster } = await renderPage(path, { state: withRuns(state, { jobs: [good, bad, dry], pods }) })
    cluster.logs.set('openshift-image-registry/image-pruner-29920320-abcde', 'image-pruner', log)
    cluster.logs.set(
      'openshift-image-registry/image-pruner-29920380-abcde',
      'image-pruner',
      'error: failed to ping registry\nattempt #1 has failed (exit code 1), going to make another attempt...\nerror: no such host\n',
    )
    cluster.logs.set(
      'openshift-image-registry/image-pruner-dry-run-x7k2m-abcde',
      'image-pruner',
      'Dry run enabled - no modifications will be made. Add --confirm to remove images\nSummary: deleted 1 image object(s)\n',
    )
    const row = await runRow('image-pruner-29920320')
    await waitFor(() => expect(row).toHaveTextContent('130 images, 122 revisions, and 390 blobs'))
    expect(row).toHaveTextContent('Completed')
    expect(row).toHaveTextContent('Schedule')
    expect(row).toHaveTextContent('1 min')
    expect(row).toHaveTextContent('Keeps 3 revisions, 60m')

    const failed = await runRow('image-pruner-29920380')
    await waitFor(() => expect(failed).toHaveTextContent('error: no such host'))
    expect(failed).toHaveTextContent('BackoffLimitExceeded')

    const tried = await runRow('image-pruner-dry-run-x7k2m')
    await waitFor(() => expect(tried).toHaveTextContent('Would delete 1 image'))
    expect(tried).toHaveTextContent('By hand')
    expect(within(tried).getByText('Dry run')).toBeVisible()

    const rows = screen.getAllByRole('row').slice(1)
    expect(rows.map((each) => within(each).getByRole('rowheader').textContent)).toEqual([
      'image-pruner-dry-run-x7k2m Dry run',
      'image-pruner-29920380',
      'image-pruner-29920320',
    ])
    // Only the ends of logs are read.
    expect(cluster.faults.requests.filter(({ plural }) => plural === 'pods/log')).toHaveLength(3)
  })

  test('a run whose pod is gone has lost its log', async () => {
    await renderPage(path, { state: withRuns(state, { jobs: [good] }) })
    const row = await runRow(good.metadata.name)
    await waitFor(() => expect(row).toHaveTextContent('The log went with its pod'))
  })

  test('where the log cannot be read, the end that the container left says why it failed', async () => {
    const pods = [failedPod('Deleting blob sha256:00\nerror: x509: certificate signed by unknown authority\n')]
    const broken = { kind: 'Status', code: 500, reason: 'InternalError', message: 'dial tcp: i/o timeout' }
    await renderPage(path, {
      state: withRuns(state, { jobs: [bad], pods }),
      answer: (request, cluster) =>
        request.url.includes('/log') ? Response.json(broken, { status: 500 }) : cluster.handle(request),
    })
    const row = await runRow(bad.metadata.name)
    await waitFor(() => expect(row).toHaveTextContent('x509: certificate signed by unknown authority'))
  })

  test('who may not list pods is told so once, with the role', async () => {
    await renderPage(path, {
      state: withRuns(state, { jobs: [good] }),
      answer: (request, cluster) =>
        request.url.includes('/pods?')
          ? Response.json(
              {
                kind: 'Status',
                code: 403,
                reason: 'Forbidden',
                message:
                  'pods is forbidden: User "sre" cannot list resource "pods" in API group "" in the namespace "openshift-image-registry"',
              },
              { status: 403 },
            )
          : cluster.handle(request),
    })
    const note = await screen.findByRole('group', { name: /What runs deleted cannot be shown/ })
    expect(note).toHaveTextContent('You may not list pods in the project openshift-image-registry.')
    expect(note).toHaveTextContent('oc adm policy add-role-to-user view sre -n openshift-image-registry')
    expect(await runRow(good.metadata.name)).toHaveTextContent('You may not read the log')
  })

  test('who may not list jobs is told which role is missing', async () => {
    await renderPage(path, { as: 'dev' })
    expect(await screen.findByText('You may not list jobs in the project openshift-image-registry.')).toBeVisible()
  })

  test('a new job shows at once', async () => {
    const { cluster } = await renderPage(path, { state: withRuns(state, { jobs: [good] }) })
    await runRow(good.metadata.name)
    cluster.store.put('batch/jobs', bad)
    expect(await runRow(bad.metadata.name)).toHaveTextContent('Failed')
  })
})

describe('the schedule', () => {
  type Changed = Record<'spec' | 'status', Record<string, unknown>>
  const changed = (change: (cronJob: Changed) => void) => {
    const copy = structuredClone(state)
    const cronJob = copy['/apis/batch/v1/cronjobs']?.items.find(({ metadata }) => metadata.name === 'image-pruner')
    // The recorded one has both.
    change(cronJob as unknown as Changed)
    return copy
  }

  test('says when the next run is and what holds it back', async () => {
    const going = jobOf(state, { name: 'image-pruner-29920400', start: 1 })
    await renderPage(path, { state: withRuns(state, { jobs: [going] }) })
    const text = await screen.findByText(/image-pruner-29920400 is going: the schedule starts none until it has ended/)
    expect(text).toBeVisible()
    expect(screen.getByText(/A run that is missed may start up to 1 h late, then it is left out\.$/)).toBeVisible()
    expect(screen.getByText('0 0 * * *')).toBeVisible()
  })

  test('counts "@every" from the last run, and not from now', async () => {
    const last = ago(60)
    const every = changed(({ spec, status }) => {
      spec['schedule'] = '@every 12h'
      status['lastScheduleTime'] = last
    })
    await renderPage(path, { state: every })
    const next = (await screen.findByText('Next run')).parentElement
    expect(next?.querySelector('time')).toHaveAttribute(
      'datetime',
      new Date(Date.parse(last) + 43_200_000).toISOString(),
    )
  })

  test('is suspended', async () => {
    await renderPage(path, { state: changed(({ spec }) => (spec['suspend'] = true)) })
    expect(await screen.findByRole('group', { name: /Pruning is suspended/ })).toBeVisible()
    expect(screen.getByText('none while it is suspended')).toBeVisible()
  })

  test('without a CronJob no run can be started', async () => {
    const { cluster } = await renderPage(path, { state })
    expect(await screen.findByRole('heading', { name: 'No runs yet' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Run now' })).toBeEnabled()
    cluster.store.remove('batch/cronjobs', 'openshift-image-registry', 'image-pruner')
    expect(await screen.findByRole('group', { name: /The CronJob image-pruner is missing/ })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Run now' })).toBeNull()
  })
})

describe('the status of the pruner', () => {
  const failing = () => {
    const copy = structuredClone(state)
    const [pruner] = copy['/apis/imageregistry.operator.openshift.io/v1/imagepruners']?.items ?? []
    Object.assign(pruner ?? {}, {
      status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
    })
    return copy
  }

  test('may be about a job that is no run: it is named and can be deleted', async () => {
    const other = jobOf(state, { name: 'migrate-storage', start: 2, end: 'Failed', foreign: true })
    const { user, cluster } = await renderPage(path, { state: withRuns(failing(), { jobs: [good, other] }) })
    const alert = await screen.findByRole('group', { name: /it is about another job/ })
    expect(alert).toHaveTextContent('Now that is migrate-storage.')
    await user.click(within(alert).getByRole('button', { name: 'Delete job migrate-storage' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete job migrate-storage' }))
    await user.click(dialog.getByRole('button', { name: 'Delete job' }))
    await waitFor(() =>
      expect(cluster.store.get('batch/jobs', 'openshift-image-registry', 'migrate-storage')).toBeUndefined(),
    )
    await waitFor(() => expect(screen.queryByRole('group', { name: /it is about another job/ })).toBeNull())
  })

  test('is right where it is about the last run', async () => {
    await renderPage(path, { state: withRuns(failing(), { jobs: [good, bad] }) })
    await runRow(bad.metadata.name)
    expect(screen.queryByRole('group', { name: /The status says/ })).toBeNull()
  })

  test('hides a failure behind a dry run that went well', async () => {
    await renderPage(path, { state: withRuns(state, { jobs: [bad, dry] }) })
    const alert = await screen.findByRole('group', { name: /nothing failed, but the last run did/ })
    expect(alert).toHaveTextContent('Look at image-pruner-29920380, the run that failed.')
  })
})
