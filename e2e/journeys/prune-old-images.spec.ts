import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectLive, rowOf, test } from '../fixtures.ts'
import {
  actOnPruning,
  exported,
  historyOf,
  imagesOf,
  logOf,
  numbersIn,
  numbersOf,
  runShown,
  summaryOf,
  type ExportedRevision,
} from '../pruning.ts'

test.use({ scenario: 'pruning' })

interface Export {
  command: string
  revisions: ExportedRevision[]
}

const section = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Sections of the preview' }).getByRole('link', { name }).click()
const lineOf = ({ project, stream, tag, image }: ExportedRevision) => `${project}/${stream}:${tag} ${image}`
const goes = ({ run }: ExportedRevision) => run === 'Goes'

test('a preview says what goes, what stays and why, and how other settings differ', async ({ page, cluster }) => {
  await page.goto('/pruning/preview')
  const summary = summaryOf(page)
  await expect(summary).toContainText(/^A run now would delete \d+ images and free /)
  const present = await numbersOf(page)

  // Everything as files: every revision of the cluster, each with its fate.
  const history = await historyOf(cluster)
  const json: Export = JSON.parse(await exported(page, 'Export everything', 'as JSON'))
  expect(json.revisions.map(lineOf).toSorted()).toEqual(history)
  expect(json.revisions.filter(goes)).toHaveLength(present[1] ?? -1)
  expect(json.command).toBe('oc adm prune images --ignore-invalid-refs')
  const csv = await exported(page, 'Export everything', 'as CSV')
  expect(csv.trim().split('\r\n').slice(1)).toHaveLength(history.length)
  expect(csv).toContain('older than 1h')

  // A tag, revision by revision: the workload that holds one of the old ones is named.
  const tags = page.getByRole('table', { name: 'Tags with revisions that go' })
  await tags.getByRole('button', { name: 'Details of web:latest' }).click()
  const revisions = page.getByRole('table', { name: 'Revisions of web:latest' })
  await expect(revisions.getByRole('row')).toHaveCount(10)
  await expect(revisions.getByRole('row').nth(1)).toContainText(/Stays.*less than 1h old/)
  await expect(revisions.getByRole('row').nth(4)).toContainText('beyond revision 3')
  await expect(revisions.getByRole('row').nth(7)).toContainText(/Goes.*its image is gone/)
  const used = revisions.getByRole('row').filter({ hasText: 'something uses it by its digest' })
  await expect(used.getByRole('link', { name: 'Deployment shop/web, container web' })).toBeVisible()
  await expectAccessible(page)

  // Other settings: the difference at once, in words and numbers.
  await page.getByRole('textbox', { name: 'Keep tag revisions' }).fill('1')
  await page.getByRole('textbox', { name: 'Keep younger than' }).fill('100h')
  await expect(summary).toContainText('A run with these settings would delete')
  await expect(summary).toContainText(/[+−]\d+ (images?|revisions?).* against the present settings/)
  await expect.poll(() => numbersOf(page)).not.toEqual(present)
  const command = summary.getByText(/^oc adm prune images .*--keep-tag-revisions=1/)
  await summary.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(command).toBeVisible()
  await expect(revisions.getByRole('row').nth(4)).toContainText('beyond revision 1')
  await expect(summary.getByRole('button', { name: 'Run now' })).toHaveAccessibleDescription(
    'The pruner is set differently: a run would not do what is shown.',
  )
  await page.getByRole('textbox', { name: 'Keep younger than' }).fill('3 days')
  await expect(page.getByRole('textbox', { name: 'Keep younger than' })).toHaveAccessibleDescription(/unknown unit/)
  await expect(summary).toContainText('A run with these settings would delete')
  await page.getByRole('button', { name: 'Present settings' }).click()
  await expect.poll(() => numbersOf(page)).toEqual(present)

  // What stays, and what would change that.
  await section(page, /^Stays/)
  await expect(rowOf(page.getByRole('table', { name: 'Tags with revisions that stay' }), 'worker:v2')).toBeVisible()
  await section(page, /^Why not sooner/)
  const reasons = page.getByRole('table', { name: 'Revisions that stay, by reason' })
  await expect(reasons).toContainText('Fewer revisions to keep.')
  await expectAccessible(page)
  await reasons.getByRole('link', { name: /something uses it by its digest$/ }).click()
  await page.getByRole('button', { name: 'Details of batch:monthly' }).click()
  await expect(page.getByRole('link', { name: 'CronJob shop/month-end, container batch' })).toBeVisible()

  // Each image, with the tags and lists that have it.
  await section(page, /^Images/)
  const images = page.getByRole('table', { name: 'Images' })
  await images
    .getByRole('button', { name: /^Details of sha256:/ })
    .first()
    .click()
  await expect(page.getByRole('list', { name: /Tags with this image/ })).toContainText('Goes')
  await expectAccessible(page)
})

