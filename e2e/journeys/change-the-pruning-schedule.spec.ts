import type { Locator, Page } from '@playwright/test'
import type { SecondActor } from '../cluster.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { actOnPruning } from '../pruning.ts'

// Four or five hours behind UTC: a night there is another day than here.
test.use({ scenario: 'pruning', timezoneId: 'America/New_York' })

const cronJobSpec = async (cluster: SecondActor) => (await cluster.prunerCronJob()).spec
const prunerSpec = async (cluster: SecondActor) =>
  (await cluster.pruner<{ spec: { schedule: string; suspend: boolean } }>()).spec
/** How often somebody asked for a change of the pruner. */
const changes = async (cluster: SecondActor) => {
  const { counts } = await cluster.stats()
  return (counts['patch imagepruners'] ?? 0) + (counts['update imagepruners'] ?? 0)
}
const cells = (table: Locator) => table.getByRole('row').nth(1).getByRole('cell')

async function openForm(page: Page): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name: 'Edit' }).click()
  return page.getByRole('dialog', { name: 'Edit pruning' })
}

test('says what a schedule means while it is typed, refuses what is none, and saves it down to the CronJob', async ({
  page,
  cluster,
}) => {
  await page.goto('/pruning')
  await expect(page.getByRole('group', { name: /Pruning is on/ })).toContainText('At 00:00, every day (UTC)')
  await expectAccessible(page)

  const dialog = await openForm(page)
  const schedule = page.getByRole('textbox', { name: 'Schedule' })
  const meaning = dialog.getByRole('status', { name: 'In words' })
  const next = dialog.getByRole('table', { name: 'Next runs' })
  const save = dialog.getByRole('button', { name: 'Save' })
  await expect(meaning).toHaveText('At 00:00, every day')
  await schedule.fill('15 */6 * * *')
  await expect(meaning).toContainText('At 15 minutes past the hour, every 6 hours')
  await expect(next.getByRole('row')).toHaveCount(6)
  await expect(cells(next).nth(1)).toHaveText(/(00|06|12|18):15$/)

  for (const [text, reason] of [
    ['every day', 'expected exactly 5 fields, found 2: [every day]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['TZ=Europe/Berlin 0 3 * * *', 'A schedule has no time zone'],
  ] as const) {
    await schedule.fill(text)
    await save.click()
    await expect(dialog.getByRole('alert', { name: 'Could not save' })).toContainText(reason)
    await expect(schedule).toHaveAccessibleDescription(new RegExp(reason.slice(0, 20).replaceAll(/[()[\]]/g, '.')))
    await expect(schedule).toHaveValue(text)
  }
  await expectAccessible(page)
  expect(await changes(cluster)).toBe(0)
  expect((await prunerSpec(cluster)).schedule).toBe('')

  await schedule.fill('30 2 * * 0')
  await expect(meaning).toContainText('At 02:30')
  await expect(cells(next).nth(0)).toHaveText(/^Sat, .* (21|22):30$/)
  await expect(cells(next).nth(1)).toHaveText(/^Sun, .* 02:30$/)
  await save.click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Saved the settings of pruning' })).toBeVisible()
  expect((await prunerSpec(cluster)).schedule).toBe('30 2 * * 0')
  expect(await changes(cluster)).toBe(1)
  await expect.poll(async () => (await cronJobSpec(cluster)).schedule).toBe('30 2 * * 0')
  await expect(page.getByRole('region', { name: 'CronJob' })).toContainText('is as these settings want it')
  await expect(page.getByRole('group', { name: /Pruning is on/ })).toContainText('At 02:30, only on Sunday')
})

test('is suspended and resumed in one click', async ({ page, cluster }) => {
  await page.goto('/pruning')
  const suspended = async () => {
    await expect.poll(async () => (await cronJobSpec(cluster)).suspend).toBe((await prunerSpec(cluster)).suspend)
    return (await cronJobSpec(cluster)).suspend
  }
  await page.getByRole('main').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Pruning is suspended' })).toBeVisible()
  await expect(page.getByRole('group', { name: /Pruning is suspended/ })).toContainText('No run starts by itself')
  expect((await prunerSpec(cluster)).suspend).toBe(true)
  expect(await suspended()).toBe(true)

  // Nobody starts a run while it is suspended, however late it gets.
  const before = (await cluster.jobs()).length
  await cluster.advance(25 * 3600)
  expect(await cluster.jobs()).toHaveLength(before)

  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  await expect(page.getByRole('group', { name: /Pruning is suspended/ })).toBeVisible()
  await actOnPruning(page, 'Resume')
  await expect(page.getByRole('status').filter({ hasText: 'Pruning is resumed' })).toBeVisible()
  await expect(page.getByRole('group', { name: /Pruning is suspended/ })).toHaveCount(0)
  expect((await prunerSpec(cluster)).suspend).toBe(false)
  expect(await suspended()).toBe(false)
})
