import type { Page } from '@playwright/test'
import { pseudoLanguage } from '../../src/lib/languages.ts'
import { expect, expectAccessible, expectLoaded, test } from '../fixtures.ts'

/** Every page, by what belongs together: a test loads what its pages share once. */
const areas: Record<string, readonly string[]> = {
  images: [
    '/imagestreams',
    '/imagestreams/storefront/web',
    '/imagestreams/storefront/web/access',
    '/imagestreams/payments/api/tags/1.14.2',
    '/imagestreams/analytics/broken/tags/latest',
    '/catalog',
    '/catalog?item=openshift/nodejs',
  ],
  imports: ['/import', '/import/registries', '/policy', '/policy/mirrors', '/policy/resolve?q=quay.io/acme/api:1'],
  access: ['/access?project=payments&stream=api', '/access/permissions', '/access/pull-secrets', '/access/check'],
  pruning: ['/pruning', '/pruning/preview', '/pruning/preview?view=choices', '/pruning/runs', '/pruning/yaml'],
  registry: ['/', '/registry', '/registry/settings', '/registry/storage', '/registry/routes', '/registry/setup'],
  pods: ['/pods', '/pods/:pod', '/logs', '/logs?view=requests', '/logs?view=audit', '/events'],
  metrics: ['/metrics', '/metrics/alerts', '/metrics/objectives'],
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectLoaded(page)
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test('a theme is chosen, kept, and follows the system when told to', async ({ page }) => {
  await open(page, '/imagestreams')
  const html = page.locator('html')
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemcheckbox', { name }).click()
  }
  await choose('Dark')
  await expect(html).toHaveClass(/pf-v6-theme-dark/)
  await page.reload()
  await expect(html).toHaveClass(/pf-v6-theme-dark/)
  await choose('High contrast')
  await expect(html).toHaveClass(/pf-v6-theme-high-contrast/)
  await choose('System')
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(html).not.toHaveClass(/pf-v6-theme-dark/)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(html).toHaveClass(/pf-v6-theme-dark/)
})

test.describe('at 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  for (const [area, pages] of Object.entries(areas)) {
    test(`pages of ${area} are accessible and have room for a longer language, there and with text of 200 %`, async ({
      page,
      cluster,
    }) => {
      // A third longer than English, as German and French are.
      await page.addInitScript((tag) => localStorage.setItem('registry-console.language', tag), pseudoLanguage)
      const [pod] = await cluster.registryPods()
      for (const path of pages)
        await test.step(path, async () => {
          await page.setViewportSize({ width: 360, height: 740 })
          await open(page, path.replace(':pod', pod?.metadata.name ?? ''))
          expect(await overflow(page), path).toBeLessThanOrEqual(0)
          // A name that is put together of parts has the brackets of each.
          await expectAccessible(page, ['label-content-name-mismatch'])
          await page.setViewportSize({ width: 1280, height: 900 })
          await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          expect(await overflow(page), path).toBeLessThanOrEqual(0)
        })
    })
  }

  test('stacked rows are sorted by a choice above them', async ({ page }) => {
    await open(page, '/imagestreams')
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Name, descending' })
    await expect(page).toHaveURL(/sort=-name/)
    const names = page.getByRole('table', { name: 'Image streams' }).getByRole('rowheader')
    const shown = await names.allInnerTexts()
    expect(shown.length).toBeGreaterThan(10)
    expect(shown).toEqual(shown.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })))
  })

  test('the navigation opens over the page and closes again', async ({ page }) => {
    await open(page, '/imagestreams/storefront/web')
    await page.getByRole('button', { name: 'Navigation' }).click()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Image streams' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Image streams')
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  })
})
