import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const snapshots = '/apis/snapshot.storage.k8s.io/v1/namespaces/openshift-image-registry/volumesnapshots'
interface Snapshot {
  metadata: { name: string }
  spec: { source: { persistentVolumeClaimName?: string } }
}

test('what the claim holds, when it is full, who takes it, and what is saved of it', async ({ page, cluster }) => {
  await page.goto('/registry/storage')
  const capacity = page.getByRole('region', { name: 'Capacity and growth' })
  await expect(capacity).toContainText(/42\.\d GiB of 100\.0 GiB \(42 %\)/)
  await expect(capacity).toContainText('By the straight line through the last 30 days')
  const figure = capacity.getByRole('figure', { name: 'Use of the volume over time' })
  await figure.getByRole('button', { name: 'Show as table' }).click()
  const table = figure.getByRole('table')
  await expect(table.getByRole('columnheader')).toHaveText(['Time', 'Used', 'Straight line'])
  await expect(table.getByRole('row').nth(1)).toContainText('GiB')

  const projects = page.getByRole('table', { name: 'Projects by storage' })
  await expect(rowOf(projects, 'data-science')).toContainText('3.8 GiB')
  await page.getByRole('navigation', { name: 'Storage by' }).getByRole('link', { name: 'By image stream' }).click()
  await expect(page).toHaveURL('/registry/storage?by=streams')
  await expect(page.getByRole('table', { name: 'Image streams by storage' })).toContainText('model-server')
  await expect(page.getByRole('region', { name: 'Data that no image explains' })).toContainText('are something else')
  await expectAccessible(page)

  const backups = page.getByRole('region', { name: 'Backups' })
  await expect(backups.getByRole('group', { name: /The newest snapshot is 9 days old/ })).toBeVisible()
  await backups.getByRole('button', { name: 'Create snapshot' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create snapshot' })
  const name = await dialog.getByRole('textbox', { name: 'Name' }).inputValue()
  await dialog.getByRole('button', { name: 'Create snapshot', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await cluster.advance(60)
  await expect(rowOf(backups.getByRole('table', { name: 'Volume snapshots' }), name)).toContainText('Ready')
  await expect(backups.getByRole('group', { name: /The newest snapshot is 9 days old/ })).toHaveCount(0)
  const { items } = await cluster.get<{ items: Snapshot[] }>(snapshots)
  expect(items.find(({ metadata }) => metadata.name === name)?.spec.source).toEqual({
    persistentVolumeClaimName: 'image-registry-storage',
  })

  // Without any there is a warning, and without Prometheus the claim is told of all the same.
  for (const { metadata } of items) await cluster.send('DELETE', `${snapshots}/${metadata.name}`)
  await cluster.prometheus({ state: 'missing' })
  await page.reload()
  await expect(backups.getByRole('group', { name: /no snapshot/i })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Claim', exact: true })).toContainText('ReadWriteMany')
  await expect(capacity).toContainText('Prometheus')
})
