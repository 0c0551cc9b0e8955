import type { Page } from '@playwright/test'
import type { ImageStream, TagReference } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, test } from '../fixtures.ts'

const revisions = (page: Page) => page.getByRole('table', { name: 'Revisions' })
const short = (digest: string | undefined) => digest?.slice(0, 19) ?? 'none'

/** What the spec asks of a tag, and the digests that it has, newest first. */
async function tagOf(
  cluster: SecondActor,
  name: string,
  tag: string,
  namespace = 'storefront',
): Promise<{ spec: TagReference | undefined; digests: (string | undefined)[] }> {
  const stream = await cluster.stream<ImageStream>(namespace, name)
  return {
    spec: stream.spec?.tags?.find((each) => each.name === tag),
    digests: stream.status?.tags?.find((each) => each.tag === tag)?.items?.map(({ image }) => image) ?? [],
  }
}

test('back to an older image, with all that follows the tag; and forward again to its source', async ({
  page,
  cluster,
}) => {
  const { digests } = await tagOf(cluster, 'web', 'stable')
  const [v3, , v1] = digests
  await page.goto('/imagestreams/storefront/web/tags/stable/history')
  await expect(revisions(page).getByRole('row')).toHaveCount(4)
  await page.getByRole('button', { name: `Actions for ${short(v3)}` }).click()
  const here = page.getByRole('menuitem', { name: /^Roll back to this/ })
  await expect(here).toHaveAttribute('aria-disabled', 'true')
  await expect(here).toContainText('The tag has this image now.')
  await page.keyboard.press('Escape')

  await act(page, short(v1), 'Roll back to this')
  const dialog = page.getByRole('dialog', { name: 'Roll back web:stable' })
  await expect(dialog.getByRole('radio', { name: 'Pin the tag to this image' })).toBeChecked()
  const effects = dialog.getByRole('group', { name: 'What happens' })
  await expect(effects).toContainText('1 tag follows it and moves too: prod.')
  for (const workload of ['storefront/web', 'sandbox/shop-copy', 'storefront/shop-admin'])
    await expect(effects).toContainText(workload)
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText(/^oc (tag|patch) /)).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Roll back web:stable', 'Roll back')
  const back = await tagOf(cluster, 'web', 'stable')
  expect(back.spec?.from).toMatchObject({ kind: 'ImageStreamImage', name: `web@${v1}` })
  expect(back.digests).toEqual([v1, ...digests])
  expect((await tagOf(cluster, 'web', 'prod')).digests[0]).toBe(v1)
  await expect(revisions(page).getByRole('row')).toHaveCount(5)
  await expect(revisions(page).getByRole('row').nth(1)).toContainText(short(v1))

  await act(page, 'web:stable', 'Resume following v3')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Resume/ })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const forward = await tagOf(cluster, 'web', 'stable')
  expect(forward.spec?.from).toMatchObject({ kind: 'ImageStreamTag', name: 'v3' })
  expect(forward.spec?.annotations ?? {}).toEqual({})
  expect(forward.digests[0]).toBe(v3)
  expect((await tagOf(cluster, 'web', 'prod')).digests[0]).toBe(v3)
})

test('back for now: an older image on top, and the tag goes on following', async ({ page, cluster }) => {
  const { digests } = await tagOf(cluster, 'web', 'prod')
  await page.goto('/imagestreams/storefront/web/tags/prod/history')
  await act(page, short(digests[1]), 'Roll back to this')
  const dialog = page.getByRole('dialog', { name: 'Roll back web:prod' })
  await dialog.getByRole('radio', { name: 'Keep following stable' }).check()
  await expect(dialog).toContainText('The tag moves again as soon as the one it follows gets another image.')
  await confirm(page, 'Roll back web:prod', 'Roll back')
  const kept = await tagOf(cluster, 'web', 'prod')
  expect(kept.spec?.from).toMatchObject({ kind: 'ImageStreamTag', name: 'stable' })
  expect(kept.digests).toEqual([digests[1], ...digests])
})

test('a revision is compared with the current one, and its pull spec is copied', async ({ page, cluster, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const [, older] = (await tagOf(cluster, 'ledger', 'latest', 'payments')).digests
  await page.goto('/imagestreams/payments/ledger/tags/latest/history')
  await act(page, short(older), 'Copy pull spec')
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `default-route-openshift-image-registry.apps.example.com/payments/ledger@${older}`,
  )
  await act(page, short(older), 'Compare with current')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare images')
  await expect(page.getByText(/of layers are in both/)).toBeVisible()
  await page.goBack()
  // Two of three at once, oldest first.
  for (const row of [1, 3]) await revisions(page).getByRole('row').nth(row).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByText(/of layers are in both/)).toBeVisible()
})

test('an image that was deleted cannot be rolled back to', async ({ page, cluster }) => {
  const [, older] = (await tagOf(cluster, 'ledger', 'latest', 'payments')).digests
  await cluster.deleteImage(older ?? '')
  await page.goto('/imagestreams/payments/ledger/tags/latest/history')
  await act(page, short(older), 'Roll back to this')
  const dialog = page.getByRole('dialog', { name: 'Roll back ledger:latest' })
  await expect(dialog).toContainText('The image was deleted from the cluster')
  await expect(dialog.getByRole('button', { name: 'Roll back' })).toBeDisabled()
})

test.describe('with fewer rights', () => {
  test.beforeEach(({ as }) => as('dev'))

  test('a developer rolls back what is theirs, and reads which right is missing elsewhere', async ({
    page,
    cluster,
  }) => {
    const { digests } = await tagOf(cluster, 'worker', 'latest', 'payments')
    await page.goto('/imagestreams/payments/worker/tags/latest/history')
    await act(page, short(digests[2]), 'Roll back to this')
    await confirm(page, 'Roll back worker:latest', 'Roll back')
    expect((await tagOf(cluster, 'worker', 'latest', 'payments')).digests).toEqual([digests[2], ...digests])
    await expect(revisions(page).getByRole('row').nth(1)).toContainText(short(digests[2]))
    await page.goto('/imagestreams/openshift/nodejs')
    await page.getByRole('button', { name: 'Actions for 22-ubi9' }).click()
    const entry = page.getByRole('menuitem', { name: /^Change source/ })
    await expect(entry).toContainText('You may not patch imagestreams nodejs in the project openshift')
  })
})
