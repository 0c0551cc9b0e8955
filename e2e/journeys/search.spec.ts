import { expect, expectAccessible, test } from '../fixtures.ts'

const cases = [
  {
    what: 'a stream',
    typed: 'fraud',
    option: /fraud-scoring/,
    path: '/imagestreams/payments/fraud-scoring',
    heading: 'fraud-scoring',
  },
  {
    what: 'a tag',
    typed: 'storefront/web:v4',
    option: /web:v4/,
    path: '/imagestreams/storefront/web/tags/v4',
    heading: 'web:v4',
  },
  {
    what: 'a whole pull spec',
    typed: 'image-registry.openshift-image-registry.svc:5000/payments/api:1.14.2',
    option: /api:1\.14\.2/,
    path: '/imagestreams/payments/api/tags/1.14.2',
    heading: 'api:1.14.2',
  },
]

for (const { what, typed, option, path, heading } of cases) {
  test(`finds ${what}`, async ({ page }) => {
    await page.goto('/imagestreams')
    await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await page.getByRole('dialog').getByRole('combobox').fill(typed)
    await page.getByRole('option', { name: option }).first().click()
    await expect(page).toHaveURL(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  })
}

test('finds an image by the first digits of its digest', async ({ page, cluster }) => {
  const digest = await cluster.push('payments', 'api', 'searched')
  await page.goto('/imagestreams')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('dialog').getByRole('combobox').fill(digest.slice(7, 15))
  await page.getByRole('option', { name: /api:searched/ }).click()
  await expect(page).toHaveURL('/imagestreams/payments/api/tags/searched')
})

test('opens by key, says when nothing is found, and gives the focus back', async ({ page }) => {
  await page.goto('/imagestreams')
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
  await page.keyboard.type('zzzzzz')
  await expect(page.getByText('Nothing found')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible()
})
