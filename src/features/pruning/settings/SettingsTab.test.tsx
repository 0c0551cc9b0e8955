import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import type { CronJob } from '../../../k8s/resources/cronJob.ts'
import { changePruner, cronJobsPath, prunersPath, storedPruner, withPruner } from './prunerTesting.ts'

const patience = { timeout: 10_000 }
const cronJobs = 'batch/cronjobs'
const namespace = 'openshift-image-registry'
const panel = async (name: string) => within(await screen.findByRole('region', { name }, patience))

/** A cluster where a path answers 404 about its object, or as one that has no such API. */
function without(path: string, { api = false } = {}) {
  return (request: Request, cluster: Cluster) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith(path)) return cluster.handle(request)
    if (api) return new Response('404 page not found\n', { status: 404 })
    const name = pathname.split('/').at(-1) ?? ''
    const message = `"${name}" not found`
    return Response.json(
      { kind: 'Status', status: 'Failure', code: 404, reason: 'NotFound', message, details: { name } },
      { status: 404 },
    )
  }
}

describe('the settings of pruning', () => {
  test('say first how it stands, and then all of it', async () => {
    await renderPage('/pruning', { scenario: 'healthy' })
    const head = within(await screen.findByRole('group', { name: /Pruning is on/ }, patience))
    expect(head.getByText(/At 00:00, every day \(UTC\)\./)).toHaveTextContent(
      /Next run in .*, and a run, dry or not, has completed since\.$/,
    )
    expect(head.getByText(/Keeps the newest 3 revisions of each tag and everything younger than 1 h\./)).toBeVisible()
    const settings = await panel('Settings')
    for (const [term, value] of [
      ['Schedule', '0 0 * * * (default)'],
      ['Suspended', 'No'],
      ['Keep tag revisions', '3'],
      ['Keep younger than', '60m (1 h) (default)'],
      ['Ignore invalid image references', 'Yes'],
      ['Log level', 'Normal --loglevel=1'],
      ['Successful jobs history limit', '3'],
      ['Failed jobs history limit', '3'],
      ['Node selector', 'any node'],
    ] as const)
      expect(settings.getByText(term).closest('.pf-v6-c-description-list__group')).toHaveTextContent(`${term}${value}`)
    expect(within((await panel('Next runs')).getByRole('table')).getAllByRole('row')).toHaveLength(6)
    expect((await panel('CronJob')).getByText(/is as these settings want it/)).toBeVisible()
    const conditions = await panel('Conditions')
    for (const meaning of [/CronJob that starts the runs exists/, /or none has run yet/, /Runs start by schedule/])
      expect(conditions.getByText(meaning)).toBeVisible()
  })

  test('say what the operator could not apply, and what goes on instead', async () => {
    await renderPage('/pruning', { scenario: 'pruner-broken' })
    const head = within(
      await screen.findByRole('group', { name: /The operator cannot apply these settings/ }, patience),
    )
    expect(head.getByText(/At 03:30, every day/)).toBeVisible()
    expect(head.getByText(/expected exactly 5 fields, found 2/)).toBeVisible()
    const settings = await panel('Settings')
    expect(settings.getByText(/This is no schedule/)).toBeVisible()
    expect(settings.getByText(/From the deprecated keepYoungerThan, \d{17} ns/)).toBeVisible()
    const drift = within((await panel('CronJob')).getByRole('table', { name: 'Differences' }))
    expect(drift.getByRole('row', { name: /Schedule/ })).toHaveTextContent('every day30 3 * * *')
    expect(drift.getByRole('row', { name: /Keep tag revisions/ })).toHaveTextContent('310')
    expect((await panel('Conditions')).getByText(/Put the schedule right/)).toBeVisible()
  })

  test('say what was changed by hand, and that it will be overwritten', async () => {
    const { cluster } = await renderPage('/pruning', { scenario: 'healthy' })
    const shown = await panel('CronJob')
    await shown.findByText(/is as these settings want it/)
    const cronJob: CronJob | undefined = cluster.store.get(cronJobs, namespace, 'image-pruner')
    if (!cronJob) throw new Error('there is no CronJob')
    const changed: CronJob = { ...cronJob, spec: { ...cronJob.spec, schedule: '0 4 * * *' } }
    cluster.store.put(cronJobs, changed)
    const alert = await shown.findByRole('group', { name: /is not as these settings want it/ }, patience)
    expect(alert).toHaveTextContent(/It was changed by hand/)
    expect(alert).toHaveTextContent(/overwritten without notice/)
    expect(within(alert).getByRole('row', { name: /Schedule/ })).toHaveTextContent('0 0 * * *0 4 * * *')
  })

  test('tell times by the time zone that somebody gave the CronJob', async () => {
    const { cluster } = await renderPage('/pruning', { scenario: 'healthy' })
    const shown = await panel('CronJob')
    await shown.findByText(/is as these settings want it/)
    const cronJob: CronJob | undefined = cluster.store.get(cronJobs, namespace, 'image-pruner')
    if (!cronJob) throw new Error('there is no CronJob')
    const changed: CronJob = { ...cronJob, spec: { ...cronJob.spec, timeZone: 'Asia/Tokyo' } }
    cluster.store.put(cronJobs, changed)
    expect(await screen.findByText(/At 00:00, every day, in the time zone Asia\/Tokyo\./)).toBeVisible()
    const rows = within((await panel('Next runs')).getByRole('table')).getAllByRole('row')
    expect(rows.slice(1).map((row) => within(row).getAllByRole('cell')[1]?.textContent)).toEqual(
      Array.from({ length: 5 }, () => expect.stringMatching(/, 15:00$/)),
    )
    expect(shown.getByRole('row', { name: /Time zone/ })).toHaveTextContent('Asia/Tokyo')
  })

  test('say when the operator cannot read them', async () => {
    await renderPage('/pruning', {
      state: withPruner(await scenarios.healthy(), (pruner) => {
        pruner.spec = { ...pruner.spec, keepYoungerThanDuration: '3 days' }
        pruner.metadata.generation = 7
        pruner.status = { ...pruner.status, observedGeneration: 6 }
      }),
    })
    expect(
      await screen.findByRole('group', { name: /The operator cannot read these settings/ }, patience),
    ).toBeVisible()
    expect((await panel('Settings')).getByText(/unknown unit " days"/)).toBeVisible()
    const lag = (await panel('Conditions')).getByRole('group', { name: /This is said of older settings/ })
    expect(lag).toHaveTextContent('They are at generation 7, the operator has acted on 6.')
  })

  test('say what it means that there is no registry', async () => {
    await renderPage('/pruning', { scenario: 'registry-removed' })
    expect(
      await screen.findByRole('group', { name: /There is no registry: only objects are pruned/ }, patience),
    ).toHaveTextContent(/--prune-registry=false.*blobs stay in the storage/)
    expect((await panel('CronJob')).getByText(/is as these settings want it/)).toBeVisible()
  })

  test('show unknown conditions as they are', async () => {
    const odd = { type: 'Upgradeable', status: 'Unknown', reason: 'Odd', message: 'Nobody knows.' }
    await renderPage('/pruning', {
      state: withPruner(await scenarios.healthy(), (pruner) => {
        pruner.status = { ...pruner.status, conditions: [odd] }
      }),
    })
    const conditions = await panel('Conditions')
    for (const text of Object.values(odd)) expect(conditions.getByText(text)).toBeVisible()
  })
})

