import type { Page } from '@playwright/test'
import type { ImagePruner } from '../../src/k8s/resources/imagePruner.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'
import { actOnPruning, historyOf, imagesOf, logOf, runShown, summaryOf } from '../pruning.ts'

test.use({ scenario: 'pruning' })

const runs = (page: Page) => page.getByRole('table', { name: 'Pruner runs' })
const runRow = (page: Page, name: string) => runs(page).getByRole('row').filter({ hasText: name })
const failed = async (cluster: SecondActor) =>
  (await cluster.pruner<ImagePruner>()).status?.conditions?.find(({ type }) => type === 'Failed')?.status
const isGone = async (cluster: SecondActor, name: string) =>
  (await cluster.jobs()).every(({ metadata }) => metadata.name !== name)

test('references that cannot be read stop a run: the preview says so before, the run and its status after', async ({
  page,
  cluster,
}) => {
  await cluster.patchPruner({ ignoreInvalidImageReferences: false })
  await cluster.addUnreadableReference('lab', 'typo')
  const before = { images: await imagesOf(cluster), history: await historyOf(cluster) }
  await page.goto('/pruning/preview')
  await expect(summaryOf(page)).toContainText(
    'A run now would stop before it deletes anything: 1 reference cannot be read.',
  )
  await page.getByRole('link', { name: 'Unreadable references (1)' }).click()
  const references = page.getByRole('table', { name: 'Unreadable references' })
  await expect(references).toContainText('BAD//ref:::x')
  await expect(rowOf(references, 'typo Deployment')).toContainText('lab')
  await expect(page.getByText(/^The run stops at them before it deletes anything\./)).toContainText('To mend one')
  await expectAccessible(page)

  await actOnPruning(page, 'Run now')
  await page.getByRole('dialog', { name: 'Run now' }).getByRole('button', { name: 'Run now' }).click()
  const name = await runShown(page)
  const attempts = page.getByRole('region', { name: 'Attempts' })
  await expect(attempts.getByRole('listitem').first()).toContainText('failed with exit code 1')
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
  await cluster.runJobs()
  await expect(page.getByRole('status').filter({ hasText: `The run ${name} failed` })).toBeVisible()
  await expect(attempts.getByRole('listitem')).toHaveCount(6)
  await expect(attempts.getByRole('listitem').last()).toContainText('failed, and was the last one')
  await expect(page.getByText('It failed before it deleted anything.').first()).toBeVisible()
  await expect(page.getByRole('group', { name: /This run failed/ })).toContainText(
    '1 reference cannot be read, which stops a run before it deletes anything.',
  )
  await expect(logOf(page)).toContainText('error: failed to build graph - no changes made')
  await expectAccessible(page)
  expect(await imagesOf(cluster)).toEqual(before.images)
  expect(await historyOf(cluster)).toEqual(before.history)

  await page.getByRole('link', { name: 'All runs' }).click()
  await expect(runRow(page, name)).toContainText('Failed')
  await expect(runRow(page, name)).toContainText('BackoffLimitExceeded')
  await expect(runRow(page, name)).toContainText('failed to build graph')
  expect(await failed(cluster)).toBe('True')
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Conditions' })).toContainText('BackoffLimitExceeded')
  const head = page.getByRole('group', { name: /The newest job has failed/ })
  await head.getByRole('link', { name: 'Look at the runs' }).click()
  await expect(runRow(page, name)).toBeVisible()
})

test('a status that is about another job is taken for what it is', async ({ page, cluster }) => {
  // At midnight a run of its own would be the newest job.
  await cluster.patchPruner({ suspend: true })
  await page.goto('/pruning/runs')
  await expect(runs(page)).toBeVisible()
  const doubt = page.getByRole('group', { name: /The status says that pruning failed, but it is about another job/ })
  await expect(doubt).toHaveCount(0)
  await cluster.startJob('nightly-backup', 'exit 1')
  await cluster.runJobs()
  expect(await failed(cluster)).toBe('True')
  await expect(doubt).toContainText('nightly-backup')
  await expect(runRow(page, 'nightly-backup')).toHaveCount(0)
  await expectAccessible(page)
  await doubt.getByRole('button', { name: 'Delete job nightly-backup' }).click()
  await confirm(page, 'Delete job nightly-backup', 'Delete job')
  await expect(doubt).toHaveCount(0)
  expect(await isGone(cluster, 'nightly-backup')).toBe(true)
  await expect.poll(() => failed(cluster)).toBe('False')
})

test('a run without its pod, and one that is deleted', async ({ page, cluster }) => {
  const [oldest, newest] = [(await cluster.jobs()).at(0), (await cluster.jobs()).at(-1)]
  const [without = '', name = ''] = [oldest?.metadata.name, newest?.metadata.name]
  await page.goto('/pruning/runs')
  await expect(runRow(page, without)).toContainText('The log went with its pod')
  await page.getByRole('link', { name: without }).click()
  await expect(page.getByRole('group', { name: /The log went with its pod/ })).toContainText('what it said is lost')
  await expect(page.getByText('What it deleted is not known any more.')).toBeVisible()
  await page.getByRole('link', { name: 'All runs' }).click()

  await act(page, name, 'View log')
  await expect(logOf(page)).toContainText('Summary: deleted')
  await cluster.deletePodsOf(name)
  await expect(page.getByRole('group', { name: /The log went with its pod/ })).toBeVisible()
  await page.getByRole('link', { name: 'All runs' }).click()
  await act(page, name, 'Delete run')
  await confirm(page, `Delete run ${name}`, 'Delete run')
  await expect(runRow(page, name)).toHaveCount(0)
  expect(await isGone(cluster, name)).toBe(true)
})

test('a log that breaks off is said to, and goes on where it stopped', async ({ page, cluster }) => {
  const name = (await cluster.jobs()).at(-1)?.metadata.name ?? ''
  const [pod = ''] = await cluster.podsOf(name)
  const lines = Array.from({ length: 400 }, (_, number) => `Deleting blob sha256:${String(number).padStart(64, '0')}`)
  await cluster.setLog(pod, [...lines, 'Summary: deleted 400 blob(s)', ''].join('\n'))
  // The browser asks again by itself where nothing came.
  await cluster.breakLogs(9000, 1)
  await page.goto(`/pruning/runs?run=${name}`)
  const broken = page.getByRole('alert', { name: 'The log broke off' })
  await expect(broken).toContainText('What was read so far stays.')
  await expect(page.getByText('Broken off', { exact: true })).toBeVisible()
  await expect(page.getByText('Reading what it deleted.')).toBeVisible()
  await expect(logOf(page)).not.toContainText('Summary')
  await expectAccessible(page)
  await broken.getByRole('button', { name: 'Read again' }).click()
  await expect(broken).toHaveCount(0)
  await expect(page.getByText('401 lines', { exact: true })).toBeVisible()
  await expect(logOf(page)).toContainText('Summary: deleted 400 blob(s)')
  await expect(page.getByText('This run deleted 400 blobs.')).toBeVisible()
})
