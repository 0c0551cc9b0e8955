import type { Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

test.use({ scenario: 'restricted' })

const token = 'journey-7f3a-token'
const failing = { nodejs: '22-ubi9', postgresql: '15-el9', python: '3.12-ubi9' }

/** How many of a tag's images the cluster has, and why the last import failed. */
async function stateOf(cluster: SecondActor, stream: string, name: string) {
  const { status } = await cluster.stream<ImageStream>('openshift', stream)
  const found = status?.tags?.find(({ tag }) => tag === name)
  return { images: found?.items?.length ?? 0, failure: found?.conditions?.[0]?.message }
}

/** Wherever a browser keeps something of a page. */
async function keptBy(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => 'value' in field && field.value)
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)))
    const state: unknown = history.state
    const addresses = performance.getEntries().map(({ name }) => name)
    return [document.documentElement.outerHTML, location.href, JSON.stringify(state), document.title]
      .concat(stores, fields.map(String), addresses, document.cookie)
      .join('\n')
  })
}

async function expectForgotten(page: Page): Promise<void> {
  const kept = await keptBy(page)
  expect(kept).toContain('registry.redhat.io')
  for (const secret of [
    token,
    Buffer.from(token).toString('base64'),
    Buffer.from(`12345678|journey:${token}`).toString('base64'),
  ])
    expect(kept).not.toContain(secret)
}

test('samples fail for want of credentials: these are given, the imports repeated, and the secret linked and deleted', async ({
  page,
  cluster,
}) => {
  expect(await stateOf(cluster, 'postgresql', '15-el9')).toEqual({
    images: 0,
    failure: expect.stringMatching(/access/),
  })
  await page.goto('/import/registries')
  await expect(page.getByRole('main')).toContainText('registry.redhat.io lacks credentials in')
  const table = page.getByRole('table', { name: 'Source registries' })
  const registry = rowOf(table, 'registry.redhat.io')
  await expect(registry).toContainText('4 failing')
  await registry.getByRole('button', { name: 'Details of registry.redhat.io' }).click()
  await page.getByRole('button', { name: 'Create pull secret in openshift', exact: true }).click()
  const create = page.getByRole('dialog', { name: 'Create pull secret in openshift' })
  await expect(create.getByRole('textbox', { name: 'Registry host' })).toHaveValue('registry.redhat.io')
  await create.getByRole('textbox', { name: 'User name' }).fill('12345678|journey')
  await create.getByLabel(/^Password or token/).fill(token)
  await create.getByRole('button', { name: 'Equivalent command' }).click()
  await expectAccessible(page)
  await create.getByRole('button', { name: 'Create pull secret' }).click()

  const again = page.getByRole('dialog', { name: 'Re-import from registry.redhat.io' })
  await expect(again.getByRole('listitem')).toHaveCount(3)
  const [name = ''] = (await cluster.secretNames('openshift')).filter((each) => each.startsWith('registry-redhat-io'))
  const { type, data } = await cluster.secret('openshift', name)
  expect(type).toBe('kubernetes.io/dockerconfigjson')
  expect(JSON.parse(Buffer.from(data?.['.dockerconfigjson'] ?? '', 'base64').toString())).toMatchObject({
    auths: { 'registry.redhat.io': { username: '12345678|journey', password: token } },
  })
  await expectForgotten(page)
  await again.getByRole('button', { name: 'Re-import', exact: true }).click()
  await expect(again).toHaveCount(0)
  await expect(registry).toContainText('1 failing')
  for (const [stream, tag] of Object.entries(failing)) {
    const { images, failure } = await stateOf(cluster, stream, tag)
    expect(images, stream).toBeGreaterThan(0)
    expect(failure, stream).toBeUndefined()
  }

  await page.goto('/access/pull-secrets?project=openshift')
  const secret = rowOf(page.getByRole('table', { name: 'Pull secrets' }), name)
  await expect(secret).toContainText('registry.redhat.io')
  await act(page, name, 'Link service accounts')
  const link = page.getByRole('dialog', { name: `Link ${name} to service accounts` })
  await link.getByRole('checkbox', { name: 'default pulls with it' }).check()
  const before = (await cluster.serviceAccount('openshift', 'default')).imagePullSecrets ?? []
  await cluster.linkPullSecret('openshift', 'default', 'of-somebody-else')
  await expectAccessible(page)
  await link.getByRole('button', { name: 'Save' }).click()
  await expect(link).toHaveCount(0)
  expect((await cluster.serviceAccount('openshift', 'default')).imagePullSecrets).toEqual([
    ...before,
    { name: 'of-somebody-else' },
    { name },
  ])
  await expect(secret).toContainText('default')

  await act(page, name, 'Delete pull secret')
  const remove = page.getByRole('dialog', { name: `Delete pull secret ${name}` })
  const consequences = remove.getByRole('list', { name: 'Consequences' })
  await expect(consequences).toContainText('New pods of these service accounts pull without it: default.')
  await expect(consequences).toContainText(
    /Imports from registry\.redhat\.io lose their credentials: dotnet, .* and 7 more/,
  )
  await confirm(page, `Delete pull secret ${name}`, 'Delete pull secret')
  await expect(secret).toHaveCount(0)
  expect(await cluster.secretNames('openshift')).not.toContain(name)
  expect((await cluster.serviceAccount('openshift', 'default')).imagePullSecrets).toEqual([
    ...before,
    { name: 'of-somebody-else' },
  ])
  await expectForgotten(page)
})
