import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const digestOfTag = (stream: Stream, tag: string): string =>
  stream.status?.tags?.find((entry) => entry.tag === tag)?.items?.[0]?.image ?? ''

interface Stream {
  status?: { tags?: { tag: string; items?: { image?: string }[] | null }[] }
}

test('an image that was deleted is told by its tags, and on its own page', async ({ page, cluster }) => {
  const digest = digestOfTag(await cluster.stream<Stream>('payments', 'ledger'), '2026.9')
  await page.goto(`/images/${digest}/tags`)
  await expect(rowOf(page.getByRole('table', { name: 'Tags that hold this image' }), 'ledger:2026.9')).toContainText(
    'Current',
  )
  await cluster.deleteImage(digest)
  await page.goto('/imagestreams/payments/ledger/tags/2026.9')
  await expect(page.getByText(/image was deleted/)).toBeVisible()
  await page.goto(`/images/${digest}`)
  await expect(page.getByText(`There is no image ${digest.slice(0, 19)}`)).toBeVisible()
  await expect(page.getByText('It was deleted, but these tags still list it.')).toBeVisible()
  await page.getByRole('link', { name: 'payments/ledger:2026.9' }).click()
  await expect(page).toHaveURL('/imagestreams/payments/ledger/tags/2026.9')
})

test('two images are compared, by tag and by digest', async ({ page, cluster }) => {
  const v1 = digestOfTag(await cluster.stream<Stream>('storefront', 'web'), 'v1')
  await page.goto('/compare')
  await expect(page.getByText('Choose two images')).toBeVisible()
  await page.getByRole('combobox', { name: 'First image' }).fill('storefront/web:v4')
  await page.getByRole('combobox', { name: 'Second image' }).fill(`storefront/web@${v1}`)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page).toHaveURL(`/compare?a=storefront%2Fweb%3Av4&b=storefront%2Fweb%40${v1.replace(':', '%3A')}`)
  await expect(page.getByText(/of layers are in both/)).toBeVisible()
  await expect(rowOf(page.getByRole('table', { name: 'Configuration' }), 'version Label')).toContainText('v1')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Swap' }).click()
  await expect(page).toHaveURL(/b=storefront%2Fweb%3Av4/)
  await page.goto('/compare?a=payments/gateway:2.4&b=payments/api:no-such-tag')
  await expect(page.getByText('There is no tag no-such-tag in payments/api')).toBeVisible()
})