describe('without', () => {
  test('an ImagePruner the page says who makes it', async () => {
    await renderPage('/pruning', { scenario: 'healthy', answer: without(`${prunersPath}/cluster`) })
    expect(await screen.findByRole('heading', { name: 'There is no ImagePruner cluster' }, patience)).toBeVisible()
    expect(screen.getByText(/cluster-image-registry-operator/)).toBeVisible()
    expect(screen.getByRole('link', { name: 'Preview' })).toBeVisible()
  })

  test('a registry operator nothing prunes by schedule', async () => {
    await renderPage('/pruning', { scenario: 'healthy', answer: without(prunersPath, { api: true }) })
    expect(await screen.findByText(/has no registry operator/, undefined, patience)).toBeVisible()
  })

  test('the right to read it the page says which role grants that', async () => {
    const { user } = await renderPage('/pruning', { scenario: 'healthy', as: 'dev' })
    expect(await screen.findByRole('heading', { name: 'Permission missing' }, patience)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Actions for pruning' }))
    expect(await screen.findByRole('menuitem', { name: /^Edit/ })).toHaveAttribute('aria-disabled', 'true')
    await waitFor(() =>
      expect(screen.getByRole('menuitem', { name: /^Run now/ })).toHaveAttribute('aria-disabled', 'true'),
    )
  })

  test('a CronJob nothing runs, and the settings are still there', async () => {
    await renderPage('/pruning', { scenario: 'healthy', answer: without(`${cronJobsPath}/image-pruner`) })
    expect(await screen.findByRole('group', { name: /No run starts: the CronJob is missing/ }, patience)).toBeVisible()
    expect((await panel('CronJob')).getByRole('group', { name: /image-pruner is missing/ })).toBeVisible()
    expect((await panel('Settings')).getByText('Keep tag revisions')).toBeVisible()
  })

  test('the right to read the CronJob the rest is there', async () => {
    await renderPage('/pruning', {
      scenario: 'healthy',
      answer: (request, cluster) =>
        new URL(request.url).pathname.startsWith(cronJobsPath)
          ? Response.json(
              {
                kind: 'Status',
                status: 'Failure',
                code: 403,
                reason: 'Forbidden',
                message:
                  'cronjobs.batch "image-pruner" is forbidden: User "x" cannot get resource "cronjobs" in API group "batch" in the namespace "openshift-image-registry"',
              },
              { status: 403 },
            )
          : cluster.handle(request),
    })
    const shown = await panel('CronJob')
    expect(await shown.findByRole('group', { name: /The CronJob could not be read/ }, patience)).toHaveTextContent(
      /You may not get cronjobs/,
    )
    // Those of the default schedule, which the operator leaves empty.
    expect(within((await panel('Next runs')).getByRole('table')).getAllByRole('row')).toHaveLength(6)
    expect((await panel('Settings')).getByText('Keep tag revisions')).toBeVisible()
  })
})

describe('suspending and resuming', () => {
  test('takes one click on the page', async () => {
    const page = await renderPage('/pruning', { scenario: 'healthy' })
    const { user } = page
    await user.click(await screen.findByRole('button', { name: 'Suspend' }, patience))
    await user.click(await screen.findByRole('button', { name: 'Resume' }, patience))
    await screen.findByRole('button', { name: 'Suspend' }, patience)
    expect(storedPruner(page).spec?.suspend).toBe(false)
    expect(screen.getByText('Pruning is resumed')).toBeVisible()
  })

  test('takes one click in the menu, on every tab', async () => {
    const page = await renderPage('/pruning/yaml', { scenario: 'healthy' })
    const { user } = page
    await user.click(await screen.findByRole('button', { name: 'Actions for pruning' }, patience))
    const names = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)
    expect(names.map((name) => name?.replace(/The settings are being read\./, ''))).toEqual([
      'Edit',
      'Suspend',
      'Run now',
      'Dry run on the cluster',
      'Preview',
    ])
    const entry = screen.getByRole('menuitem', { name: /^Suspend/ })
    await waitFor(() => expect(entry).not.toHaveAttribute('aria-disabled'))
    await user.click(entry)
    expect(await screen.findByText('Pruning is suspended')).toBeVisible()
    expect(storedPruner(page).spec?.suspend).toBe(true)
  })

  test('goes on when the operator writes the status in between', async () => {
    let conflicts = 0
    const page = await renderPage('/pruning', {
      scenario: 'healthy',
      answer: (request, cluster) => {
        if (request.method === 'PATCH' && conflicts++ < 2)
          changePruner({ cluster }, (pruner) => {
            pruner.status = { ...pruner.status, observedGeneration: 100 + conflicts }
          })
        return cluster.handle(request)
      },
    })
    await page.user.click(await screen.findByRole('button', { name: 'Suspend' }, patience))
    expect(await screen.findByRole('button', { name: 'Resume' }, patience)).toBeVisible()
    expect(storedPruner(page).spec?.suspend).toBe(true)
    expect(conflicts).toBe(3)
  })

  test('says that it has no effect while the operator cannot apply the settings', async () => {
    const page = await renderPage('/pruning', { scenario: 'pruner-broken' })
    await page.user.click(await screen.findByRole('button', { name: 'Suspend' }, patience))
    expect(await screen.findByText('Suspended in the settings only')).toBeVisible()
    expect(storedPruner(page).spec?.suspend).toBe(true)
    const cronJob: CronJob | undefined = page.cluster.store.get(cronJobs, namespace, 'image-pruner')
    expect(cronJob?.spec?.suspend).toBe(false)
    expect(screen.getByText(/At 03:30, every day \(UTC\)\. Next run/)).toBeVisible()
  })

  test('says why it failed', async () => {
    const page = await renderPage('/pruning', {
      scenario: 'healthy',
      answer: (request, cluster) =>
        request.method === 'PATCH'
          ? Response.json(
              { kind: 'Status', status: 'Failure', code: 403, reason: 'Forbidden', message: 'the webhook said no' },
              { status: 403 },
            )
          : cluster.handle(request),
    })
    await page.user.click(await screen.findByRole('button', { name: 'Suspend' }, patience))
    expect(await screen.findByText('Could not suspend pruning')).toBeVisible()
    expect(screen.getByText('the webhook said no')).toBeVisible()
    expect(storedPruner(page).spec?.suspend).toBe(false)
  })

  test('is not for those who may only read', async () => {
    const page = await renderPage('/pruning', {
      scenario: 'healthy',
      answer: async (request, cluster) => {
        const asksToPatch = request.method === 'POST' && (await request.clone().text()).includes('"verb":"patch"')
        return asksToPatch ? Response.json({ status: { allowed: false } }) : cluster.handle(request)
      },
    })
    const button = await screen.findByRole('button', { name: 'Suspend' }, patience)
    expect(await screen.findByText('You may not patch imagepruners cluster in the whole cluster.')).toBeVisible()
    expect(button).toHaveAttribute('aria-disabled', 'true')
    await page.user.click(button)
    expect(storedPruner(page).spec?.suspend).toBe(false)
  })
})
