import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectLive, test } from '../fixtures.ts'
import type { SecondActor } from '../cluster.ts'

const stream = '/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web'
const editor = (page: Page, name = 'web') => page.getByRole('textbox', { name: `YAML of ${name}` })

interface Stream {
  metadata: { labels?: Record<string, string> }
  spec: { lookupPolicy: { local: boolean }; tags: { name: string; annotations?: Record<string, string> | null }[] }
}

/** The stream as the cluster has it. */
async function stored(cluster: SecondActor): Promise<Stream> {
  // The API's own format.
  return (await cluster.send('GET', stream)) as Stream
}

async function open(page: Page) {
  await page.goto('/imagestreams/storefront/web/yaml')
  await expect(editor(page)).toBeVisible()
  await expectLive(page)
}

/** Finds a text and writes over it, by the editor's own search. */
async function typeOver(page: Page, found: string, text: string, name = 'web') {
  await editor(page, name).focus()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
  await page.keyboard.type(found)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(editor(page, name)).toBeFocused()
  await page.keyboard.type(text)
}

test('edit a stream: compare, save, and see what the cluster has', async ({ page, cluster }) => {
  await open(page)
  await typeOver(page, 'local: true', 'local: false')
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Save web' })
  const changes = dialog.getByRole('region', { name: 'Changes' })
  await expect(changes.getByRole('row').filter({ hasText: 'removed' })).toContainText('local: true')
  await expect(changes.getByRole('row').filter({ hasText: 'added' })).toContainText('local: false')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText("oc replace -f - <<'EOF'")).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'Saved web' })).toBeVisible()
  expect((await stored(cluster)).spec.lookupPolicy.local).toBe(false)
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('two people: mine goes onto theirs, and neither is lost', async ({ page, cluster }) => {
  await open(page)
  await typeOver(page, 'tier: frontend', 'tier: shop')
  const kept = (await stored(cluster)).spec.tags.filter(({ name }) => name !== 'canary')
  const patch = { metadata: { labels: { team: 'blue' } }, spec: { tags: kept } }
  await cluster.send('PATCH', stream, patch, 'application/merge-patch+json')
  const alert = page.getByRole('alert').filter({ hasText: 'Changed by someone else' })
  await expect(alert.getByText('labels.team')).toBeVisible()
  await expect(editor(page)).not.toContainText('team: blue')
  await alert.getByRole('button', { name: 'Apply mine to latest' }).click()
  await expect(editor(page)).toContainText('team: blue')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  const { metadata, spec } = await stored(cluster)
  expect(metadata.labels).toMatchObject({ tier: 'shop', team: 'blue' })
  expect(spec.tags.map(({ name }) => name)).toEqual(kept.map(({ name }) => name))
})

test('what is wrong is told by line, and goes with it', async ({ page }) => {
  await open(page)
  await typeOver(page, 'local: true', 'local: maybe')
  const problems = page.getByRole('list', { name: 'Problems' })
  await expect(problems).toContainText(/Line \d+\s*local has to be true or false/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Could not save' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await problems.getByRole('button').click()
  await expect(editor(page)).toBeFocused()
  // The cursor is at the wrong word.
  for (let letter = 0; letter < 'maybe'.length; letter++) await page.keyboard.press('Delete')
  await page.keyboard.type('false')
  await expect(problems).toHaveCount(0)
})

test('fields are suggested with what they mean', async ({ page }) => {
  await open(page)
  await typeOver(page, 'generation: 3', 'generation: 3')
  await page.keyboard.press('Enter')
  await page.keyboard.type('refe')
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
  const reference = suggestions.getByRole('option', { name: /^reference\b/ })
  await expect(reference).toBeVisible()
  await expect(page.getByText('Only refers to the image: nothing is imported.')).toBeVisible()
  await reference.click()
  await page.keyboard.type('t')
  await suggestions.getByRole('option', { name: 'true' }).click()
  await expect(editor(page)).toContainText('reference: true')
})

test('by keyboard alone: in, out, and not away from what is not saved', async ({ page, cluster }) => {
  await open(page)
  await typeOver(page, 'local: true', 'local: false')
  await page.keyboard.press('Tab')
  await expect(editor(page)).not.toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(editor(page)).toBeFocused()
  await page.getByRole('link', { name: 'History', exact: true }).focus()
  await page.keyboard.press('Enter')
  const leave = page.getByRole('dialog', { name: 'Leave without saving?' })
  await expect(leave).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(leave).toBeHidden()
  await expect(editor(page)).toContainText('local: false')
  await page.getByRole('button', { name: 'Save', exact: true }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Save web' })
  await dialog.getByRole('button', { name: 'Save', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect((await stored(cluster)).spec.lookupPolicy.local).toBe(false)
})

test('edit one tag, and read its events beside it', async ({ page, cluster }) => {
  await page.goto('/imagestreams/storefront/web/tags/canary/yaml')
  await expect(editor(page, 'web:canary')).toContainText('kind: ImageStreamTag')
  await typeOver(page, 'metadata:', 'metadata:\n  annotations:\n  description: Tried first', 'web:canary')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog', { name: 'Save web:canary' }).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  const tag = (await stored(cluster)).spec.tags.find(({ name }) => name === 'canary')
  expect(tag?.annotations).toEqual({ description: 'Tried first' })
  await page.goto('/imagestreams/storefront/web/events')
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('TagPromoted')
  await expectAccessible(page)
})

test('on a narrow screen nothing is wider than the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page)
  await typeOver(page, 'local: true', 'local: maybe')
  await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
