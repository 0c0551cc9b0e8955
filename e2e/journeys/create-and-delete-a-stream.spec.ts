import type { Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

/** The names of the streams that a project has. */
async function streamsOf(cluster: SecondActor, namespace: string): Promise<string[]> {
  const { items } = await cluster.get<{ items: ImageStream[] }>(
    `/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams`,
  )
  return items.map(({ metadata }) => metadata.name)
}

const list = (page: Page) => page.getByRole('table', { name: 'Image streams' })

test('a stream is created by a form, with labels and a first tag', async ({ page, cluster }) => {
  await page.goto('/imagestreams?project=payments')
  await page.getByRole('link', { name: 'Create image stream' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create image stream')
  await expect(page).toHaveTitle('Create image stream · Registry Console')
  const form = page.getByRole('form', { name: 'Create image stream' })
  await expect(form.getByRole('combobox', { name: 'Project' })).toHaveValue('payments')
  await form.getByRole('textbox', { name: 'Name' }).fill('Metrics')
  await form.getByRole('checkbox', { name: 'Lookup policy (local)' }).check()
  await form.getByRole('button', { name: 'Add to labels' }).click()
  await page.keyboard.type('team')
  await page.keyboard.press('Tab')
  await page.keyboard.type('blue')
  await form.getByRole('checkbox', { name: 'Add a first tag' }).check()
  await form.getByRole('textbox', { name: 'Tag', exact: true }).fill('v1')
  await form.getByRole('textbox', { name: 'Pull spec' }).fill('quay.io/acme/web:v1.1')
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Could not save' })).toBeVisible()
  expect(await streamsOf(cluster, 'payments')).not.toContain('Metrics')
  await expectAccessible(page)
  await form.getByRole('textbox', { name: 'Name' }).fill('metrics')
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page).toHaveURL('/imagestreams/payments/metrics')
  await expect(page.getByRole('status').filter({ hasText: 'Created image stream metrics' })).toBeVisible()

  const { metadata, spec } = await cluster.stream<ImageStream>('payments', 'metrics')
  expect(metadata.labels).toEqual({ team: 'blue' })
  expect(spec?.lookupPolicy).toEqual({ local: true })
  expect(spec?.tags).toMatchObject([{ name: 'v1', from: { kind: 'DockerImage', name: 'quay.io/acme/web:v1.1' } }])
  // The cluster imports it by itself, and the page shows it as it comes.
  await expect(rowOf(page.getByRole('table', { name: 'Tags' }), 'v1')).toContainText(/MiB|amd64/)
})

test('a stream is created as YAML, from what the form says so far', async ({ page, cluster }) => {
  await page.goto('/imagestreams/create?project=payments')
  await page.getByRole('textbox', { name: 'Name' }).fill('as-yaml')
  await page.getByRole('button', { name: 'YAML' }).click()
  const editor = page.getByRole('textbox', { name: /^YAML of/ })
  await expect(editor).toContainText('name: as-yaml')
  await editor.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('\nmetadata: twice\n')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Could not save' })).toBeVisible()
  await editor.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    `apiVersion: image.openshift.io/v1
kind: ImageStream
metadata:
  name: as-yaml
  namespace: payments
  annotations:
    openshift.io/display-name: By hand
spec:
  tags:
    - name: pinned
      from: { kind: ImageStreamTag, name: 'api:1.14.1' }
`,
  )
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page).toHaveURL('/imagestreams/payments/as-yaml')
  const { metadata, spec } = await cluster.stream<ImageStream>('payments', 'as-yaml')
  expect(metadata.annotations).toMatchObject({ 'openshift.io/display-name': 'By hand' })
  expect(spec?.tags?.map(({ name }) => name)).toEqual(['pinned'])
})

