import { expect, expectLive, expectWatching, test } from '../fixtures.ts'

// A push has to appear within a second, without a reload.
const atOnce = { timeout: 1000 }

test('a push by someone else appears in the list', async ({ page, cluster }) => {
  await page.goto('/imagestreams?name=brand-new')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectLive(page)
  await expectWatching(cluster)
  await cluster.push('payments', 'brand-new', 'v1')
  const row = page.getByRole('table', { name: 'Image streams' }).getByRole('row', { name: /brand-new/ })
  await expect(row).toBeVisible(atOnce)
  await cluster.push('payments', 'brand-new', 'v2')
  await expect(row.getByRole('link', { name: 'v2' })).toBeVisible(atOnce)
  await cluster.deleteStream('payments', 'brand-new')
  await expect(row).toBeHidden(atOnce)
})

test('a push appears among the tags, with its size', async ({ page, cluster }) => {
  await page.goto('/imagestreams/payments/api')
  const tags = page.getByRole('table', { name: 'Tags' })
  await expect(tags.getByRole('row', { name: /1\.14\.2/ })).toBeVisible()
  await expectLive(page)
  await expectWatching(cluster)
  await cluster.push('payments', 'api', '1.15.0', { MiB: 77 })
  const row = tags.getByRole('row', { name: /1\.15\.0/ })
  await expect(row).toBeVisible(atOnce)
  await expect(row).toContainText('77')
})

test('a push to a tag adds a revision to its history', async ({ page, cluster }) => {
  await page.goto('/imagestreams/payments/api/tags/1.14.2/history')
  const revisions = page.getByRole('table', { name: 'Revisions' })
  await expect(revisions.getByRole('row')).toHaveCount(2)
  await expectLive(page)
  await expectWatching(cluster)
  const digest = await cluster.push('payments', 'api', '1.14.2')
  await expect(revisions.getByRole('row')).toHaveCount(3, atOnce)
  await expect(revisions.getByRole('row').nth(1)).toContainText(digest.slice(7, 19))
})

test('a stream deleted meanwhile stays on the screen, and says so', async ({ page, cluster }) => {
  await page.goto('/imagestreams/payments/api')
  await expect(page.getByRole('row', { name: /1\.14\.2/ })).toBeVisible()
  await expectLive(page)
  await expectWatching(cluster)
  await cluster.deleteStream('payments', 'api')
  await expect(page.getByText('This image stream was deleted')).toBeVisible()
  await expect(page.getByRole('row', { name: /1\.14\.2/ })).toBeVisible()
})
