import { expect, expectAccessible, expectLive, test } from '../fixtures.ts'

test('an SRE sees every image stream of the cluster, live', async ({ page }) => {
  await page.goto('/imagestreams')
  await expect(page).toHaveTitle('Image streams · Registry Console')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Image streams')
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  await expectLive(page)
  await expectAccessible(page)
})

test('filters, sorting and pages are in the address, and come back with it', async ({ page }) => {
  await page.goto('/imagestreams')
  const table = page.getByRole('table', { name: 'Image streams' })
  await page.getByRole('searchbox', { name: 'Name', exact: true }).fill('oauth')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/name=oauth/)
  await page.reload()
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('checkbox', { name: 'Failing imports' }).click()
  await expect(page.getByRole('checkbox', { name: 'Failing imports' })).toBeChecked()
  await expect(table.getByRole('link', { name: 'warehouse' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'checkout' })).toBeHidden()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await table.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await page.goBack()
  await expect(table.getByRole('columnheader', { name: 'Name' })).not.toHaveAttribute('aria-sort', 'ascending')
})

test('a filter that matches nothing says so and can be cleared', async ({ page }) => {
  await page.goto('/imagestreams?name=no-such-stream')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
})

test('a project narrows the list', async ({ page }) => {
  await page.goto('/imagestreams')
  await page.getByRole('button', { name: 'Project: all projects' }).click()
  await page.getByRole('option', { name: 'payments' }).click()
  await expect(page).toHaveURL(/project=payments/)
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('link', { name: 'ledger' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'android-sdk' })).toBeHidden()
})

test('nonsense in the address is left out', async ({ page }) => {
  await page.goto(
    '/imagestreams?sort=-nonsense&page=-7&perPage=x&source=%00&updated=yesterday&failing=maybe&zzz=%F0%9F%92%A9',
  )
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Image streams')
  await expect(page.getByRole('table', { name: 'Image streams' }).getByRole('row').nth(1)).toBeVisible()
})

test.describe('of a cluster just installed', () => {
  test.use({ scenario: 'empty' })

  test('an empty list says what a stream is and how to make one', async ({ page }) => {
    await page.goto('/imagestreams')
    await expect(page.getByText('No image streams yet')).toBeVisible()
    await expect(page.getByText(/oc create imagestream/)).toBeVisible()
    await expectAccessible(page)
  })
})

test('an address that no page has says what was asked for', async ({ page }) => {
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  await expect(page.getByText('/no/such/page')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
})
