import type { Locator, Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import { act, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const region = (page: Page, name: string) => page.getByRole('region', { name })
const target = (page: Page) => page.getByRole('form', { name: 'Import into' })
const results = (page: Page) => page.getByRole('table', { name: 'Results of the import' })

/** Types a source and looks at it. */
async function check(page: Page, pullSpec: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Pull spec' }).fill(pullSpec)
  await page
    .getByRole('button', { name: /^Check( again)?$/ })
    .last()
    .click()
  return region(page, 'Check')
}

test('an image of another registry: looked at first, then imported as chosen', async ({ page, cluster }) => {
  await page.goto('/imagestreams?project=payments')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Import' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import an image')
  await expect(page).toHaveTitle('Import an image · Registry Console')
  await expect(page.getByRole('combobox', { name: 'Project' })).toHaveValue('payments')
  const found = await check(page, 'quay.io/acme/web:v1.1')
  await expect(found.getByText('The image is there')).toBeVisible()
  await expect(found.getByText(/^linux\/amd64, linux\/arm64/)).toBeVisible()
  await expect(found.getByText(/MiB/)).toBeVisible()
  expect((await cluster.stats()).counts['create imagestreamimports']).toBe(1)

  const form = target(page)
  await form.getByRole('combobox', { name: 'Name' }).fill('shop')
  await form.getByRole('textbox', { name: 'Tag' }).fill('v1, latest')
  await form.getByRole('checkbox', { name: 'Scheduled' }).check()
  await form.getByRole('combobox', { name: 'Import mode' }).selectOption('PreserveOriginal')
  await form.getByRole('combobox', { name: 'Reference policy' }).selectOption('Local')
  await form.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(form.getByText(/oc import-image shop:v1 --from=quay.io\/acme\/web:v1.1/)).toBeVisible()
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(rowOf(results(page), 'v1')).toContainText('Imported')
  await expect(rowOf(results(page), 'latest')).toContainText('Imported')

  const { spec, status } = await cluster.stream<ImageStream>('payments', 'shop')
  const asked = {
    from: { kind: 'DockerImage', name: 'quay.io/acme/web:v1.1' },
    importPolicy: { scheduled: true, importMode: 'PreserveOriginal' },
    referencePolicy: { type: 'Local' },
  }
  expect(spec?.tags).toMatchObject([
    { name: 'latest', ...asked },
    { name: 'v1', ...asked },
  ])
  expect(status?.tags?.map(({ items }) => items?.length)).toEqual([1, 1])

  await page.getByRole('link', { name: 'Open image stream shop' }).click()
  await expect(rowOf(page.getByRole('table', { name: 'Tags' }), 'v1')).toContainText('amd64 and 3 more')
})

test('a whole repository, of which some tags fail: told per tag, and tried again', async ({ page, cluster }) => {
  await page.goto('/import?project=payments')
  await page.getByRole('radio', { name: 'Tags of the repository' }).check()
  const found = await check(page, 'quay.io/acme/many-tags')
  await expect(found.getByText('43 tags found')).toBeVisible()
  await expect(found.getByText('7 tags cannot be read')).toBeVisible()
  await expect(found.getByText('10 more tags than the cluster imports at once')).toBeVisible()

  const form = target(page)
  await form.getByRole('button', { name: 'Select none' }).click()
  await form.getByRole('searchbox', { name: 'Filter tags' }).fill('1.2')
  await form.getByRole('button', { name: /^Select \d+ shown$/ }).click()
  await expect(form.getByText('11 of 60 tags selected')).toBeVisible()
  await form.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '2 of 11 tags failed' })).toBeVisible()
  await expect(rowOf(results(page), '1.28.0')).toContainText('The source registry has no such image')
  await expect(rowOf(results(page), '1.28.0')).toContainText('not found')
  await expect(rowOf(results(page), '1.20.0')).toContainText('Imported')
  await expectAccessible(page)

  const stream = await cluster.stream<ImageStream>('payments', 'many-tags')
  expect(stream.spec?.tags?.length).toBe(11)
  expect(stream.status?.tags?.filter(({ items }) => items?.length).length).toBe(9)
  expect(stream.status?.tags?.find(({ tag }) => tag === '1.28.0')?.conditions).toMatchObject([
    { type: 'ImportSuccess', status: 'False' },
  ])
  const imports = async () => (await cluster.stats()).counts['create imagestreamimports'] ?? 0
  const before = await imports()
  await page.getByRole('button', { name: 'Retry 2 failed' }).click()
  await expect.poll(imports).toBeGreaterThan(before)
  await expect(page.getByRole('button', { name: 'Retry 2 failed' })).toBeEnabled()
  await expect(rowOf(results(page), '1.28.0')).toContainText('not found')
})