test('labels and the lookup policy are changed from the list; then the stream is deleted', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams?project=storefront')
  await act(page, 'web', 'Edit labels')
  const labels = page.getByRole('dialog', { name: 'Edit labels of web' })
  await labels.getByRole('textbox', { name: 'Labels: value 1' }).fill('shop')
  await labels.getByRole('button', { name: 'Remove tier' }).click()
  await labels.getByRole('button', { name: 'Add to annotations' }).click()
  await page.keyboard.type('example.com/owner')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Grace')
  await labels.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(labels.getByText(/oc label imagestream web -n storefront --overwrite/)).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Edit labels of web', 'Edit labels')
  await act(page, 'web', 'Edit lookup policy')
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Lookup policy (local)' }).uncheck()
  await confirm(page, 'Edit lookup policy of web', 'Edit lookup policy')
  const { metadata, spec } = await cluster.stream<ImageStream>('storefront', 'web')
  expect(metadata.labels).toEqual({ app: 'shop' })
  expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'Grace', 'openshift.io/display-name': 'Web shop' })
  expect(spec?.lookupPolicy).toEqual({ local: false })
  expect(spec?.tags?.map(({ name }) => name)).toEqual(['canary', 'prod', 'stable'])

  await list(page).getByRole('link', { name: 'web', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('web')
  await act(page, 'web', 'Delete image stream')
  const dialog = page.getByRole('dialog', { name: 'Delete image stream web' })
  await expect(dialog.getByText(/^7 tags of the project storefront are lost/)).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Workloads' })).toContainText('Deployment sandbox/shop-copy')
  await expect(dialog.getByRole('list', { name: 'Tags taken from it' })).toContainText('payments/web:from-storefront')
  await expect(dialog.getByRole('button', { name: 'Delete image stream' })).toBeDisabled()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Type web to confirm' }).fill('web')
  await confirm(page, 'Delete image stream web', 'Delete image stream')
  await expect(page).toHaveURL('/imagestreams?project=storefront')
  await expect(list(page).getByRole('link', { name: 'search', exact: true })).toBeVisible()
  await expect(list(page).getByRole('link', { name: 'web', exact: true })).toHaveCount(0)
  expect(await streamsOf(cluster, 'storefront')).toEqual(['assets', 'checkout', 'search'])
})

test('several streams are deleted at once, one is refused and tried again', async ({ page, cluster }) => {
  await page.goto('/imagestreams?project=payments')
  for (const name of ['ledger', 'worker', 'fraud-scoring'])
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  await page.getByRole('button', { name: 'Delete selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 3 image streams' })
  const result = (name: string) => dialog.getByRole('listitem').filter({ hasText: `payments/${name}` })
  await expect(result('ledger')).toContainText(/used by \d workload/)
  await expectAccessible(page)
  await cluster.refuse({ verb: 'delete', plural: 'imagestreams', name: 'worker' })
  await dialog.getByRole('textbox', { name: 'Type 3 to confirm' }).fill('3')
  await dialog.getByRole('button', { name: 'Delete 3 image streams' }).click()
  await expect(dialog.getByRole('alert')).toContainText('1 of 3 failed')
  await expect(result('worker')).toContainText('Prevented from modifying resources that Red Hat manages.')
  await expect(result('ledger')).toContainText('Done')
  expect(await streamsOf(cluster, 'payments')).toEqual(expect.arrayContaining(['api', 'gateway', 'web', 'worker']))
  expect(await streamsOf(cluster, 'payments')).toHaveLength(4)
  await dialog.getByRole('button', { name: 'Retry the failed one' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await streamsOf(cluster, 'payments')).toEqual(['api', 'gateway', 'web'])
  await expect(list(page).getByRole('row')).toHaveCount(4)
})

test.describe('with fewer rights', () => {
  test.beforeEach(({ as }) => as('dev'))

  test('a developer creates a stream in their project; others say which right is missing', async ({
    page,
    cluster,
  }) => {
    await page.goto('/imagestreams/openshift/nodejs')
    await page.getByRole('button', { name: 'Actions for nodejs' }).click()
    const entry = page.getByRole('menuitem', { name: /^Delete image stream/ })
    await expect(entry).toHaveAttribute('aria-disabled', 'true')
    await expect(entry).toContainText('You may not delete imagestreams nodejs in the project openshift')
    await page.keyboard.press('Escape')
    await page.goto('/imagestreams/create?project=openshift')
    await expect(page.getByText(/You may not create imagestreams in the project openshift/)).toBeVisible()
    await page.getByRole('combobox', { name: 'Project' }).selectOption('storefront')
    await page.getByRole('textbox', { name: 'Name' }).fill('mine')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(page).toHaveURL('/imagestreams/storefront/mine')
    expect(await streamsOf(cluster, 'storefront')).toContain('mine')
  })
})
