import type { Locator, Page } from '@playwright/test'
import { expect, expectLoaded, test } from '../fixtures.ts'

// Reads alone, and expects of a cluster no more than that it answers: with LIVE_URL this runs against a real one.
test.describe('on any cluster', { tag: '@live' }, () => {
  // A real cluster is larger and further away.
  test.slow()

  test('every page opens, and says what is there or why nothing is', async ({ page }) => {
    await page.goto('./')
    await expectPage(page)
    // Those of the mock cluster are opened by the journeys of their pages.
    const there = process.env['LIVE_URL'] === undefined ? undefined : () => openTabs(page)
    await followEach(page, page.getByRole('navigation', { name: 'Main' }), there)
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
      await openTabs(page)
      await page
        .getByRole('link', { name: /^(Tags|Image)$/ })
        .and(page.getByRole('main').getByRole('link'))
        .click()
      await expectPage(page)
    }
  })
})

/** Opens what the page leads to by its tabs. */
const openTabs = (page: Page) =>
  followEach(page, page.getByRole('main').getByRole('navigation', { name: /^(?!Breadcrumb)/ }))

/** Follows one link after the other. They stay where they are. */
async function followEach(page: Page, navigation: Locator, there?: () => Promise<void>): Promise<void> {
  const links = navigation.getByRole('link')
  const names = await links.allTextContents()
  for (const [index, name] of names.entries()) {
    await links.nth(index).click()
    await expect(links.nth(index), name).toHaveAttribute('aria-current', 'page')
    await expectPage(page)
    await there?.()
  }
}

/** The page has a title, did not meet an error of the console's own, and waits for nothing more. */
async function expectPage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/^$|^This page failed$/)
  await expectLoaded(page, { timeout: 30_000 })
  await expect(page.getByRole('main')).not.toHaveText(/^\s*$/)
}