test('credentials are missing: the pull secret is made right there, and the import goes on', async ({
  page,
  cluster,
}) => {
  await page.goto('/import?project=analytics')
  await page
    .getByRole('combobox', { name: 'Source registry' })
    .selectOption({ label: 'Red Hat registry (registry.redhat.io)' })
  await expect(page.getByText(/Always needs an account/)).toBeVisible()
  const found = await check(page, 'registry.redhat.io/rhel9/postgresql-15:latest')
  await expect(found.getByText('The source registry refused the credentials, or there are none')).toBeVisible()
  await found.getByRole('button', { name: 'Create pull secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create pull secret in analytics' })
  await expect(dialog.getByRole('textbox', { name: 'Registry host' })).toHaveValue('registry.redhat.io')
  await dialog.getByRole('textbox', { name: 'User name' }).fill('12345|reporting')
  await dialog.getByRole('textbox', { name: 'Password or token' }).fill('s3cret-token')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog.getByText(/oc create secret docker-registry .* --docker-password=PASSWORD/)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create pull secret' }).click()
  await expect(found.getByText('The image is there')).toBeVisible()
  expect(await page.content()).not.toContain('s3cret-token')

  await target(page).getByRole('button', { name: 'Import', exact: true }).click()
  await expect(rowOf(results(page), 'latest')).toContainText('Imported')
  const secret = await cluster.get<{ type: string; data: Record<string, string> }>(
    '/api/v1/namespaces/analytics/secrets/registry-redhat-io-pull',
  )
  expect(secret.type).toBe('kubernetes.io/dockerconfigjson')
  expect(JSON.parse(Buffer.from(secret.data['.dockerconfigjson'] ?? '', 'base64').toString())).toEqual({
    auths: {
      'registry.redhat.io': {
        username: '12345|reporting',
        password: 's3cret-token',
        auth: Buffer.from('12345|reporting:s3cret-token').toString('base64'),
      },
    },
  })
  const { spec } = await cluster.stream<ImageStream>('analytics', 'postgresql-15')
  expect(spec?.tags?.[0]?.from?.name).toBe('registry.redhat.io/rhel9/postgresql-15:latest')
})

test('why an image cannot be imported, for each cause what to do', async ({ page, cluster }) => {
  await page.goto('/import?project=sandbox')
  for (const [source, why] of [
    ['blocked.example.com/team/app:1', 'The cluster blocks this registry'],
    ['registry.invalid.example/team/app:1', 'The host name of the source registry is not known'],
    ['quay.io/acme/web:v9', 'The source registry has no such image'],
  ] as const) {
    const found = await check(page, source)
    await expect(found.getByText(why)).toBeVisible()
    await expect(target(page)).toHaveCount(0)
  }
  await region(page, 'Check').getByRole('button', { name: 'Show the tags of the repository' }).click()
  await expect(page.getByRole('table', { name: 'Tags of the repository' }).getByRole('row')).toHaveCount(4)
  await page.getByRole('radio', { name: 'One image' }).check()
  const found = await check(page, 'registry.acme.example/team/app:1.0')
  await expect(found.getByText('The certificate of the source registry is not trusted')).toBeVisible()
  await found.getByRole('button', { name: 'Turn on Insecure and check again' }).click()
  await expect(found.getByText('The image is there')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Insecure' })).toBeChecked()
  await target(page).getByRole('button', { name: 'Import', exact: true }).click()
  await expect(rowOf(results(page), '1.0')).toContainText('Imported')
  expect((await cluster.stream<ImageStream>('sandbox', 'app')).spec?.tags?.[0]?.importPolicy?.insecure).toBe(true)
})

test('into a stream that is there: what moves, what rolls out and what is lost are said before', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams?project=analytics&name=etl')
  await act(page, 'etl', 'Import tags')
  await expect(page).toHaveURL(/\/import\?project=analytics&stream=etl$/)
  await expect(page.getByRole('combobox', { name: 'Project' })).toHaveValue('analytics')
  await check(page, 'quay.io/acme/etl:stable')
  const form = target(page)
  await expect(form.getByRole('combobox', { name: 'Name' })).toHaveValue('etl')
  await form.getByRole('textbox', { name: 'Tag' }).fill('latest')
  const changes = form.getByRole('list', { name: 'Tags that will change' })
  await expect(changes).toContainText('latest moves from')
  await expect(changes).toContainText('no longer imported on schedule')
  await expect(form.getByRole('list', { name: 'Workloads that will roll out' })).toContainText(
    'CronJob analytics/etl-nightly',
  )
  await form.getByRole('checkbox', { name: 'Scheduled' }).check()
  await expect(changes).not.toContainText('no longer imported on schedule')
  await form.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(rowOf(results(page), 'latest')).toContainText('Imported')
  const { spec, status } = await cluster.stream<ImageStream>('analytics', 'etl')
  expect(spec?.tags).toMatchObject([{ name: 'latest', importPolicy: { scheduled: true } }])
  expect(status?.tags?.[0]?.items?.length).toBe(2)
})

test.describe('with fewer rights', () => {
  test.beforeEach(({ as }) => as('dev'))

  test('a developer imports into their project, and reads why not into others', async ({ page, cluster }) => {
    await page.goto('/import?project=analytics')
    await expect(page.getByText(/You may not create imagestreamimports in the project analytics/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Check' })).toBeDisabled()
    await page.getByRole('combobox', { name: 'Project' }).selectOption('payments')
    const found = await check(page, 'docker.io/library/nginx:1.29')
    await expect(found.getByText('The image is there')).toBeVisible()
    await target(page).getByRole('button', { name: 'Import', exact: true }).click()
    await expect(rowOf(results(page), '1.29')).toContainText('Imported')
    expect((await cluster.stream<ImageStream>('payments', 'nginx')).status?.tags?.[0]?.items?.length).toBe(1)
  })
})
