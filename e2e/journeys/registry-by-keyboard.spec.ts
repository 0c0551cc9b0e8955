import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

/** Goes to something by the tabulator alone: whatever has the focus on the way lets it go. */
async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < most; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('a value of a chart, another range and a change of the registry need no pointer', async ({ page, cluster }) => {
  await page.goto('/')
  await expect(page.getByRole('group', { name: 'Done: The registry is healthy.' })).toBeVisible()
  const main = page.getByRole('main')
  await main.focus()
  await tabTo(page, main.getByRole('link', { name: 'See metrics' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Metrics' })).toBeFocused()
  const figure = page.getByRole('figure', { name: 'Requests by method and code' })
  const values = figure.getByRole('slider')
  await expect(figure.getByRole('button', { name: /^GET 200/ })).toBeVisible()
  await tabTo(page, values)
  const latest = await values.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(values).not.toHaveAttribute('aria-valuetext', latest ?? '')
  await expect(values).toHaveAttribute('aria-valuetext', /GET 200: [\d.]+\/s/)
  const table = figure.getByRole('button', { name: 'Show as table' })
  await tabTo(page, table)
  await page.keyboard.press('Enter')
  await expect(figure.getByRole('table')).toBeVisible()
  await expect(figure.getByRole('button', { name: 'Hide table' })).toBeFocused()

  await page.goto('/registry')
  const menu = page.getByRole('button', { name: 'Actions for the registry' })
  await main.focus()
  await tabTo(page, menu)
  await page.keyboard.press('Enter')
  await page.keyboard.press('s')
  await page.keyboard.press('s')
  await expect(page.getByRole('menuitem', { name: 'Scale' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Scale registry' })
  await tabTo(page, dialog.getByRole('textbox', { name: 'Replicas' }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(menu).toBeFocused()
  expect((await cluster.registryConfig()).spec?.replicas).toBe(3)
})

test.describe('from a removed registry', () => {
  test.use({ scenario: 'removed' })

  test('the guide is gone through with the keyboard', async ({ page, cluster }) => {
    await page.goto('/')
    const main = page.getByRole('main')
    await expect(page.getByRole('group', { name: /Registry is removed/ })).toBeVisible()
    await main.focus()
    await tabTo(page, main.getByRole('link', { name: 'Choose storage' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeFocused()
    const guide = page.getByRole('form', { name: 'Set up the registry' })
    await tabTo(page, guide.getByRole('radio', { name: 'Persistent volume claim' }))
    await page.keyboard.press('Space')
    const claims = guide.getByRole('radiogroup', { name: 'Claim', exact: true })
    await expect(claims.getByRole('radio', { name: 'registry-data' })).toBeVisible()
    await tabTo(page, claims.getByRole('radio', { checked: true }))
    for (let steps = 0; steps < 6; steps++) {
      if (await claims.getByRole('radio', { name: 'registry-data' }).isChecked()) break
      await page.keyboard.press('ArrowDown')
    }
    await expect(claims.getByRole('radio', { name: 'registry-data' })).toBeChecked()
    await tabTo(page, guide.getByRole('button', { name: 'Apply and switch on' }))
    await page.keyboard.press('Enter')
    await cluster.advance(120)
    await expect(page.getByRole('group', { name: /The registry is set up and works/ })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeFocused()
    expect((await cluster.registryConfig()).spec).toMatchObject({ storage: { pvc: { claim: 'registry-data' } } })
  })
})
