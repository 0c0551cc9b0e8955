import type { Page } from '@playwright/test'
import { act, expect, test as base } from '../fixtures.ts'
import { startSignInSite, withoutNginx, type SignInSite } from '../signInSite.ts'

const test = base.extend<object, { dist: string; site: SignInSite }>({
  dist: [process.env['E2E_DIST'] ?? 'dist', { option: true, scope: 'worker' }],
  site: [
    async ({ dist }, provide) => {
      const site = await startSignInSite(dist)
      await provide(site)
      await site.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ site }, provide) => {
    await provide(site.url)
  },
})

test.skip(withoutNginx !== undefined, withoutNginx ?? '')

/** What a token of the OAuth server begins with. */
const token = /sha256~\w+-[0-9a-f]/

/** All that pages could keep or show of a session. */
const keptBy = (page: Page) =>
  page.evaluate(() => [
    document.cookie,
    Object.entries(localStorage),
    Object.entries(sessionStorage),
    document.documentElement.outerHTML,
  ])

test('a person signs in on the way to a page, again in the middle of a dialog, and logs out in all tabs', async ({
  page,
  context,
  site,
  guard,
}) => {
  guard.expected.push(new RegExp(`^request to another origin: ${site.oauthUrl}/oauth/authorize`))
  const said: string[] = []
  context.on('console', (message) => said.push(message.text()))
  context.on('request', (request) => said.push(request.url(), JSON.stringify(request.headers())))

  // A deep link without a session: to the cluster's login, and back to exactly there. Tabs that come meanwhile wait for it.
  const deep = '/imagestreams?project=storefront&q=web#content'
  await page.goto(deep)
  await expect(page.getByRole('heading', { name: 'Log in to your account' })).toBeVisible()
  const other = await context.newPage()
  await other.goto('/imagestreams/storefront/web')
  await expect(other.getByText(/^Another tab is signing in/)).toBeVisible()
  await page.getByRole('button', { name: 'admin' }).click()
  await expect(page).toHaveURL(site.url + deep)
  await expect(page.getByRole('link', { name: 'web', exact: true })).toBeVisible()
  await expect(other.getByRole('heading', { level: 1, name: 'web' })).toBeVisible()

  // The session ends in the middle of a dialog.
  await act(page, 'web', 'Edit labels')
  const dialog = page.getByRole('dialog', { name: 'Edit labels of web' })
  await dialog.getByRole('button', { name: 'Add to labels' }).click()
  await page.keyboard.type('team')
  await context.clearCookies({ name: '_oauth_proxy' })
  const save = dialog.getByRole('button', { name: 'Edit labels', exact: true })
  await save.click()
  const signingIn = context.waitForEvent('page')
  await dialog.getByRole('link', { name: 'Sign in' }).click()
  const tab = await signingIn
  await expect.poll(() => tab.isClosed()).toBe(true)
  await expect(dialog.getByRole('link', { name: 'Sign in' })).toHaveCount(0)
  await expect(dialog.getByRole('textbox', { name: /^Labels: key/ }).last()).toHaveValue('team')
  await save.click()
  await expect(dialog).toHaveCount(0)
  const stream = site.cluster.store.get('image.openshift.io/imagestreams', 'storefront', 'web')
  expect(stream?.metadata.labels).toHaveProperty('team')
  for (const each of [page, other]) expect(JSON.stringify(await keptBy(each))).not.toMatch(token)

  // Logging out counts for every tab, and for those to come.
  await page.getByRole('button', { name: 'User menu of admin' }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Signed out' })).toBeVisible()
  await expect(other.getByText('storefront')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Signed out' })).toBeVisible()
  await other.reload()
  await expect(other.getByText(/^You have logged out/)).toBeVisible()
  await other.getByRole('link', { name: 'Sign in' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'web' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'User menu of admin' })).toBeVisible()

  expect(said.length).toBeGreaterThan(100)
  expect(said.filter((text) => token.test(text))).toEqual([])
})
