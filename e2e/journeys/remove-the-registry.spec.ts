import { act, expect, expectAccessible, test } from '../fixtures.ts'

const claim = 'image-registry-storage'

test('storage changes in one request that takes the old type away, and images do not move', async ({
  page,
  cluster,
}) => {
  await page.goto('/registry/storage')
  const before = await cluster.registryConfig()
  expect(before.spec?.storage).toMatchObject({ pvc: { claim } })
  await page.getByRole('main').getByRole('button', { name: 'Change storage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change storage' })
  await dialog.getByRole('radio', { name: 'Amazon S3 or compatible' }).check()
  await dialog.getByRole('textbox', { name: 'Bucket' }).fill('images')
  await dialog.getByRole('textbox', { name: 'Region', exact: true }).fill('eu-central-1')
  await dialog.getByRole('checkbox', { name: 'Give credentials' }).check()
  await dialog.getByLabel(/^Access key/).fill('AKIANOTTOBESEEN')
  await dialog.getByLabel(/^Secret key/).fill('not/to+be/seen=')
  await expect(dialog).toContainText(`Images do not move: they stay in claim ${claim}`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Change storage', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  const after = await cluster.registryConfig()
  expect(after.spec?.storage).toMatchObject({ s3: { bucket: 'images', region: 'eu-central-1' } })
  expect(after.spec?.storage).not.toHaveProperty('pvc')
  expect((await cluster.stats()).counts['patch configs']).toBe(1)
  expect((await cluster.claims()).map(({ metadata }) => metadata.name)).toContain(claim)
  await cluster.advance(60)
  await expect(page.getByText('Images are kept in S3 bucket images.')).toBeVisible()
})

test('removing the registry names what is deleted, and does nothing until that is typed', async ({ page, cluster }) => {
  await page.goto('/registry')
  await expect(page.getByRole('group', { name: 'Done: The registry is healthy.' })).toBeVisible()
  await expectAccessible(page)
  await act(page, 'the registry', 'Remove registry')
  const dialog = page.getByRole('dialog', { name: 'Remove registry' })
  await expect(dialog).toContainText(`All image data is deleted: claim ${claim}`)
  await expect(dialog).toContainText('Pushes and pulls, at once. Uploads under way break off.')
  await expect(dialog).toContainText('build configs and deployment configs')
  await expectAccessible(page)
  const remove = dialog.getByRole('button', { name: 'Remove registry', exact: true })
  const typed = dialog.getByRole('textbox', { name: `Type ${claim} to confirm` })
  await expect(remove).toBeDisabled()
  await typed.fill('image-registry')
  await typed.press('Enter')
  await expect(remove).toBeDisabled()
  expect((await cluster.stats()).counts['patch configs'] ?? 0).toBe(0)
  await typed.fill(claim)
  await remove.click()
  await expect(dialog).toHaveCount(0)
  expect((await cluster.registryConfig()).spec?.managementState).toBe('Removed')
  await cluster.advance(60)
  await expect.poll(() => cluster.registryPods()).toEqual([])
  await page.goto('/')
  await expect(page.getByRole('group', { name: /egistry is removed/ })).toContainText(
    'BuildConfigs and DeploymentConfigs that refer to them, may not work',
  )
  expect((await cluster.claims()).map(({ metadata }) => metadata.name)).not.toContain(claim)
})
