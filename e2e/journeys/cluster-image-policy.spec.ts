import { testPem } from '../../src/lib/certificateTesting.ts'
import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const internalRegistry = 'image-registry.openshift-image-registry.svc:5000'

test('another registry is blocked: what excludes itself is refused, somebody else’s change kept, and the nodes follow while a certificate is added', async ({
  page,
  cluster,
}) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cluster image policy' }).click()
  const form = page.getByRole('form', { name: 'Image configuration' })
  const allowed = form.getByLabel('Allowed registries', { exact: true })
  const blocked = form.getByLabel('Blocked registries')
  const save = form.getByRole('button', { name: 'Save' })
  const problems = form.getByRole('alert', { name: 'Could not save' })
  await expect(blocked).toHaveValue('blocked.example.com')
  const before = await cluster.imageConfig()

  // One list or the other; and the cluster's own registry is in it.
  await allowed.fill('quay.io')
  await save.click()
  await expect(problems).toContainText('exclude each other')
  await blocked.fill('')
  const needs = form.getByRole('group', { name: /The cluster needs what is refused here/ })
  await expect(needs).toContainText(internalRegistry)
  await save.click()
  const dialog = page.getByRole('dialog', { name: 'Save image configuration' })
  await expect(dialog).toContainText('no pod can pull what was built or pushed here')
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await needs.getByRole('button', { name: 'Allow what is missing' }).click()
  await expect(allowed).toHaveValue(new RegExp(internalRegistry))
  await form.getByRole('button', { name: 'Discard changes' }).click()
  await expect(blocked).toHaveValue('blocked.example.com')
  expect((await cluster.imageConfig()).spec).toEqual(before.spec)

  await blocked.fill('blocked.example.com\nmine.example.com')
  await save.click()
  await expect(dialog).toContainText('pods are drained to other nodes')
  await cluster.patchImageConfig({
    registrySources: { blockedRegistries: ['blocked.example.com', 'theirs.example.com'] },
  })
  await dialog.getByRole('button', { name: 'Save' }).click()
  const conflict = dialog.getByRole('alert', { name: 'Changed by someone else' })
  await expect(conflict).toContainText('theirs.example.com')
  await conflict.getByRole('button', { name: 'Apply mine to latest' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await cluster.imageConfig()).spec).toEqual({
    ...before.spec,
    registrySources: {
      ...before.spec?.registrySources,
      blockedRegistries: ['blocked.example.com', 'theirs.example.com', 'mine.example.com'],
    },
  })
  await expect(blocked).toHaveValue(/theirs\.example\.com\nmine\.example\.com/)

  const pool = rowOf(page.getByRole('table', { name: 'Machine config pools' }), 'master')
  await expect(pool).toContainText('Updating')
  await cluster.advance(60)

  // Meanwhile a certificate is trusted, and those that end are seen.
  const table = page.getByRole('table', { name: 'Trusted certificates' })
  await expect(table.getByRole('row', { name: /old\.acme\.example/ })).toContainText('Expired')
  await expect(table.getByRole('row', { name: /mirror\.acme\.example/ })).toContainText('Expires soon')
  await page.getByRole('button', { name: 'Add certificate' }).click()
  const trust = page.getByRole('dialog', { name: 'Add certificate' })
  await trust.getByRole('textbox', { name: 'Registry host' }).fill('r.example.com:5000')
  await trust.getByLabel(/^Certificates \(PEM\)/).fill(testPem.rootCertificate)
  await expect(trust.getByRole('list', { name: 'Certificates in it' })).toContainText('CN=Example Root')
  await expectAccessible(page)
  await trust.getByRole('button', { name: 'Add certificate' }).click()
  await expect(trust).toHaveCount(0)
  const added = table.getByRole('row', { name: /r\.example\.com:5000/ })
  await expect(added).toContainText('issued by itself')
  const name = (await cluster.imageConfig()).spec?.additionalTrustedCA?.name ?? ''
  const { data } = await cluster.get<{ data: Record<string, string> }>(
    `/api/v1/namespaces/openshift-config/configmaps/${name}`,
  )
  expect(data['r.example.com..5000']).toBe(testPem.rootCertificate)

  await expect(pool).toContainText(/Updated.*3 of 3 machines/)
  for (const { spec, status, metadata } of await cluster.pools())
    if (metadata.name !== 'gpu') expect(status?.configuration?.name).toBe(spec?.configuration?.name)
})
