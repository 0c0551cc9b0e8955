import { expect, tabTo, test } from '../fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })
test.beforeEach(({ as }) => as('dev'))

const command = (tag: string) =>
  `oc new-app nodejs:${tag}~https://github.com/sclorg/nodejs-ex.git --name=nodejs-sample -n payments`

test('a builder is found by text and tag, a version chosen, and its command copied', async ({ page }) => {
  await page.goto('/catalog?project=payments')
  const gallery = page.getByRole('list', { name: 'Catalog' })
  const cards = gallery.getByRole('article')
  await page.getByRole('searchbox', { name: 'Search the catalog' }).fill('node')
  await page.getByRole('combobox', { name: 'Tag' }).selectOption({ label: 'nodejs (1)' })
  await expect(cards).toHaveCount(1)
  await expect(page).toHaveURL(/q=node/)
  await gallery.getByRole('link', { name: 'Node.js' }).click()
  const details = page.getByRole('complementary', { name: 'Node.js' })
  await expect(details).toContainText(command('22-ubi9'))
  await details.getByRole('combobox', { name: 'Version' }).selectOption('20-ubi9')
  await expect(details).toContainText(command('20-ubi9'))
  await details.getByRole('button', { name: 'Copy oc new-app command' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command('20-ubi9'))
  await page.goBack()
  await expect(details).toHaveCount(0)
  await expect(page.getByRole('searchbox', { name: 'Search the catalog' })).toHaveValue('node')
  await expect(cards).toHaveCount(1)

  // Versions that are hidden are no versions.
  await page.goto('/catalog?project=payments&item=openshift/python')
  const python = page.getByRole('complementary', { name: 'Python' })
  await expect(python.getByRole('combobox', { name: 'Version' }).getByRole('option')).toHaveText([/^3\.12/, /^3\.11/])
})

test('by the keyboard alone: through the gallery into the details and back', async ({ page }) => {
  await page.goto('/catalog?project=payments&type=builders')
  const link = page.getByRole('list', { name: 'Catalog' }).getByRole('link', { name: 'Node.js' })
  await tabTo(page, link)
  await page.keyboard.press('Enter')
  const details = page.getByRole('complementary', { name: 'Node.js' })
  await expect(details.getByRole('heading', { name: 'Node.js' })).toBeFocused()
  const version = details.getByRole('combobox', { name: 'Version' })
  await tabTo(page, version)
  await page.keyboard.press('ArrowDown')
  await expect(version).toHaveValue('20-ubi9')
  await tabTo(page, details.getByRole('button', { name: 'Copy oc new-app command' }))
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command('20-ubi9'))
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(link).toBeFocused()
})

test('inside a page of another catalog it has nothing around it, and opens other pages elsewhere', async ({ page }) => {
  // A page of the same origin that is none of the console's: nothing runs in it.
  await page.goto('/version')
  await page.setContent(
    '<h1>All that developers need</h1><iframe title="Images" src="/catalog?embed=1&project=payments" width="1100" height="700"></iframe>',
  )
  const frame = page.frameLocator('iframe[title=Images]')
  await frame.getByRole('link', { name: 'Node.js' }).click()
  const details = frame.getByRole('complementary', { name: 'Node.js' })
  await expect(details).toContainText(command('22-ubi9'))
  await expect(frame.getByRole('banner')).toHaveCount(0)
  await expect(frame.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  const opened = page.waitForEvent('popup')
  await details.getByRole('link', { name: 'Open image stream' }).click()
  const stream = await opened
  await expect(stream.getByRole('heading', { level: 1, name: 'nodejs' })).toBeVisible()
  await expect(stream.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect(await stream.evaluate(() => window.opener === null)).toBe(true)
  await expect(details).toBeVisible()
})
