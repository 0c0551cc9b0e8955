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
  const name = page.getByRole('table', { name: 'Image streams' }).getByRole('button', { name: 'Name' })
  await name.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
  await expect(name).toBeFocused()
})
