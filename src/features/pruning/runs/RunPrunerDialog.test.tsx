import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { recorded } from '../../../../mocks/seed/base.ts'
import type { Job } from '../../../k8s/resources/job.ts'
import { shownToasts } from '../../../ui/toasts.ts'
import { cronJobIn, jobOf, runRow, withRuns } from './runTesting.ts'

const path = '/pruning/runs'
const state = recorded()
const going = jobOf(state, { name: 'image-pruner-29920400', start: 1 })

/** The one job that is not among those before. */
function created({ cluster }: Pick<RenderedPage, 'cluster'>, ...before: string[]): Job | undefined {
  const jobs: Job[] = [...cluster.store.list('batch/jobs', 'openshift-image-registry')]
  return jobs.find(({ metadata }) => !before.includes(metadata.name))
}

async function opened(button: 'Run now' | 'Dry run on the cluster', options: Parameters<typeof renderPage>[1] = {}) {
  const page = await renderPage(path, { state, ...options })
  await page.user.click(await screen.findByRole('button', { name: button }, { timeout: 5000 }))
  const dialog = within(await screen.findByRole('dialog', { name: button }, { timeout: 5000 }))
  return { ...page, dialog }
}

async function commandIn({ user, dialog }: Pick<Awaited<ReturnType<typeof opened>>, 'user' | 'dialog'>) {
  const toggle = dialog.getByRole('button', { name: 'Equivalent command' })
  await user.click(toggle)
  return toggle.closest('.rc-equivalent')?.querySelector('pre')?.textContent
}

