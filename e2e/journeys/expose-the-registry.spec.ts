import { testPem } from '../../src/lib/certificateTesting.ts'
import { act, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

test.use({ scenario: 'healthy', permissions: ['clipboard-read', 'clipboard-write'] })

test('the default route is hidden and exposed, and a route with a certificate of its own comes beside it', async ({
  page,
  cluster,
}) => {
  const host = 'default-route-openshift-image-registry.apps.example.com'
  await cluster.claimHost('images.example.com')
  await page.goto('/registry/routes')
  const table = page.getByRole('table', { name: 'Routes' })
  const row = rowOf(table, 'default-route')
  await expect(row).toContainText('Admitted')
  await expectAccessible(page)

  await act(page, 'the registry', 'Hide default route')
  const hide = page.getByRole('dialog', { name: 'Hide default route' })
  await expect(hide).toContainText('Workloads and scripts that name the host keep naming it')
  await hide.getByRole('button', { name: 'Hide default route', exact: true }).click()
  await expect(hide).toHaveCount(0)
  await cluster.advance(30)
  await expect(row).toHaveCount(0)
  expect(await cluster.routes()).toEqual([])
  expect((await cluster.registryConfig()).spec?.defaultRoute).toBe(false)

  await act(page, 'the registry', 'Expose default route')
  const expose = page.getByRole('dialog', { name: 'Expose default route' })
  await expect(expose).toContainText('pods are not restarted')
  await expose.getByRole('button', { name: 'Expose default route', exact: true }).click()
  await expect(expose).toHaveCount(0)
  await cluster.advance(30)
  await expect(row).toContainText('Admitted')
  await row.getByRole('button', { name: `Copy host ${host}` }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(host)

  // Its key goes into the secret and nowhere else.
  await page.getByRole('main').getByRole('button', { name: 'Add route' }).click()
  const add = page.getByRole('dialog', { name: 'Add route' })
  await add.getByRole('textbox', { name: 'Name', exact: true }).fill('public')
  await add.getByRole('textbox', { name: 'Hostname' }).fill('https://registry.example.com')
  await add.getByRole('radio', { name: 'A new secret from a certificate and its key' }).check()
  await add.getByRole('textbox', { name: 'Name of the secret' }).fill('public-tls')
  await add.getByRole('textbox', { name: 'Certificate (tls.crt)' }).fill(testPem.leafCertificate)
  await add.getByRole('textbox', { name: 'Private key (tls.key)' }).fill(testPem.leafKey)
  await expectAccessible(page)
  await add.getByRole('button', { name: 'Add route', exact: true }).click()
  await expect(add.getByRole('alert', { name: 'Could not save' })).toContainText('Leave out the scheme')
  await add.getByRole('textbox', { name: 'Hostname' }).fill('registry.example.com')
  await add.getByRole('button', { name: 'Add route', exact: true }).click()
  await expect(add).toHaveCount(0)
  await cluster.advance(30)
  const added = rowOf(table, 'public')
  await expect(added).toContainText('Secret public-tls')
  await expect(added).toContainText('Admitted')
  expect((await cluster.registryConfig()).spec?.routes).toEqual([
    { name: 'public', hostname: 'registry.example.com', secretName: 'public-tls' },
  ])
  expect((await cluster.routes()).map(({ spec }) => spec?.host)).toEqual([host, 'registry.example.com'])
  expect(await page.content()).not.toContain('PRIVATE KEY')

  // Another project has the host that is asked for: no router admits it.
  await act(page, 'public', 'Edit route')
  const edit = page.getByRole('dialog', { name: 'Edit route public' })
  await edit.getByRole('textbox', { name: 'Hostname' }).fill('images.example.com')
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(edit).toHaveCount(0)
  await cluster.advance(30)
  await expect(added).toContainText('HostAlreadyClaimed')

  await act(page, 'public', 'Delete route')
  const remove = page.getByRole('dialog', { name: 'Delete route public' })
  await expect(remove).toContainText('public-tls')
  await remove.getByRole('button', { name: 'Delete route', exact: true }).click()
  await expect(remove).toHaveCount(0)
  await cluster.advance(30)
  await expect(added).toHaveCount(0)
  await expect(row).toContainText('Admitted')
})