test('settings are chosen in the chart, and a dry run on the cluster comes to the same numbers', async ({
  page,
  cluster,
}) => {
  await page.goto('/pruning/preview?view=choices')
  await page.getByRole('combobox', { name: 'Compare by' }).selectOption('Images')
  const choices = page.getByRole('table', { name: 'Images by choice' })
  await expect(choices).toHaveAttribute('aria-busy', 'false')
  await expectAccessible(page)
  const choice = choices.getByRole('link', { name: /^Keep 1 revision and what is younger than 1 h: \d+ images$/ })
  const chosen = Number(/(\d+) images/.exec((await choice.getAttribute('aria-label')) ?? '')?.[1])
  await choice.click()
  await expect(choice).toHaveAttribute('aria-current', 'true')
  const summary = summaryOf(page)
  await expect(summary).toContainText(`A run with these settings would delete ${chosen} images`)
  await expectLive(page)
  await summary.getByRole('button', { name: 'Use these settings' }).click()
  const use = page.getByRole('dialog', { name: 'Use these settings' })
  await expect(use).toContainText('3 → 1')
  await use.getByRole('button', { name: 'Use these settings' }).click()
  await expect(use).toHaveCount(0)
  const { spec } = await cluster.pruner<{ spec: Record<string, unknown> }>()
  expect(spec).toMatchObject({ keepTagRevisions: 1, schedule: '' })
  expect(spec).not.toHaveProperty('keepYoungerThanDuration')
  // It is how the pruner is set now.
  await expect(summary).toContainText(`A run now would delete ${chosen} images`)
  const numbers = await numbersOf(page)
  expect(numbers[0]).toBe(chosen)

  const before = { images: await imagesOf(cluster), history: await historyOf(cluster) }
  await actOnPruning(page, 'Dry run on the cluster')
  const dry = page.getByRole('dialog', { name: 'Dry run on the cluster' })
  await expect(dry).toContainText('Nothing is deleted.')
  await dry.getByRole('button', { name: 'Start dry run' }).click()
  const name = await runShown(page)
  expect(name).toMatch(/^image-pruner-dry-run-/)
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(logOf(page)).toContainText(/Dry run enabled|Deleting /)
  await cluster.runJobs()
  await expect(logOf(page)).toContainText(/Summary: deleted /)
  await expect(page.getByText(/^A run like this would delete .*\. Nothing was deleted\.$/).first()).toBeVisible()
  expect(numbersIn(await logOf(page).innerText())).toEqual(numbers)
  expect(await imagesOf(cluster)).toEqual(before.images)
  expect(await historyOf(cluster)).toEqual(before.history)
  const job = (await cluster.jobs()).find(({ metadata }) => metadata.name === name)
  expect(job?.metadata.annotations).toMatchObject({ 'cronjob.kubernetes.io/instantiate': 'manual' })
  expect(job?.spec.template.spec.containers[0]?.args).not.toContain('--confirm=true')
})

test('a run deletes exactly what the preview lists, and then there is nothing left to delete', async ({
  page,
  cluster,
}) => {
  await page.goto('/pruning/preview')
  const summary = summaryOf(page)
  await expect(summary).toContainText('A run now would delete')
  const numbers = await numbersOf(page)
  const { revisions }: Export = JSON.parse(await exported(page, 'Export everything', 'as JSON'))
  const lines = revisions.filter(goes).map(lineOf)
  await page.getByRole('paragraph').getByRole('link', { name: 'Images', exact: true }).click()
  const listed: { digest: string }[] = JSON.parse(await exported(page, 'Export', 'Export as JSON'))
  const digests = listed.map(({ digest }) => digest)
  expect([digests.length, lines.length]).toEqual(numbers.slice(0, 2))
  const before = { images: await imagesOf(cluster), history: await historyOf(cluster) }

  await summary.getByRole('button', { name: 'Run now' }).click()
  const run = page.getByRole('dialog', { name: 'Run now' })
  await expect(run).toContainText('Deletes for good')
  await expectAccessible(page)
  await run.getByRole('button', { name: 'Run now' }).click()
  const name = await runShown(page)
  expect(name).toMatch(/^image-pruner-manual-/)
  await expect(page.getByRole('main').getByText('Live', { exact: true })).toBeVisible()
  await expect(page.getByText(/^So far it has begun to delete /)).toBeVisible()
  await cluster.runJobs()
  await expect(logOf(page)).toContainText(/Summary: deleted /)
  await expect(page.getByRole('main').getByText('Ended', { exact: true }).first()).toBeVisible()
  expect(numbersIn(await logOf(page).innerText())).toEqual(numbers)
  await expect(page.getByRole('status').filter({ hasText: `The run ${name} completed` })).toBeVisible()
  await expect(page.getByText(new RegExp(`^This run deleted ${digests.length} images, `)).first()).toBeVisible()

  // Gone is what was listed, and nothing else.
  const [gone, trimmed] = [new Set(digests), new Set(lines)]
  expect(await imagesOf(cluster)).toEqual(before.images.filter((digest) => !gone.has(digest)))
  expect(await historyOf(cluster)).toEqual(before.history.filter((line) => !trimmed.has(line)))

  await page.getByRole('link', { name: 'All runs' }).click()
  const row = page.getByRole('table', { name: 'Pruner runs' }).getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Completed')
  await expect(row).toContainText(`${digests.length} images`)
  await page.getByRole('link', { name: 'Preview', exact: true }).click()
  // It comes with the CronJob, above all else: what is pressed at that moment moves away below the pointer.
  await expect(page.getByText('A run has completed since this was read')).toBeVisible()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(summary).toContainText('A run now would delete nothing.')
  await expect(summary.getByRole('list', { name: 'Why nothing goes' })).toContainText('less than 1h old')
})
