import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'

const chart = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true })
const requests = 'Requests by method and code'

test('charts tell values by pointer, keyboard and table, and the address keeps what was chosen', async ({ page }) => {
  await page.goto('/metrics')
  const figure = chart(page, requests)
  const lines = figure.getByRole('list', { name: `Lines of ${requests}` })
  await expect(lines.getByRole('button', { name: /^GET 200/ })).toHaveText(/\d\/s$/)
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Range' }).selectOption({ label: 'Last 6 h' })
  await page.getByRole('combobox', { name: 'Step' }).selectOption({ label: 'Every 5 min' })
  await expect(page).toHaveURL(/range=6h/)
  await expect(page).toHaveURL(/step=5m/)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Range' })).toHaveValue('6h')
  await expect(page.getByRole('combobox', { name: 'Step' })).toHaveValue('5m')

  const values = figure.getByRole('slider')
  await expect(values).toHaveAttribute('aria-valuemax', /^7[0-2]$/)
  await values.focus()
  await page.keyboard.press('Home')
  await expect(values).toHaveAttribute('aria-valuenow', '0')
  await expect(values).toHaveAttribute('aria-valuetext', /GET 200: [\d.]+\/s/)
  await expect(figure.getByText(/^At /)).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(values).toHaveAttribute('aria-valuenow', '1')
  const first = await figure.getByText(/^At /).innerText()
  await values.hover({ position: { x: 300, y: 80 } })
  await expect(figure.getByText(/^At /)).not.toHaveText(first)

  // What does not interest is hidden; the table has every moment.
  await lines.getByRole('button', { name: /^GET 401/ }).click()
  await expect(lines.getByRole('button', { name: /^GET 401/ })).toHaveAttribute('aria-pressed', 'false')
  await figure.getByRole('button', { name: 'Show as table' }).click()
  await expect(figure.getByRole('table').getByRole('row').nth(1)).toContainText('/s')

  await page.getByRole('button', { name: `Enlarge ${requests}` }).click()
  await expect(page).toHaveURL(/chart=/)
  await expect(page.getByRole('figure')).toHaveCount(1)
  await page.goBack()
  await expect(chart(page, 'Share of server errors')).toBeVisible()
})

test('without Prometheus, without the right to it, and while it is slow', async ({ page, cluster }) => {
  await cluster.prometheus({ state: 'missing' })
  await page.goto('/metrics')
  const main = page.getByRole('main')
  const notice = main.getByRole('group', { name: /Prometheus|metrics/i })
  await expect(notice).toHaveCount(1)
  await expect(notice).toContainText('PROMETHEUS_URL')
  await expectAccessible(page)
  await cluster.prometheus({ state: 'forbidden' })
  await page.reload()
  await expect(main.getByRole('group', { name: /Permission missing for metrics/ })).toContainText(
    'cluster-monitoring-view',
  )
  await cluster.prometheus({ delayMs: 3000 })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Metrics' })).toBeVisible()
  await expect(page.getByRole('region', { name: requests }).getByRole('status', { name: 'Loading' })).toBeVisible()
  await expect(chart(page, requests).getByRole('button', { name: /^GET 200/ })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live')
})

test('a service level of ones own is changed and kept', async ({ page }) => {
  await page.goto('/metrics/objectives')
  const budget = page.getByRole('region', { name: /Availability/ })
  // Thirty days take Prometheus seconds.
  await expect(budget).toContainText('%', { timeout: 20_000 })
  await expectAccessible(page)
  const good = page.getByRole('textbox', { name: 'Good requests' })
  await expect(good).toHaveValue('99.9')
  await good.fill('101')
  await expect(good).toBeVisible()
  await good.fill('99.5')
  await good.press('Enter')
  await expect(budget).toContainText('99.5 %')
  await page.reload()
  await expect(good).toHaveValue('99.5')
})

test.describe('where the registry is ill', () => {
  test.use({ scenario: 'degraded' })

  test('alerts are told with what they mean, the firing ones first', async ({ page }) => {
    await page.goto('/metrics/alerts')
    const full = page.getByRole('region', { name: 'KubePersistentVolumeFillingUp' })
    await expect(full).toContainText('Firing')
    await expect(full).toContainText('claimed by registry-block')
    await expect(full).toContainText('Prune, or make the claim larger')
    await expect(page.getByRole('region', { name: 'ClusterOperatorDegraded' })).toContainText(
      'The operator of the registry says Degraded for half an hour',
    )
    await expectAccessible(page)
    await full.getByRole('link', { name: 'See storage' }).click()
    await expect(page).toHaveURL('/registry/storage')
  })
})
