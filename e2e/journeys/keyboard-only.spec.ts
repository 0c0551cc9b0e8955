import type { Locator } from '@playwright/test'
import type { ImagePruner } from '../../src/k8s/resources/imagePruner.ts'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import { expect, test } from '../fixtures.ts'

test('the first stop skips to the content', async ({ page }) => {
  await page.goto('/imagestreams')
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  await page.locator('body').press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('a stream is reached, opened and left with the keyboard, and the focus follows', async ({ page }) => {
  await page.goto('/imagestreams?project=payments')
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Name', exact: true }).focus()
  await page.keyboard.type('ledger')
  await expect(table.getByRole('row')).toHaveCount(2)
  const link = table.getByRole('link', { name: 'ledger', exact: true })
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab')
    if (await link.evaluate((element) => element === document.activeElement)) break
  }
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ledger' })).toBeFocused()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Image streams' })).toBeFocused()
})

test('menus open, move and close with the keyboard', async ({ page }) => {
  await page.goto('/imagestreams')
  const theme = page.getByRole('button', { name: 'Theme' })
  await theme.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(theme).toBeFocused()
})

test('sorting keeps the focus on the title of the column', async ({ page }) => {
  await page.goto('/imagestreams')
  const name = page.getByRole('table', { name: 'Image streams' }).getByRole('button', { name: 'Name', exact: true })
  await name.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
  await expect(name).toBeFocused()
})

test('a dialog is opened from a menu, filled in and saved, and the focus is back on the menu', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web')
  const menu = page.getByRole('button', { name: 'Actions for stable' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  // By first letters: "Edit import policy", "Edit reference policy", "Edit description".
  for (let entry = 0; entry < 3; entry++) await page.keyboard.press('e')
  await expect(page.getByRole('menuitem', { name: 'Edit description' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit description of web:stable' })
  await expect(dialog.getByRole('textbox', { name: 'Display name' })).toBeVisible()
  const to = async (field: string, role: 'textbox' | 'checkbox' = 'textbox') => {
    const target = dialog.getByRole(role, { name: field, exact: true })
    for (let stops = 0; stops < 15; stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }
  await to('Display name')
  await page.keyboard.type('Stable')
  await to('Hidden', 'checkbox')
  await page.keyboard.press('Space')
  await to('Version')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(menu).toBeFocused()
  const { spec } = await cluster.stream<ImageStream>('storefront', 'web')
  expect(spec?.tags?.find(({ name }) => name === 'stable')?.annotations).toEqual({
    'openshift.io/display-name': 'Stable',
    tags: 'hidden',
    version: '3',
  })
  // Escape leaves a dialog as it was, with the focus where it came from.
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Delete tag' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Delete tag web:stable' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(menu).toBeFocused()
})

test.describe('pruning', () => {
  test.use({ scenario: 'pruning' })

  test('settings, preview and a run are reached and followed with the keyboard', async ({ page, cluster }) => {
    // To where it can be left again: whatever takes the focus on the way lets it go.
    const to = async (target: Locator, most = 40) => {
      await expect(target).toBeVisible()
      for (let stops = 0; stops < most; stops++) {
        if (await target.evaluate((element) => element === document.activeElement)) break
        await page.keyboard.press('Tab')
      }
      await expect(target).toBeFocused()
    }
    await page.goto('/pruning')
    const main = page.getByRole('main')
    await main.focus()
    await to(main.getByRole('button', { name: 'Edit' }))
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Edit pruning' })
    await to(form.getByRole('textbox', { name: 'Keep tag revisions' }))
    await page.keyboard.press('Control+a')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await expect(form).toHaveCount(0)
    await expect(main.getByRole('button', { name: 'Edit' })).toBeFocused()
    expect(await cluster.pruner<ImagePruner>()).toMatchObject({ spec: { keepTagRevisions: 2 } })

    await main.focus()
    await to(page.getByRole('link', { name: 'Preview', exact: true }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText('A run now would delete')
    const details = page.getByRole('button', { name: 'Details of web:latest' })
    await to(details, 60)
    await page.keyboard.press('Enter')
    await expect(details).toHaveAttribute('aria-expanded', 'true')
    await expect(page.getByRole('table', { name: 'Revisions of web:latest' })).toBeVisible()
    await expect(details).toBeFocused()

    const menu = page.getByRole('button', { name: 'Actions for pruning' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('d')
    await expect(page.getByRole('menuitem', { name: 'Dry run on the cluster' })).toBeFocused()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Dry run on the cluster' })
    await to(dialog.getByRole('button', { name: 'Start dry run' }))
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    const log = page.getByRole('log')
    // The end of a log is what is in sight.
    await expect(log).toContainText(/Dry run enabled|Deleting /)
    await cluster.runJobs()
    await expect(log).toContainText('Summary: deleted')
    await main.focus()
    await to(log)
    const end = await log.evaluate((element) => element.scrollTop)
    expect(end).toBeGreaterThan(0)
    await page.keyboard.press('Home')
    await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBeLessThan(end)
  })
})
