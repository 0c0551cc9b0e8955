import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'

const verdict = (page: Page, sentence: string | RegExp): Locator =>
  page.getByRole('main').getByRole('group', { name: sentence })
const card = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

test('a healthy registry: what it holds, what happens to it, and what changes shows by itself', async ({
  page,
  cluster,
}) => {
  await page.goto('/')
  await expect(verdict(page, 'Done: The registry is healthy.')).toContainText(
    '2 of 2 pods ready · claim image-registry-storage',
  )
  await expect(card(page, 'Storage')).toContainText(/4\d\.\d GiB of 100\.0 GiB/)
  await expect(card(page, 'Contents').getByRole('definition').first()).toHaveText('401')
  await expect(card(page, 'Pods and routes')).toContainText('default-route-openshift-image-registry.apps.example.com')
  await expect(card(page, 'Pruning')).toContainText('Next run')
  await expect(card(page, 'Alerts')).toContainText('None firing.')
  await expect(card(page, 'Conditions').getByRole('rowheader')).toHaveText([
    'Available',
    'Degraded',
    'Progressing',
    'StorageExists',
  ])
  const failing = card(page, 'Failing imports')
  await expect(failing).toContainText('dial tcp: lookup registry.invalid.example')
  await expect(failing.getByRole('link', { name: 'Fix analytics/broken:latest' })).toHaveAttribute(
    'href',
    '/imagestreams/analytics/broken/tags/latest',
  )
  await expect(page.getByRole('table', { name: 'Largest projects' }).getByRole('row').nth(1)).toHaveText(
    /data-science3\.8 GiB/,
  )
  await expectAccessible(page)

  await cluster.push('storefront', 'web', 'hotfix')
  await expect(page.getByRole('table', { name: 'Latest pushes and imports' }).getByRole('row').nth(1)).toContainText(
    'storefront/web:hotfix',
  )
  await cluster.patchRegistryConfig({ readOnly: true })
  const readOnly = verdict(page, /The registry is read-only/)
  await expect(readOnly).toContainText('pulls still work')
  await readOnly.getByRole('link', { name: 'Set writable' }).click()
  await expect(page.getByRole('dialog', { name: 'Set writable' })).toBeVisible()
})

test('each card fails alone, and the rest tells what it knows', async ({ page, cluster }) => {
  const fails = (plural: string) =>
    cluster.fault({ verb: 'list', plural, status: 500, message: `no ${plural} today`, times: 1000 })
  await fails('imagestreams')
  await cluster.prometheus({ state: 'missing' })
  await page.goto('/')
  await expect(verdict(page, 'Done: The registry is healthy.')).toBeVisible()
  for (const name of ['Contents', 'Failing imports', 'Latest pushes and imports'])
    await expect(card(page, name)).toContainText('no imagestreams today')
  await expect(card(page, 'Alerts')).toContainText('alerts are not known')
  await expect(card(page, 'Storage')).toContainText('claim image-registry-storage')
  await expect(card(page, 'Pods and routes')).toContainText('2 of 2 pods ready')
  await expect(card(page, 'Pruning')).toContainText('Pruning is on')

  // The cluster is well again, but for what tells of the registry: cards say so, streams are there.
  await cluster.reset()
  await cluster.prometheus()
  for (const plural of ['pods', 'routes', 'imagepruners'])
    await cluster.fault({ plural, status: 500, message: `no ${plural} today`, times: 1000 })
  await page.reload()
  await expect(card(page, 'Pods and routes')).toContainText('could not be read: no routes today')
  await expect(card(page, 'Pruning')).toContainText('no imagepruners today')
  await expect(card(page, 'Contents').getByRole('definition').first()).toHaveText('401')
  await expect(card(page, 'Storage')).toContainText(/4\d\.\d GiB of 100\.0 GiB/)
  await expect(verdict(page, /The registry is healthy/)).toContainText('Could not be read')

  // No operator, no routes, no pruner: a cluster that does not serve these groups at all.
  await cluster.reset()
  for (const group of ['imageregistry.operator.openshift.io', 'route.openshift.io', 'config.openshift.io'])
    await cluster.fault({ group, status: 404, body: '404 page not found\n', contentType: 'text/plain', times: 1000 })
  await page.reload()
  await expect(card(page, 'Contents').getByRole('definition').first()).toHaveText('401')
  await expect(page.getByRole('table', { name: 'Latest pushes and imports' })).toContainText('storefront/web:canary')
  await expect(verdict(page, /The registry is healthy/)).toContainText('API does not have: its configuration')
})

