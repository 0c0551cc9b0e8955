import type { Page } from '@playwright/test'
import { expect, test as base } from '../fixtures.ts'
import { startLockedRegistry, type LockedRegistry } from './lockedRegistry.ts'
import { missing } from './test.ts'

const test = base.extend<object, { dist: string; site: LockedRegistry }>({
  dist: [process.env['E2E_DIST'] ?? 'dist', { option: true, scope: 'worker' }],
  site: [
    async ({ dist }, provide) => {
      const site = await startLockedRegistry(dist)
      await provide(site)
      await site.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ site }, provide) => {
    await provide(site.console)
  },
})

test.skip(missing.length > 0, `${missing.join(', ')} missing`)

/** The command of a step, as it stands on the page. */
async function commandOf(page: Page, step: string): Promise<string> {
  const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: step, exact: true }) })
  return (await item.locator('code').first().textContent()) ?? ''
}

test('the commands for skopeo work when they are pasted', async ({ page, site, cluster }) => {
  const { host } = site
  await cluster.nameRegistry(host)
  await page.goto('/access?tool=skopeo&project=demo&stream=web&tag=v1&insecure=1&newTag=v1&own=oci:web')
  await expect(page.getByRole('heading', { name: 'Push', exact: true })).toBeVisible()

  // Nothing is taken before the login.
  site.makeImage('web')
  const push = await commandOf(page, 'Push')
  await expect(site.type(push)).rejects.toThrow(/unauthorized|authentication required/i)
  await site.type(await commandOf(page, 'Log in to the registry'))
  await site.type(push)
  expect(await site.has('demo/web', 'v1')).toBe(true)

  await page.goto('/access?tool=skopeo&project=demo&stream=web&tag=v1&insecure=1')
  await expect(page.getByRole('heading', { name: 'Push', exact: true })).toBeVisible()
  await site.type(await commandOf(page, 'Pull'))
  await site.type(await commandOf(page, 'Look at it without pulling'))
  expect(await site.has('demo/web', 'v1-new')).toBe(false)
  await site.type(await commandOf(page, 'Tag it in the registry'))
  expect(await site.has('demo/web', 'v1-new')).toBe(true)

  // What was pulled can be pushed under another name.
  await page.getByLabel('Tag to push').fill('v2')
  await expect.poll(() => commandOf(page, 'Push')).toMatch(/:v2$/)
  await site.type(await commandOf(page, 'Push'))
  expect(await site.has('demo/web', 'v2')).toBe(true)
})