describe('Run now', () => {
  test('creates the job that the CronJob would create, and goes to the run', async () => {
    const page = await opened('Run now')
    const { user, dialog, router } = page
    expect(dialog.getByText(/Deletes for good, now and not by schedule/)).toBeVisible()
    expect(dialog.getByRole('link', { name: 'See in the preview what would go' })).toHaveAttribute(
      'href',
      '/pruning/preview',
    )
    const terms = dialog.getAllByRole('definition').map((each) => each.textContent)
    expect(terms).toEqual(['3', '60m', 'Yes', 'Pruned too'])
    const command = await commandIn(page)
    await user.click(dialog.getByRole('button', { name: 'Run now' }))

    await waitFor(() => expect(created(page)).toBeDefined())
    const { metadata, spec } = created(page) ?? { metadata: { name: '' } }
    expect(metadata.name).toMatch(/^image-pruner-manual-[a-z0-9]{5}$/)
    expect(command).toBe(`oc create job ${metadata.name} --from=cronjob/image-pruner -n openshift-image-registry`)
    expect(metadata.labels?.['created-by']).toBe('image-pruner')
    expect(metadata.annotations).toMatchObject({ 'cronjob.kubernetes.io/instantiate': 'manual' })
    const cronJob = cronJobIn(state)
    expect(metadata.ownerReferences).toEqual([
      { apiVersion: 'batch/v1', kind: 'CronJob', name: 'image-pruner', uid: cronJob.metadata.uid, controller: true },
    ])
    expect(spec?.template?.spec).toEqual(cronJob.spec?.jobTemplate?.spec?.template?.spec)

    await waitFor(() => expect(router.state.location.search).toBe(`?run=${metadata.name}`))
    expect(await screen.findByRole('heading', { name: metadata.name })).toBeVisible()
  })

  test('warns of a run that is going: nothing holds this one back', async () => {
    const { dialog } = await opened('Run now', { state: withRuns(state, { jobs: [going] }) })
    expect(await dialog.findByRole('group', { name: /A run is going already/ })).toHaveTextContent(
      'image-pruner-29920400 has not ended. Only runs by schedule wait for each other',
    )
  })

  test('says where the CronJob does not do what the settings say', async () => {
    const copy = structuredClone(state)
    const [pruner] = copy['/apis/imageregistry.operator.openshift.io/v1/imagepruners']?.items ?? []
    Object.assign(pruner ?? {}, {
      spec: { keepTagRevisions: 5, keepYoungerThanDuration: '72h', ignoreInvalidImageReferences: true },
    })
    const { dialog } = await opened('Run now', { state: copy })
    const alert = await dialog.findByRole('group', { name: /The CronJob differs from the settings/ })
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map((each) => each.textContent),
    ).toEqual([
      'Keep tag revisions: 3 in the CronJob, 5 in the settings',
      'Keep younger than: 60m in the CronJob, 72h0m0s in the settings',
    ])
  })

  test('who may not create jobs cannot start one, and is told the role', async () => {
    const { dialog } = await opened('Run now', { as: 'sre' })
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Run now' })).toBeDisabled())
    expect(dialog.getByText(/You may not create jobs in the project openshift-image-registry/)).toBeVisible()
  })

  test('is refused by a quota: nothing is lost, and the words of the server are shown', async () => {
    const { cluster, user, dialog } = await opened('Run now')
    const message =
      'jobs.batch "x" is forbidden: exceeded quota: few, requested: count/jobs.batch=1, used: 3, limited: 3'
    cluster.faults.add({ verb: 'create', plural: 'jobs', status: 403, reason: 'Forbidden', message })
    await user.click(dialog.getByRole('button', { name: 'Run now' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('exceeded quota: few')
  })

  test('an answer that was lost is looked up', async () => {
    const page = await opened('Run now')
    page.cluster.faults.add({ verb: 'create', plural: 'jobs', status: 0, afterwards: true })
    await page.user.click(page.dialog.getByRole('button', { name: 'Run now' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), { timeout: 5000 })
    expect(page.cluster.store.list('batch/jobs', 'openshift-image-registry')).toHaveLength(1)
  })
})

describe('Dry run on the cluster', () => {
  test('creates the same job without --confirm', async () => {
    const page = await opened('Dry run on the cluster')
    const { user, dialog } = page
    expect(dialog.getByText(/Nothing is deleted\.$/)).toBeVisible()
    const command = await commandIn(page)
    await user.click(dialog.getByRole('button', { name: 'Start dry run' }))
    await waitFor(() => expect(created(page)).toBeDefined())
    const { metadata, spec } = created(page) ?? { metadata: { name: '' } }
    expect(metadata.name).toMatch(/^image-pruner-dry-run-[a-z0-9]{5}$/)
    const wanted = structuredClone(cronJobIn(state).spec?.jobTemplate?.spec?.template?.spec)
    const [container] = wanted?.containers ?? []
    if (container?.args) container.args = container.args.filter((word) => word !== '--confirm=true')
    expect(spec?.template?.spec).toEqual(wanted)
    expect(command).toBe(
      [
        `oc create job ${metadata.name} --from=cronjob/image-pruner -n openshift-image-registry --dry-run=client -o yaml |`,
        "  sed -e '/^ *- --confirm=true$/d' |",
        '  oc create -f -',
      ].join('\n'),
    )
  })

  test('is not made from a CronJob that may delete all the same', async () => {
    const copy = structuredClone(state)
    const [container] = cronJobIn(copy).spec?.jobTemplate?.spec?.template?.spec?.containers ?? []
    Object.assign(container ?? {}, { args: ['-c', 'oc adm prune images --confirm=true'] })
    const { dialog } = await opened('Dry run on the cluster', { state: copy })
    expect(dialog.getByRole('button', { name: 'Start dry run' })).toBeDisabled()
    expect(dialog.getByText(/it is not certain that a job made from it deletes nothing/)).toBeVisible()
  })
})

test('the row of a run deletes it, with its pod', async () => {
  const done = jobOf(state, { name: 'image-pruner-29920320', start: 60, end: 'Failed' })
  const bodies: unknown[] = []
  const { user, cluster } = await renderPage(path, {
    state: withRuns(state, { jobs: [done] }),
    answer: async (request, to) => {
      if (request.method === 'DELETE') bodies.push(await request.clone().json())
      return to.handle(request)
    },
  })
  await runRow(done.metadata.name)
  await user.click(screen.getByRole('button', { name: `Actions for ${done.metadata.name}` }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete run' }))
  const dialog = within(await screen.findByRole('dialog', { name: `Delete run ${done.metadata.name}` }))
  expect(dialog.getByText('The job and its pod are deleted, and its log with them.')).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Delete run' }))
  await waitFor(() => expect(cluster.store.list('batch/jobs', 'openshift-image-registry')).toEqual([]))
  expect(bodies).toMatchObject([{ propagationPolicy: 'Background', preconditions: { uid: done.metadata.uid } }])
})

test('a dry run in a cluster that prunes is followed to its summary, and deletes nothing', async () => {
  const page = await renderPage(path, { scenario: 'pruning', controllers: true })
  const { user, cluster } = page
  const images = cluster.store.list('image.openshift.io/images').length
  await user.click(await screen.findByRole('button', { name: 'Dry run on the cluster' }, { timeout: 5000 }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Dry run on the cluster' }))
  await user.click(dialog.getByRole('button', { name: 'Start dry run' }))
  const sentence = await screen.findByText(
    /^A run like this would delete \d+ images, .* Nothing was deleted\.$/,
    {},
    { timeout: 10_000 },
  )
  const lines = screen.getByRole('log')
  fireEvent.keyDown(lines, { key: 'Home' })
  await waitFor(() => expect(lines).toHaveTextContent(/Dry run enabled - no modifications will be made/))
  await waitFor(() =>
    expect(shownToasts().map(({ title }) => title)).toContainEqual(expect.stringMatching(/ completed$/)),
  )
  expect(shownToasts().find(({ title }) => title.endsWith('completed'))?.description).toBe(sentence.textContent)
  expect(cluster.store.list('image.openshift.io/images')).toHaveLength(images)
}, 20_000)
