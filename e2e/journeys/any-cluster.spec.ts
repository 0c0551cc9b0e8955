import type { Page } from '@playwright/test'
import { expect, expectLoaded, test } from '../fixtures.ts'

// Reads alone, and expects of a cluster no more than that it answers: with LIVE_URL this runs against a real one.
test.describe('on any cluster', { tag: '@live' }, () => {
  // A real cluster is larger and further away.
  test.slow()

  test('every page and its tabs open, and say what is there or why nothing is', async ({ page }) => {
    await page.goto('./')
    await expectPage(page)
    const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()
    const paths = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''))
    expect(paths.length).toBeGreaterThan(1)
    for (const path of paths) {
      await page.goto(path)
      await expectPage(page)
      await openTabs(page)
    }
  })

  test('a stream and a tag open from the list, with their tabs', async ({ page }) => {
    await page.goto('imagestreams')
    await expectPage(page)
    for (const table of ['Image streams', 'Tags']) {
      const name = page.getByRole('table', { name: table }).getByRole('rowheader').getByRole('link').first()
      test.skip((await name.count()) === 0, `there are no ${table.toLowerCase()} that one may see`)
      const text = (await name.textContent()) ?? ''
      await name.click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(text)
      await expectPage(page)
      const path = page.url()
      await openTabs(page)
      await page.goto(path)
      await expectPage(page)
    }
  })
})

/** Opens what the page leads to by its tabs. */
async function openTabs(page: Page): Promise<void> {
  const links = await page.getByRole('main').getByRole('navigation').getByRole('link').all()
  for (const path of await Promise.all(links.map((link) => link.getAttribute('href')))) {
    await page.goto(path ?? '')
    await expectPage(page)
  }
}

/** The page has a title, did not meet an error of the console's own, and waits for nothing more. */
async function expectPage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/^$|^This page failed$/)
  await expectLoaded(page, { timeout: 30_000 })
  await expect(page.getByRole('main')).not.toHaveText(/^\s*$/)
}
