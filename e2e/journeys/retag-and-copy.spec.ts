import type { Page } from '@playwright/test'
import type { ImageStream, TagReference } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const tags = (page: Page) => page.getByRole('table', { name: 'Tags' })
const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible()

/** A tag as the cluster's spec asks for it, and the digests it has, newest first. */
async function tagOf(
  cluster: SecondActor,
  namespace: string,
  name: string,
  tag: string,
): Promise<{ spec: TagReference | undefined; digests: (string | undefined)[] }> {
  const stream = await cluster.stream<ImageStream>(namespace, name)
  return {
    spec: stream.spec?.tags?.find((each) => each.name === tag),
    digests: stream.status?.tags?.find((each) => each.tag === tag)?.items?.map(({ image }) => image) ?? [],
  }
}

/** The image of a deployment's first container. */
async function imageOf(cluster: SecondActor, namespace: string, name: string): Promise<string> {
  const { spec } = await cluster.get<{ spec: { template: { spec: { containers: { image: string }[] } } } }>(
    `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
  )
  return spec.template.spec.containers[0]?.image ?? ''
}

test('a tag is added from another registry, then described; the tags beside it stay as they are', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/payments/gateway')
  const before = await tagOf(cluster, 'payments', 'gateway', '2.4')
  await act(page, 'gateway', 'Add tag')
  const dialog = page.getByRole('dialog', { name: 'Add tag to gateway' })
  await dialog.getByRole('textbox', { name: 'Tag', exact: true }).fill('2.4')
  await dialog.getByRole('textbox', { name: 'Pull spec' }).fill('quay.io/acme/gateway:2.5')
  await dialog.getByRole('button', { name: 'Add tag' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The tag 2.4 exists already')
  await dialog.getByRole('textbox', { name: 'Tag', exact: true }).fill('2.5')
  await dialog.getByRole('combobox', { name: 'Import mode' }).selectOption('PreserveOriginal')
  await dialog.getByRole('checkbox', { name: 'Scheduled' }).check()
  await dialog.getByRole('textbox', { name: 'Display name' }).fill('Gateway 2.5')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText(/^oc patch is\/gateway -n payments .*quay\.io\/acme\/gateway:2\.5/)).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Add tag to gateway', 'Add tag')
  await expect(rowOf(tags(page), '2.5')).toContainText('amd64 and 3 more')
  const added = await tagOf(cluster, 'payments', 'gateway', '2.5')
  expect(added.spec).toMatchObject({
    from: { kind: 'DockerImage', name: 'quay.io/acme/gateway:2.5' },
    importPolicy: { importMode: 'PreserveOriginal', scheduled: true },
    annotations: { 'openshift.io/display-name': 'Gateway 2.5' },
  })
  expect(added.digests).toHaveLength(1)
  expect(await tagOf(cluster, 'payments', 'gateway', '2.4')).toEqual(before)

  await act(page, '2.5', 'Edit description')
  const words = page.getByRole('dialog', { name: 'Edit description of gateway:2.5' })
  await expect(words.getByRole('textbox', { name: 'Display name' })).toHaveValue('Gateway 2.5')
  await words.getByRole('textbox', { name: 'Description', exact: true }).fill('The way in,\nfor everybody')
  await words.getByRole('checkbox', { name: 'Hidden' }).check()
  await confirm(page, 'Edit description of gateway:2.5', 'Edit description')
  expect((await tagOf(cluster, 'payments', 'gateway', '2.5')).spec?.annotations).toEqual({
    'openshift.io/display-name': 'Gateway 2.5',
    description: 'The way in,\nfor everybody',
    tags: 'hidden',
  })
})

test('an imported tag: imported again now, then other policies, and then another source', async ({ page, cluster }) => {
  await page.goto('/imagestreams/analytics/etl')
  const [old] = (await tagOf(cluster, 'analytics', 'etl', 'latest')).digests
  await act(page, 'latest', 'Re-import now')
  const dialog = page.getByRole('dialog', { name: 'Re-import etl:latest' })
  await expect(dialog).toContainText('The image is imported from quay.io/acme/etl:stable')
  await expect(dialog).toContainText('CronJob')
  await confirm(page, 'Re-import etl:latest', 'Re-import')
  await said(page, /Re-imported etl:latest: it has sha256:/)
  const moved = (await tagOf(cluster, 'analytics', 'etl', 'latest')).digests
  expect(moved).toEqual([expect.not.stringMatching(old ?? 'none'), old])
  await expect(rowOf(tags(page), 'latest')).toContainText(moved[0]?.slice(0, 19) ?? 'none')

  await act(page, 'latest', 'Edit import policy')
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Insecure' }).uncheck()
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Scheduled' }).uncheck()
  await confirm(page, 'Edit import policy of etl:latest', 'Edit import policy')
  await act(page, 'latest', 'Edit reference policy')
  await page.getByRole('dialog').getByRole('radio', { name: 'Local' }).check()
  await confirm(page, 'Edit reference policy of etl:latest', 'Edit reference policy')
  const { spec, digests } = await tagOf(cluster, 'analytics', 'etl', 'latest')
  expect(spec?.importPolicy).toEqual({ importMode: 'Legacy' })
  expect(spec?.referencePolicy).toEqual({ type: 'Local' })
  expect(digests).toEqual(moved)

  await act(page, 'latest', 'Change source')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Pull spec' }).fill('quay.io/acme/notebooks:2')
  await confirm(page, 'Change source of etl:latest', 'Change source')
  await expect.poll(async () => (await tagOf(cluster, 'analytics', 'etl', 'latest')).digests.length).toBe(3)
  const changed = await tagOf(cluster, 'analytics', 'etl', 'latest')
  expect(changed.spec).toMatchObject({
    from: { kind: 'DockerImage', name: 'quay.io/acme/notebooks:2' },
    referencePolicy: { type: 'Local' },
  })
  await expect(rowOf(tags(page), 'latest')).toContainText(changed.digests[0]?.slice(0, 19) ?? 'none')
})

test('a promotion: stable follows another tag; what moves and rolls out is said before, and does', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web')
  const [v4] = (await tagOf(cluster, 'storefront', 'web', 'v4')).digests
  await act(page, 'stable', 'Change source')
  const dialog = page.getByRole('dialog', { name: 'Change source of web:stable' })
  await expect(dialog.getByRole('radio', { name: 'Tag of an image stream' })).toBeChecked()
  await dialog.getByRole('combobox', { name: 'Source tag' }).selectOption('prod')
  await dialog.getByRole('radio', { name: 'Follow the tag' }).check()
  await dialog.getByRole('button', { name: 'Change source' }).click()
  // It would go in circles: prod follows stable.
  await expect(dialog.getByRole('alert').filter({ hasText: 'Could not save' })).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Source tag' }).selectOption('v4')
  const effects = dialog.getByRole('group', { name: 'What happens' })
  await expect(effects).toContainText('1 tag follows it and moves too: prod.')
  for (const workload of ['storefront/web', 'sandbox/shop-copy', 'storefront/shop-admin'])
    await expect(effects).toContainText(workload)
  await expectAccessible(page)
  await confirm(page, 'Change source of web:stable', 'Change source')
  expect((await tagOf(cluster, 'storefront', 'web', 'stable')).spec?.from).toMatchObject({
    kind: 'ImageStreamTag',
    name: 'v4',
  })
  for (const tag of ['stable', 'prod']) expect((await tagOf(cluster, 'storefront', 'web', tag)).digests[0]).toBe(v4)
  for (const [namespace, name] of [
    ['storefront', 'web'],
    ['sandbox', 'shop-copy'],
  ] as const)
    await expect.poll(() => imageOf(cluster, namespace, name)).toContain(v4)
  await expect(rowOf(tags(page), 'stable')).toContainText('follows v4')
})

test('an image is copied into a new stream of another project, and over a tag that is there', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web')
  const [canary] = (await tagOf(cluster, 'storefront', 'web', 'canary')).digests
  const from = { kind: 'ImageStreamImage', namespace: 'storefront', name: `web@${canary}` }
  await act(page, 'canary', 'Copy to another stream')
  const dialog = page.getByRole('dialog', { name: 'Copy web:canary to another stream' })
  await dialog.getByRole('combobox', { name: 'Project' }).selectOption('sandbox')
  await dialog.getByRole('combobox', { name: 'Image stream' }).fill('kept')
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('before-launch')
  await expectAccessible(page)
  await confirm(page, 'Copy web:canary to another stream', 'Copy')
  const kept = await tagOf(cluster, 'sandbox', 'kept', 'before-launch')
  expect(kept.spec?.from).toEqual(from)
  expect(kept.digests).toEqual([canary])

  await act(page, 'canary', 'Copy to another stream')
  await dialog.getByRole('combobox', { name: 'Project' }).selectOption('payments')
  await dialog.getByRole('combobox', { name: 'Image stream' }).fill('web')
  await dialog.getByRole('textbox', { name: 'Tag' }).fill('from-storefront')
  await expect(dialog).toContainText('The tag payments/web:from-storefront exists')
  await confirm(page, 'Copy web:canary to another stream', 'Copy')
  const over = await tagOf(cluster, 'payments', 'web', 'from-storefront')
  expect(over.spec?.from).toEqual(from)
  expect(over.digests).toEqual([canary, expect.stringMatching(/^sha256:/)])
})

test('a tag is compared with another one', async ({ page }) => {
  await page.goto('/imagestreams/storefront/web/tags/stable')
  await act(page, 'web:stable', 'Compare with…')
  const dialog = page.getByRole('dialog', { name: 'Compare web:stable' })
  await dialog.getByRole('combobox', { name: 'Tag' }).selectOption('v4')
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expect(page).toHaveURL('/compare?a=storefront%2Fweb%3Astable&b=storefront%2Fweb%3Av4')
  await expect(page.getByText(/of layers are in both/)).toBeVisible()
})
