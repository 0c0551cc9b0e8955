import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, expectLive, test } from '../fixtures.ts'
import type { SecondActor } from '../cluster.ts'

interface Pruner {
  spec: Record<string, unknown>
}
const specOf = async (cluster: SecondActor) => (await cluster.pruner<Pruner>()).spec
const conflict = (page: Page) => page.getByRole('alert', { name: 'Changed by someone else' })

async function openForm(page: Page): Promise<Locator> {
  await page.goto('/pruning')
  await page.getByRole('main').getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit pruning' })
  await expect(dialog.getByRole('textbox', { name: 'Keep tag revisions' })).toHaveValue('3')
  return dialog
}

test.describe('in the form', () => {
  test.use({ scenario: 'pruning' })

  test('both are told, and either goes on', async ({ page, cluster }) => {
    const dialog = await openForm(page)
    const revisions = dialog.getByRole('textbox', { name: 'Keep tag revisions' })
    await revisions.fill('5')
    await cluster.patchPruner({ schedule: '@weekly', keepYoungerThanDuration: '72h' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(conflict(page).getByRole('list', { name: 'Fields that differ' })).toContainText('@weekly')
    await expect(revisions).toHaveValue('5')
    expect(await specOf(cluster)).toMatchObject({ keepTagRevisions: 3, schedule: '@weekly' })
    await expectAccessible(page)
    await conflict(page).getByRole('button', { name: 'Apply mine to latest' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await specOf(cluster)).toMatchObject({
      keepTagRevisions: 5,
      schedule: '@weekly',
      keepYoungerThanDuration: '72h',
    })
  })

  test('mine is given up for theirs, and can be typed again', async ({ page, cluster }) => {
    const dialog = await openForm(page)
    const revisions = dialog.getByRole('textbox', { name: 'Keep tag revisions' })
    await revisions.fill('5')
    await cluster.patchPruner({ keepTagRevisions: 9 })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await conflict(page).getByRole('button', { name: 'Use latest' }).click()
    await expect(conflict(page)).toHaveCount(0)
    await expect(revisions).toHaveValue('9')
    await revisions.fill('7')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await specOf(cluster)).toMatchObject({ keepTagRevisions: 7 })
  })

  test('what the operator writes meanwhile disturbs nobody', async ({ page, cluster }) => {
    const dialog = await openForm(page)
    await dialog.getByRole('textbox', { name: 'Keep tag revisions' }).fill('5')
    const version = async () => (await cluster.pruner<{ metadata: { resourceVersion: string } }>()).metadata
    const { resourceVersion } = await version()
    await cluster.startJob('another', 'exit 1')
    await cluster.runJobs()
    expect((await version()).resourceVersion).not.toBe(resourceVersion)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await specOf(cluster)).toMatchObject({ keepTagRevisions: 5 })
  })
})

test.describe('as YAML', () => {
  test.use({ scenario: 'pruner-broken' })

  test('numbers that no number holds stay digit for digit', async ({ page, cluster }) => {
    expect(await cluster.prunerText()).toContain('"keepYoungerThan":94608000000000001')
    await page.goto('/pruning/yaml')
    const editor = page.getByRole('textbox', { name: 'YAML of cluster' })
    await expect(editor).toContainText('keepYoungerThan: 94608000000000001')
    await expectLive(page)

    // What is wrong with it is said as soon as it is worked on.
    const problems = page.getByRole('list', { name: 'Problems' })
    await editor.focus()
    for (const [found, text] of [
      ['keepTagRevisions: 3', 'keepTagRevisions: 4'],
      ['schedule: every day', 'schedule: 0 1 * * *'],
    ] as const) {
      await page.keyboard.press('Control+f')
      await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
      await page.keyboard.type(found)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await expect(editor).toBeFocused()
      await page.keyboard.type(text)
      await expect(problems).toHaveCount(text.startsWith('schedule') ? 0 : 1)
    }
    await cluster.patchPruner({ logLevel: 'Debug' })
    await expect(conflict(page)).toContainText('logLevel')
    await conflict(page).getByRole('button', { name: 'Apply mine to latest' }).click()
    await expect(editor).toContainText('logLevel: Debug')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Save cluster' })
    await expect(dialog.getByRole('region', { name: 'Changes' })).toContainText('schedule: 0 1 * * *')
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    expect(await specOf(cluster)).toMatchObject({ keepTagRevisions: 4, schedule: '0 1 * * *', logLevel: 'Debug' })
    expect(await cluster.prunerText()).toContain('"keepYoungerThan":94608000000000001')
    // The operator can act again, and does.
    await expect.poll(async () => (await cluster.prunerCronJob()).spec.schedule).toBe('0 1 * * *')
  })
})
