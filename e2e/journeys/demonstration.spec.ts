import type { Page } from '@playwright/test'
import { expect, expectLive, test } from '../fixtures.ts'

const payments = 'apis/image.openshift.io/v1/namespaces/payments/imagestreams'

/** A request of the page itself: the cluster of a demonstration lives in it. */
const ask = (page: Page, path: string, body?: object) =>
  page.evaluate(
    async ([url, text]) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(new URL(url, document.baseURI), text ? { method: 'POST', headers, body: text } : {})
      return response.json() as Promise<unknown>
    },
    [path, body && JSON.stringify(body)] as const,
  )

// The mock's own format.
const openWatches = async (page: Page) => ((await ask(page, '__mock__/stats')) as { openWatches: number }).openWatches

test('a demonstration needs no server: it lists, follows, and ends the watches it no longer needs', async ({
  page,
}) => {
  await page.goto('')
  await expect(page).toHaveURL(/\/demo\/$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Image streams' }).click()
  await expect(page).toHaveURL(/\/demo\/imagestreams$/)
  const table = page.getByRole('table', { name: 'Image streams' })
  await expect(table.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  await expectLive(page)
  await ask(page, payments, {
    kind: 'ImageStream',
    apiVersion: 'image.openshift.io/v1',
    metadata: { name: 'brand-new', namespace: 'payments' },
  })
  // Without a tag it is the last of all.
  await page.getByRole('searchbox', { name: 'Name', exact: true }).fill('brand-new')
  await table.getByRole('link', { name: 'brand-new' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('brand-new')
  await expect.poll(() => openWatches(page)).toBeGreaterThan(0)
  await page.goBack()
  await expect(table.getByRole('link', { name: 'brand-new' })).toBeVisible()
  await expectLive(page)
  await expect.poll(() => openWatches(page)).toBe(1)
})

test('its menu changes who looks, and at which cluster', async ({ page }) => {
  await page.goto('imagestreams')
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  await page.getByRole('button', { name: 'Demo cluster: healthy, admin' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'dev', exact: true }).click()
  await expect(page.getByText('You may not list imagestreams in the whole cluster.')).toBeVisible()
  await page.getByRole('button', { name: 'Demo cluster: healthy, dev' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'admin' }).click()
  await page.getByRole('button', { name: 'Demo cluster: healthy, admin' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'empty' }).click()
  await expect(page.getByText('No image streams yet')).toBeVisible()
})

test('a scenario comes with the address, and stays; pages open and are loaded again without a server that knows them', async ({
  page,
}) => {
  await page.goto('imagestreams?scenario=recorded')
  // The host's own: a folder's address ends with a slash.
  await expect(page).toHaveURL(/\/demo\/imagestreams\/\?scenario=recorded$/)
  await expect(page.getByRole('button', { name: 'Demo cluster: recorded, admin' })).toBeVisible()
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()
  expect(links.length).toBeGreaterThan(10)
  for (const link of links) {
    const { href } = new URL((await link.getAttribute('href')) ?? '', page.url())
    expect(await (await page.request.get(href)).text(), href).toContain('<div id="root">')
  }
  await page
    .getByRole('row', { name: /api.*payments/ })
    .getByRole('link', { name: 'api', exact: true })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('api')
  const url = page.url()
  expect((await page.request.get(url)).status()).toBe(404)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Demo cluster: recorded, admin' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('api')
  await expect(page).toHaveURL(url)
})

test('its cluster answers the worker that previews pruning too', async ({ page }) => {
  await page.goto('pruning/preview?scenario=pruning')
  const summary = page.getByRole('region', { name: 'Summary' })
  await expect(summary.getByText('A run now would delete 30 images and free 1.5 GiB.').first()).toBeVisible()
  expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringContaining('/previewWorker-')])
})

test('any page opens by its own address where the host answers 404.html', async ({ page }) => {
  await page.goto('/pages/imagestreams/payments/api/history?sort=-created')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('api')
  await expect(page).toHaveURL(/\/pages\/imagestreams\/payments\/api\/history\?sort=-created$/)
})
