import type { Locator, Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, test } from '../fixtures.ts'

const annotation = 'image.openshift.io/triggers'

interface Workload {
  metadata: { annotations?: Record<string, string> }
  spec: {
    template: { spec: { containers: { image: string }[] } }
    triggers?: { type: string; imageChangeParams?: { automatic?: boolean }; imageChange?: { paused?: boolean } }[]
  }
}

const deployment = (cluster: SecondActor, namespace: string, name: string) =>
  cluster.get<Workload>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`)

/** The triggers of a deployment as its annotation has them. */
async function triggersOf(cluster: SecondActor, namespace: string, name: string): Promise<unknown> {
  const { metadata } = await deployment(cluster, namespace, name)
  return JSON.parse(metadata.annotations?.[annotation] ?? 'null')
}

const usedBy = (page: Page) => page.getByRole('table', { name: 'Used by' })
const workloadRow = (page: Page, name: RegExp): Locator =>
  usedBy(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })

test('a paused trigger is resumed, rolls out what was missed, and is paused, removed and added again', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/payments/worker')
  await page.getByRole('link', { name: 'Used by', exact: true }).click()
  const row = workloadRow(page, /^worker/)
  await expect(row).toContainText('1 revision')
  await expect(row).toContainText('paused')
  await expectAccessible(page)
  const stream = await cluster.stream<ImageStream>('payments', 'worker')
  const newest = stream.status?.tags?.find(({ tag }) => tag === 'latest')?.items?.[0]?.image ?? 'none'

  await act(page, 'Deployment worker', 'Resume trigger')
  const resume = page.getByRole('dialog', { name: 'Resume trigger of Deployment worker' })
  await expect(resume).toContainText('when it is another one, the workload rolls out')
  await resume.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(resume.getByText(/^oc annotate deployment\/worker 'image\.openshift\.io\/triggers=/)).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Resume trigger of Deployment worker', 'Resume trigger')
  await expect(row).toContainText('active')
  expect(await triggersOf(cluster, 'payments', 'worker')).toMatchObject([{ paused: false }])
  await expect
    .poll(async () => (await deployment(cluster, 'payments', 'worker')).spec.template.spec.containers[0]?.image)
    .toContain(newest)

  await act(page, 'Deployment worker', 'Pause trigger')
  await confirm(page, 'Pause trigger of Deployment worker', 'Pause trigger')
  await expect(row).toContainText('paused')
  expect(await triggersOf(cluster, 'payments', 'worker')).toMatchObject([{ paused: true }])

  await act(page, 'Deployment worker', 'Remove trigger')
  await confirm(page, 'Remove trigger of Deployment worker', 'Remove trigger')
  await expect(row).not.toContainText('paused')
  expect(await triggersOf(cluster, 'payments', 'worker')).toBeNull()

  await act(page, 'Deployment worker', 'Add trigger')
  const dialog = page.getByRole('dialog', { name: 'Add trigger for worker' })
  await dialog.getByRole('button', { name: 'Add trigger' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'Could not save' })).toContainText(
    'Choose the tag to follow',
  )
  await dialog.getByRole('combobox', { name: 'Tag' }).selectOption('2.3.0')
  await dialog.getByRole('checkbox', { name: 'Paused' }).check()
  await confirm(page, 'Add trigger for worker:2.3.0', 'Add trigger')
  await expect(row).toContainText('worker:2.3.0')
  expect(await triggersOf(cluster, 'payments', 'worker')).toEqual([
    {
      from: { kind: 'ImageStreamTag', name: 'worker:2.3.0' },
      fieldPath: 'spec.template.spec.containers[?(@.name=="worker")].image',
      paused: true,
    },
  ])
})

test('configs keep their triggers in the spec: a deployment config and a build config are paused', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web/tags/stable/used-by')
  await expect(workloadRow(page, /^shop-copy/)).toContainText('sandbox')
  await act(page, 'DeploymentConfig shop-admin', 'Pause trigger')
  await confirm(page, 'Pause trigger of DeploymentConfig shop-admin', 'Pause trigger')
  await expect(workloadRow(page, /^shop-admin/)).toContainText('paused')
  const admin = await cluster.get<Workload>(
    '/apis/apps.openshift.io/v1/namespaces/storefront/deploymentconfigs/shop-admin',
  )
  const change = admin.spec.triggers?.find(({ type }) => type === 'ImageChange')
  expect(change?.imageChangeParams?.automatic).toBe(false)
  expect(admin.spec.triggers?.some(({ type }) => type === 'ConfigChange')).toBe(true)

  await page.goto('/imagestreams/openshift/nodejs/used-by')
  await act(page, 'BuildConfig api', 'Pause trigger')
  await expect(page.getByRole('dialog')).toContainText('no build starts until the trigger is resumed')
  await confirm(page, 'Pause trigger of BuildConfig api', 'Pause trigger')
  await expect(workloadRow(page, /^api BuildConfig/)).toContainText('paused')
  const build = await cluster.get<Workload>('/apis/build.openshift.io/v1/namespaces/payments/buildconfigs/api')
  expect(build.spec.triggers?.find(({ type }) => type === 'ImageChange')?.imageChange?.paused).toBe(true)
})

test('a workload of another project is made to follow a tag', async ({ page, cluster }) => {
  await page.goto('/imagestreams/storefront/web/tags/v4/used-by')
  await page.getByRole('button', { name: 'Add trigger' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add trigger for web:v4' })
  await dialog.getByRole('combobox', { name: 'Project' }).selectOption('platform-tools')
  await dialog.getByRole('combobox', { name: 'Workload' }).selectOption('Deployment ingress-page')
  await expect(dialog.getByRole('combobox', { name: 'Container' })).toHaveValue('nginx')
  await expect(dialog.getByText(/need the role system:image-puller in storefront/)).toBeVisible()
  await expectAccessible(page)
  await confirm(page, 'Add trigger for web:v4', 'Add trigger')
  expect(await triggersOf(cluster, 'platform-tools', 'ingress-page')).toMatchObject([
    { from: { kind: 'ImageStreamTag', name: 'web:v4', namespace: 'storefront' } },
  ])
  await expect(workloadRow(page, /^ingress-page/)).toContainText('active')
  await expect
    .poll(
      async () => (await deployment(cluster, 'platform-tools', 'ingress-page')).spec.template.spec.containers[0]?.image,
    )
    .toContain('/storefront/web@sha256:')
})

test.describe('with fewer rights', () => {
  test.beforeEach(({ as }) => as('dev'))

  test('a developer reads what could not be looked at, and changes what is theirs', async ({ page, cluster }) => {
    await page.goto('/imagestreams/payments/worker/used-by')
    await expect(page.getByText('Not everything could be looked at')).toBeVisible()
    await expect(page.getByText(/in storefront: you may not list them/)).toBeVisible()
    await act(page, 'Deployment worker', 'Remove trigger')
    await confirm(page, 'Remove trigger of Deployment worker', 'Remove trigger')
    expect(await triggersOf(cluster, 'payments', 'worker')).toBeNull()
  })
})