test('a developer is told of their own projects, and in one line what they may not see', async ({ page, as }) => {
  await as('dev')
  await page.goto('/')
  const own = card(page, 'Your projects')
  await expect(own.getByRole('rowheader')).toHaveText(['payments', 'storefront'])
  await expect(own).toContainText('all imports work')
  await expect(page.getByText('You may not see how the registry is.')).toContainText('cluster-reader')
  await expect(page.getByRole('table', { name: 'Latest pushes and imports' })).toContainText('payments/api:1.14.2')
  for (const name of ['Storage', 'Pruning', 'Conditions', 'Alerts']) await expect(card(page, name)).toHaveCount(0)
  await expectAccessible(page)
  await own.getByRole('link', { name: 'payments' }).click()
  await expect(page.getByRole('table', { name: 'Image streams' })).toContainText('ledger')
})

test.describe('where a disk is shared by two pods and nearly full', () => {
  test.use({ scenario: 'degraded' })

  test('the worst is said first, then the rest, and each leads on', async ({ page, cluster }) => {
    await page.goto('/')
    const worst = verdict(page, 'Failed: The registry’s volume is 97 % full.')
    await expect(worst).toContainText('Enlarge the claim registry-block, or prune images')
    await expect(worst).toContainText('Pushes fail soon or already, pulls still work.')
    const also = worst.getByRole('list', { name: 'Also wrong' }).getByRole('listitem')
    await expect(also).toHaveCount(2)
    await expect(also.nth(0)).toContainText('cannot be shared, and 2 pods are to share it')
    await expect(also.nth(1)).toContainText('Multi-Attach error for volume')
    await expect(card(page, 'Pods and routes')).toContainText('1 of 2 pods ready')
    const alerts = card(page, 'Alerts').getByRole('list', { name: 'Alerts' })
    await expect(alerts).toContainText('KubePersistentVolumeFillingUp')
    await expectAccessible(page)

    await worst.getByRole('link', { name: 'See storage' }).first().click()
    await expect(page).toHaveURL('/registry/storage')
    const capacity = card(page, 'Capacity and growth')
    await expect(capacity).toContainText(/97\.\d GiB of 100\.0 GiB \(97 %\)/)
    await expect(page.getByRole('main')).toContainText('KubePersistentVolumeFillingUp')
    await expect(card(page, 'Claim')).toContainText('ReadWriteOnce')

    // What is wrong with the settings is mended where the overview sends to; then it is only full.
    await page.goBack()
    await also.nth(0).getByRole('link', { name: 'Edit settings' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit registry settings' })
    await dialog.getByRole('textbox', { name: 'Replicas' }).fill('1')
    await dialog.getByRole('combobox', { name: 'Rollout strategy' }).selectOption('Recreate')
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    expect((await cluster.registryConfig()).spec).toMatchObject({ replicas: 1, rolloutStrategy: 'Recreate' })
    await cluster.advance(120)
    await page.goto('/')
    await expect(worst).toBeVisible()
    await expect(worst.getByRole('list', { name: 'Also wrong' })).toHaveCount(0)
  })

  test('who may not read the configuration is told by pods and events', async ({ page, as }) => {
    await as('sre')
    await page.goto('/registry')
    const worst = verdict(page, 'Failed: The registry’s volume is 97 % full.')
    await expect(worst).toContainText('Multi-Attach error for volume')
    await expect(worst).toContainText('You may not see its configuration')
    await expect(page.getByRole('table', { name: 'Pods of the registry' })).toContainText('FailedAttachVolume')
    await expect(page.getByRole('table', { name: 'Events' })).toContainText('FailedMount')
    await expectAccessible(page)
    await page.getByRole('navigation', { name: 'Registry' }).getByRole('link', { name: 'Settings' }).click()
    await expect(card(page, 'What is known without the settings')).toContainText('1 of 2 replicas are ready')
    await expect(page.getByRole('main')).toContainText('You may not get configs cluster in the whole cluster.')
  })
})
