import type { Page } from '@playwright/test'
import { registryCharts } from '../../src/prometheus/registryQueries.ts'
import { expect, missing, test } from './test.ts'

test.skip(missing.length > 0, `${missing.join(', ')} missing`)

/** What the page asks of Prometheus, and how that was answered: nothing yet is 0. */
function watchQueries(page: Page) {
  const asked: { query: string; status: number }[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!url.pathname.startsWith('/prometheus/')) return
    const one = { query: url.searchParams.get('query') ?? url.pathname, status: 0 }
    asked.push(one)
    void request.response().then((response) => (one.status = response?.status() ?? 0))
  })
  return asked
}

test('charts draw what a real Prometheus answers, and say it as a table', async ({ page }) => {
  const asked = watchQueries(page)
  for (const id of ['requests', 'storage-latency']) {
    const chart = registryCharts.find((each) => each.id === id)
    const title = chart?.title() ?? ''
    await page.goto(`/metrics?chart=${id}&range=5m&refresh=15s`)
    const card = page.getByRole('region', { name: title, exact: true })
    await card.getByRole('button', { name: 'Show as table' }).click()
    const values = page.getByRole('region', { name: `Values of ${title}` })
    await expect(values.getByRole('cell', { name: /\d/ }).first()).toBeVisible()
  }
  expect(asked.length).toBeGreaterThan(1)
  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
})

test('all pages that show metrics ask what a real Prometheus accepts', async ({ page }) => {
  const asked = watchQueries(page)
  for (const path of ['/metrics', '/metrics/objectives', '/metrics/alerts', '/registry/storage', '/']) {
    asked.length = 0
    await page.goto(path)
    await expect.poll(() => asked.length, path).toBeGreaterThan(0)
    await expect.poll(() => asked.filter(({ status }) => status !== 200), path).toEqual([])
  }
})

test('the alert of a full volume shows firing', async ({ page }) => {
  await page.goto('/metrics/alerts')
  const alert = page.getByRole('region', { name: 'ImageRegistryStorageFull', exact: true })
  await expect(alert).toContainText('Firing')
  await expect(alert.getByRole('link', { name: /runbooks.*ImageRegistryStorageFull/ })).toBeVisible()
})
