import type { Locator, Page } from '@playwright/test'
import { act, expect, expectAccessible, expectLive, test } from '../fixtures.ts'

const outcome = (page: Page): Locator => page.getByRole('status', { name: 'Outcome of the last change' })
const conflict = (page: Page): Locator => page.getByRole('alert', { name: 'Changed by someone else' })

async function openForm(page: Page): Promise<Locator> {
  await act(page, 'the registry', 'Edit settings')
  const dialog = page.getByRole('dialog', { name: 'Edit registry settings' })
  await expect(dialog.getByRole('textbox', { name: 'Replicas' })).toBeVisible()
  return dialog
}

test('only what was edited is sent, and the page says what the operator makes of it', async ({ page, cluster }) => {
  await page.goto('/registry/settings')
  const main = page.getByRole('main')
  await expect(main).toContainText('1 setting differs from the defaults: Default route.')
  await expect(main).toContainText('Set, not shown')
  await expectAccessible(page)
  const before = await cluster.registryConfig()
  const form = await openForm(page)
  await expectAccessible(page)
  await form.getByRole('textbox', { name: 'Replicas' }).fill('two')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form.getByRole('alert', { name: 'Could not save' })).toContainText('has to be a whole number')
  await form.getByRole('textbox', { name: 'Replicas' }).fill('3')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form).toHaveCount(0)
  await cluster.advance(60)
  await expect(outcome(page)).toContainText('The operator has taken the change')
  const after = await cluster.registryConfig()
  expect(after.spec).toEqual({ ...before.spec, replicas: 3 })
  expect(after.metadata.generation).toBe((before.metadata.generation ?? 0) + 1)
  await expect.poll(async () => (await cluster.registryPods()).length).toBe(3)

  // The operator writes the whole spec as it was before: that is said, and can be undone.
  const again = await openForm(page)
  await again.getByRole('textbox', { name: 'Replicas' }).fill('4')
  const old = await cluster.registryConfig()
  await again.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(again).toHaveCount(0)
  await cluster.operatorRewritesSpec(old)
  const overwritten = outcome(page).getByRole('group', { name: /The change was overwritten/ })
  await expect(overwritten).toContainText('replicas: saved 4, now 3')
  await overwritten.getByRole('button', { name: 'Apply again' }).click()
  await expect.poll(async () => (await cluster.registryConfig()).spec?.replicas).toBe(4)
  await cluster.advance(60)
  await expect(outcome(page)).toContainText('The operator has taken the change')
})

test('two people, and what the operator fills in, get along', async ({ page, cluster }) => {
  await page.goto('/registry/settings')
  await expectLive(page)
  const form = await openForm(page)
  const replicas = form.getByRole('textbox', { name: 'Replicas' })
  await replicas.fill('4')
  await cluster.patchRegistryConfig({ replicas: 5, rolloutStrategy: 'Recreate' })
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  const fields = conflict(page).getByRole('list', { name: 'Fields that differ' })
  await expect(fields).toContainText('spec.replicas')
  await expect(fields).toContainText('spec.rolloutStrategy')
  await expect(replicas).toHaveValue('4')
  expect((await cluster.registryConfig()).spec?.replicas).toBe(5)
  await conflict(page).getByRole('button', { name: 'Use latest' }).click()
  await expect(replicas).toHaveValue('5')
  await replicas.fill('3')
  await cluster.patchRegistryConfig({ disableRedirect: true })
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await conflict(page).getByRole('button', { name: 'Apply mine to latest' }).click()
  await expect(form).toHaveCount(0)
  expect((await cluster.registryConfig()).spec).toMatchObject({
    replicas: 3,
    rolloutStrategy: 'Recreate',
    disableRedirect: true,
  })

  // The secret that the operator makes anew concerns nobody who edits something else.
  const next = await openForm(page)
  await next.getByRole('textbox', { name: 'Replicas' }).fill('2')
  await cluster.patchRegistryConfig({ httpSecret: 'made by the operator' })
  await next.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(next).toHaveCount(0)
  expect((await cluster.registryConfig()).spec).toMatchObject({ replicas: 2, httpSecret: 'made by the operator' })
  await page.goto('/registry/yaml')
  await expect(page.getByRole('textbox', { name: 'YAML of cluster' })).toContainText('managementState: Managed')
  await expectAccessible(page)
  expect(await page.content()).not.toContain('made by the operator')
})

test.describe('on a hosted control plane', () => {
  test.use({ scenario: 'hosted' })

  test('nothing is wrong without an operator, and a refusal of the webhook keeps what was typed', async ({
    page,
    as,
    cluster,
  }) => {
    await as('dedicated')
    await page.goto('/')
    await expect(page.getByRole('group', { name: 'Done: The registry is healthy.' })).toContainText(
      'operator outside this cluster (hosted control plane)',
    )
    await page.goto('/registry/settings')
    const before = await cluster.registryConfig()
    const form = await openForm(page)
    await form.getByRole('textbox', { name: 'Replicas' }).fill('3')
    await form.getByRole('button', { name: 'Save', exact: true }).click()
    const refused = form.getByRole('alert', { name: 'Could not save' })
    await expect(refused).toContainText('admission webhook "regular-user-validation.managed.openshift.io"')
    await expect(refused).toContainText('denied the request')
    await expect(form.getByRole('textbox', { name: 'Replicas' })).toHaveValue('3')
    expect((await cluster.registryConfig()).spec).toEqual(before.spec)
    await form.getByRole('button', { name: 'Cancel' }).click()

    // Object storage has no size to fill, and other ways of being kept safe.
    await page.getByRole('navigation', { name: 'Registry' }).getByRole('link', { name: 'Storage' }).click()
    await expect(page.getByRole('region', { name: 'Capacity and growth' })).toContainText(
      'Object storage has no size that it could fill',
    )
    await expect(page.getByRole('region', { name: 'Backups' })).toContainText('aws s3api put-bucket-versioning')
    await expect(page.getByRole('table', { name: 'Projects by storage' })).toContainText('data-science')
  })
})
