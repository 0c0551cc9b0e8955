import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectLive, test } from '../fixtures.ts'
import { exported, historyOf, numbersOf, summaryOf, type ExportedRevision } from '../pruning.ts'

const reading = (page: Page) => page.getByRole('region', { name: 'Reading' })
const readAgain = (page: Page) => page.getByRole('button', { name: 'Read again' })
const stays = (page: Page) => page.getByRole('link', { name: /^Stays \(/ })

test.describe('over a small cluster', () => {
  test.use({ scenario: 'pruning' })

  test('reading is shown, stopped, and begun again, while others push and delete', async ({ page, cluster }) => {
    await page.goto('/pruning')
    await expectLive(page)
    await cluster.slow(2000)
    await page.getByRole('link', { name: 'Preview', exact: true }).click()
    await expect(reading(page).getByRole('status')).toContainText(/^Reading what pruning looks at/)
    await expect(reading(page).getByRole('progressbar', { name: 'Images' })).toBeVisible()
    await expectAccessible(page)
    await reading(page).getByRole('button', { name: 'Stop reading' }).click()
    await expect(page.getByRole('heading', { name: 'Reading was stopped' })).toBeVisible()
    await expect(summaryOf(page)).toHaveCount(0)

    await cluster.slow(300)
    await readAgain(page).click()
    await expect(reading(page)).toBeVisible()
    await cluster.push('shop', 'web', 'latest')
    await cluster.deleteStream('shop', 'worker')
    await cluster.slow(0)
    await expect(summaryOf(page)).toContainText(/^A run now would delete \d+ images/)

    // Afterwards it stands still until it is read again, and then has it all.
    const numbers = await numbersOf(page)
    const before = (await stays(page).innerText()).trim()
    await cluster.push('shop', 'web', 'v7')
    await cluster.deleteTag('shop', 'api', 'nightly')
    expect(await numbersOf(page)).toEqual(numbers)
    await expect(stays(page)).toHaveText(before)
    await readAgain(page).click()
    await expect.poll(() => numbersOf(page)).not.toEqual(numbers)
    const { revisions }: { revisions: ExportedRevision[] } = JSON.parse(
      await exported(page, 'Export everything', 'as JSON'),
    )
    const lines = revisions.map(({ project, stream, tag, image }) => `${project}/${stream}:${tag} ${image}`)
    expect(lines.toSorted()).toEqual(await historyOf(cluster))
  })

  test('what was read stays when the API goes away, settings still answer, and reading is tried again', async ({
    page,
    cluster,
  }) => {
    await page.goto('/pruning/preview')
    await expect(summaryOf(page)).toContainText('A run now would delete')
    const numbers = await numbersOf(page)
    await cluster.down()
    await expect(page.getByRole('status', { name: 'Connection' })).not.toHaveText('Live')
    await page.getByRole('textbox', { name: 'Keep tag revisions' }).fill('0')
    await expect(summaryOf(page)).toContainText('A run with these settings would delete')
    await expect.poll(() => numbersOf(page)).not.toEqual(numbers)
    await readAgain(page).click()
    const failed = page.getByRole('alert', { name: 'Could not read again: what was read before is shown' })
    await expect(failed).toBeVisible()
    await expect(summaryOf(page)).toContainText('A run with these settings would delete')
    await expectAccessible(page)
    await cluster.up()
    await failed.getByRole('button', { name: 'Retry' }).click()
    await expect(failed).toHaveCount(0)
    await page.getByRole('button', { name: 'Present settings' }).click()
    await expect.poll(() => numbersOf(page)).toEqual(numbers)
  })

  test('one kind that fails makes the answer uncertain, and says how it errs', async ({ page, cluster }) => {
    // What is left of the runs of a cron job uses its image too.
    await cluster.send('DELETE', '/apis/batch/v1/namespaces/shop/jobs/month-end-29920320')
    const message = 'etcdserver: request timed out'
    await cluster.fault({ verb: 'list', plural: 'cronjobs', status: 500, message, times: 20 })
    await page.goto('/pruning/preview')
    const uncertain = page.getByRole('group', { name: /This preview is uncertain/ })
    await expect(uncertain).toContainText('cronjobs could not be read.', { timeout: 15_000 })
    await expect(uncertain).toContainText('it may delete less than shown')
    await expect(uncertain).toContainText(message)
    const numbers = await numbersOf(page)
    await cluster.reset()
    await readAgain(page).click()
    await expect(uncertain).toHaveCount(0)
    // The cron job that uses an old image by its digest counts again.
    await expect.poll(async () => (await numbersOf(page))[1]).toBeLessThan(numbers[1] ?? 0)
  })
})

test.describe('over a stream of 1,000 tags with 20 revisions each', () => {
  test.use({ scenario: 'tags-1000x20' })

  test('every section answers, and every revision is exported', async ({ page, cluster }) => {
    await page.goto('/pruning/preview')
    await expect(summaryOf(page)).toContainText(/^A run now would (delete|take)/, { timeout: 20_000 })
    const [, revisions = -1] = await numbersOf(page)
    const csv = await exported(page, 'Export everything', 'as CSV')
    const rows = csv.trim().split('\r\n').slice(1)
    expect(rows).toHaveLength((await historyOf(cluster)).length)
    expect(rows.filter((row) => row.includes(',Goes,'))).toHaveLength(revisions)
    for (const name of [/^Stays/, /^Images/, /^Why not sooner/, /^Choices/]) {
      await page.getByRole('navigation', { name: 'Sections of the preview' }).getByRole('link', { name }).click()
      await expect(page.getByRole('main').getByRole('table').first()).toBeVisible()
    }
    await expect(page.getByRole('table', { name: /by choice$/ })).toHaveAttribute('aria-busy', 'false')
  })
})
