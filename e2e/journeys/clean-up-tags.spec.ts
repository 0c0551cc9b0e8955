import type { Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const tags = (page: Page) => page.getByRole('table', { name: 'Tags' })

/** The names of all tags, of the spec and of the status. */
async function namesOf(cluster: SecondActor, namespace: string, name: string): Promise<string[]> {
  const { spec, status } = await cluster.stream<ImageStream>(namespace, name)
  const all = [...(spec?.tags ?? []).map((tag) => tag.name), ...(status?.tags ?? []).map(({ tag }) => tag)]
  return [...new Set(all)].toSorted()
}

test('a tag is deleted with its history, after a look at who loses what', async ({ page, cluster }) => {
  await page.goto('/imagestreams/storefront/web/tags/v3')
  await act(page, 'web:v3', 'Delete tag')
  const dialog = page.getByRole('dialog', { name: 'Delete tag web:v3' })
  await expect(dialog).toContainText('1 revision is lost')
  await expect(dialog).toContainText('2 tags follow it: prod, stable.')
  await expect(dialog).toContainText('Other tags hold all its images.')
  await expect(dialog.getByRole('list', { name: 'Workloads' })).toContainText('Deployment storefront/web')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText('oc tag -d storefront/web:v3')).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Delete tag web:v3', 'Delete tag')
  await expect(page).toHaveURL('/imagestreams/storefront/web')
  await expect(rowOf(tags(page), 'v4')).toBeVisible()
  await expect(rowOf(tags(page), 'v3')).toHaveCount(0)
  expect(await namesOf(cluster, 'storefront', 'web')).toEqual(['canary', 'prod', 'stable', 'v1', 'v2', 'v4'])
})

test('several tags go at once: one is refused in the words of the server, and tried again', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/payments/api')
  for (const tag of ['1.5.0', '1.6.0', '1.12.1']) await page.getByRole('checkbox', { name: `Select ${tag}` }).check()
  await page.getByRole('button', { name: 'Delete selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 3 tags of api' })
  const result = (tag: string) => dialog.getByRole('listitem').filter({ hasText: tag }).first()
  await cluster.refuse({ verb: 'delete', plural: 'imagestreamtags', name: 'api:1.6.0' })
  await dialog.getByRole('button', { name: 'Delete tags' }).click()
  await expect(dialog.getByRole('alert')).toContainText('1 of 3 failed')
  await expect(result('1.6.0')).toContainText('Prevented from modifying resources that Red Hat manages.')
  expect(await namesOf(cluster, 'payments', 'api')).toEqual(['1.13.0', '1.14.0', '1.14.1', '1.14.2', '1.6.0', 'latest'])
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Retry the failed one' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Deleted 3 tags of api' })).toBeVisible()
  expect(await namesOf(cluster, 'payments', 'api')).toEqual(['1.13.0', '1.14.0', '1.14.1', '1.14.2', 'latest'])
  await expect(tags(page).getByRole('row')).toHaveCount(6)
})

test('several tags are imported again: those that cannot be are named, and one fails', async ({ page, cluster }) => {
  const from = (name: string) => ({ from: { kind: 'DockerImage', name }, importPolicy: { importMode: 'Legacy' } })
  await cluster.patchStream('analytics', 'etl', {
    spec: {
      tags: [
        { name: 'latest', ...from('quay.io/acme/etl:stable') },
        { name: 'gone', ...from('quay.io/acme/etl:no-such-tag') },
        { name: 'pinned', from: { kind: 'ImageStreamTag', namespace: 'payments', name: 'api:1.14.1' } },
      ],
    },
  })
  await page.goto('/imagestreams/analytics/etl')
  await page.getByRole('checkbox', { name: 'Select all rows of the page: Tags' }).check()
  await page.getByRole('button', { name: 'Re-import selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Re-import 2 tags of etl' })
  await expect(dialog).toContainText('1 of the selected tags cannot be imported:')
  await dialog.getByRole('button', { name: 'Re-import', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('1 of 2 failed')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'gone' })).toContainText(
    'The source registry has no such image',
  )
  const { status } = await cluster.stream<ImageStream>('analytics', 'etl')
  expect(status?.tags?.find(({ tag }) => tag === 'latest')?.items?.length).toBe(2)
  expect(status?.tags?.find(({ tag }) => tag === 'gone')?.conditions).toMatchObject([
    { type: 'ImportSuccess', status: 'False', reason: 'NotFound' },
  ])
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(rowOf(tags(page), 'gone')).toContainText(/failed/i)
})
