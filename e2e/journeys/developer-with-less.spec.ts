import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'

test.beforeEach(({ as }) => as('dev'))

test('a developer lands on their own projects and openshift, and reads why', async ({ page }) => {
  await page.goto('/imagestreams')
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('row', { name: /ledger.*payments/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /search.*storefront/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /nodejs.*openshift/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /analytics/ })).toHaveCount(0)
  await expect(page.getByText('You may not list imagestreams in the whole cluster.')).toBeVisible()
  await expectAccessible(page)
})

test('both their streams show tags and sizes, read without the right to images', async ({ page, cluster }) => {
  for (const [namespace, name, tag] of [
    ['payments', 'api', '1.14.2'],
    ['storefront', 'web', 'v4'],
  ] as const) {
    await page.goto(`/imagestreams/${namespace}/${name}`)
    await expect(rowOf(page.getByRole('table', { name: 'Tags' }), tag)).toContainText(/MiB/)
  }
  const { counts } = await cluster.stats()
  expect(counts['get imagestreamimages']).toBeGreaterThan(0)
})

test('a project of others names the missing right and who grants it', async ({ page }) => {
  await page.goto('/imagestreams?project=analytics')
  await expect(page.getByText('You may not list imagestreams in the project analytics.')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/imagestreams/analytics/etl')
  await expect(page.getByText('Permission missing')).toBeVisible()
  await expect(page.getByText(/You may not get imagestreams etl in the project analytics/)).toBeVisible()
})

test('the menu says who is signed in', async ({ page }) => {
  await page.goto('/imagestreams')
  await page.getByRole('button', { name: 'User menu of dev' }).click()
  await expect(page.getByText('system:authenticated')).toBeVisible()
})

test('the picker offers the projects they have', async ({ page }) => {
  await page.goto('/imagestreams')
  await page.getByRole('button', { name: 'Project: all projects' }).click()
  await expect(page.getByRole('option', { name: 'payments' })).toBeVisible()
  await expect(page.getByRole('option', { name: 'analytics' })).toHaveCount(0)
})
