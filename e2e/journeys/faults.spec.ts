import { expect, expectLive, expectWatching, test } from '../fixtures.ts'

const list = '/imagestreams?project=payments'

test('the API goes and comes back: data stays, nothing is missed', async ({ page, cluster }) => {
  await page.goto(list)
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
  await expectLive(page)
  await expectWatching(cluster)
  await cluster.down()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Reconnecting|Offline/)
  await expect(table.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
  await cluster.push('payments', 'made-meanwhile', 'v1').catch(() => undefined)
  await cluster.up()
  // Before anything changes that could tell.
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live', { timeout: 15_000 })
  await cluster.push('payments', 'made-meanwhile', 'v1')
  await expect(table.getByRole('link', { name: 'made-meanwhile' })).toBeVisible({ timeout: 20_000 })
  await expectLive(page)
})

for (const mode of ['cut', 'garbage', 'error-frame', 'gone', 'close'] as const) {
  test(`a watch that ends by "${mode}" loses nothing`, async ({ page, cluster }) => {
    await page.goto(list)
    const table = page.getByRole('table', { name: 'Image streams' })
    await expect(table.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
    await expectLive(page)
    await expectWatching(cluster)
    if (mode === 'gone') await cluster.compact()
    await cluster.dropWatches(mode)
    await cluster.push('payments', 'after-the-fault', 'v1')
    await expect(table.getByRole('link', { name: 'after-the-fault' })).toBeVisible({ timeout: 10_000 })
    await expect(table.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
    await expectLive(page)
  })
}

test('watches that close at once are not hammered', async ({ page, cluster }) => {
  await page.goto(list)
  await expectLive(page)
  await expectWatching(cluster)
  const asked = async () =>
    (await cluster.stats()).requests.filter(({ plural, verb }) => plural === 'imagestreams' && verb !== 'get')
  const before = (await asked()).length
  await cluster.dropWatches('close', 1000)
  await expect.poll(async () => (await asked()).length, { timeout: 25_000 }).toBeGreaterThanOrEqual(before + 4)
  const times = (await asked()).slice(before).map(({ at }) => at)
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  expect((times.length - 1) / seconds).toBeLessThanOrEqual(1)
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
})

test('401 in the middle is said once, and the data stays', async ({ page, cluster }) => {
  await page.goto(list)
  await expectLive(page)
  await expectWatching(cluster)
  await cluster.fault({ status: 401, reason: 'Unauthorized', message: 'Unauthorized', times: 1000 })
  await cluster.dropWatches('cut')
  await expect(page.getByRole('alert').filter({ hasText: 'Signed out' })).toHaveCount(1)
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
})

test('403 on one request spoils only what needed it', async ({ page, cluster }) => {
  const message =
    'users "~" is forbidden: User "admin" cannot get resource "users" in API group "user.openshift.io" at the cluster scope'
  await cluster.fault({ plural: 'infrastructures', status: 403, reason: 'Forbidden', message, times: 1000 })
  await page.goto(list)
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
})

test('429 is asked again when it said so', async ({ page, cluster }) => {
  await cluster.fault({ verb: 'list', plural: 'imagestreams', status: 429, reason: 'TooManyRequests', retryAfter: 1 })
  await page.goto(list)
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
  const lists = (await cluster.stats()).requests.filter(
    ({ verb, plural }) => verb === 'list' && plural === 'imagestreams',
  )
  expect((lists[1]?.at ?? 0) - (lists[0]?.at ?? 0)).toBeGreaterThanOrEqual(1000)
})

test('an HTML page of a proxy is a failure with Retry, not a blank page', async ({ page, cluster }) => {
  const body = '<html><body><h1>Bad gateway</h1></body></html>'
  await cluster.fault({ verb: 'list', plural: 'imagestreams', status: 500, body, times: 1000 })
  await page.goto(list)
  await expect(page.getByRole('heading', { name: 'Could not load this' })).toBeVisible()
  await expect(page.getByText(/500/).first()).toBeVisible()
  await cluster.reset()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
})

test.describe('with 5,000 streams', () => {
  test.use({ scenario: 'large' })

  test('a list interrupted halfway is completed', async ({ page, cluster }) => {
    await cluster.fault({ verb: 'list', plural: 'imagestreams', status: 200, cut: 20_000, after: 4, times: 1 })
    await page.goto('/imagestreams')
    await expect(page.getByRole('table', { name: 'Image streams' }).getByRole('row').nth(1)).toBeVisible()
    await expect(page.getByText('5,000', { exact: true })).toBeVisible({ timeout: 25_000 })
  })

  test('an expired continue token begins again', async ({ page, cluster }) => {
    await cluster.fault({
      verb: 'list',
      plural: 'imagestreams',
      status: 410,
      reason: 'Expired',
      message: 'The provided continue parameter is too old',
      after: 3,
    })
    await page.goto('/imagestreams')
    await expect(page.getByText('5,000', { exact: true })).toBeVisible({ timeout: 25_000 })
  })
})

test('many tabs share four streams, and each shows a push', async ({ context, page, cluster }) => {
  await page.goto('/imagestreams?project=payments')
  await expect(page.getByRole('link', { name: 'ledger', exact: true })).toBeVisible()
  const others = []
  for (const path of [
    '/imagestreams',
    '/imagestreams/payments/api',
    '/imagestreams/payments/worker',
    '/imagestreams/payments/ledger',
    '/imagestreams?project=ci',
  ]) {
    const tab = await context.newPage()
    await tab.goto(path)
    await expect(tab.getByRole('table').getByRole('row').nth(1)).toBeVisible()
    others.push(tab)
  }
  await cluster.push('payments', 'seen-by-all', 'v1')
  for (const tab of [page, others[0]])
    await expect(tab?.getByRole('link', { name: 'seen-by-all' }) ?? page.locator('none')).toBeVisible({
      timeout: 12_000,
    })
  expect((await cluster.stats()).mostOpenWatches).toBeLessThanOrEqual(4)
})
