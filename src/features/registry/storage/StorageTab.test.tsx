import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'

const snapshots = 'snapshot.storage.k8s.io/volumesnapshots'
const path = '/registry/storage'
/** The code of a dialog is loaded with it. */
const codeComes = { timeout: 15_000 }
const panel = (name: string) => screen.findByRole('region', { name })

afterEach(() => localStorage.clear())

test('where images are, how full that is, when it will be full and by which line', async () => {
  await renderPage(path, { scenario: 'healthy' })
  expect(await screen.findByText('Images are kept in claim image-registry-storage.')).toBeVisible()
  const capacity = await panel('Capacity and growth')
  expect(await within(capacity).findByText(/^[\d.]+ GiB of 100\.0 GiB \(\d+ %\)$/)).toBeVisible()
  expect(await within(capacity).findByText(/^\+[\d.]+ [MG]iB a day$/)).toBeVisible()
  expect(within(capacity).getByText(/In ~\d+ (days|months)/)).toBeVisible()
  expect(within(capacity).getByText(/straight line through the last \d+ days/)).toBeVisible()
  expect(within(capacity).getByRole('meter', { name: 'Use of the volume' })).toBeVisible()
  expect(await within(capacity).findByRole('table', { name: /^Use of the volume over time/ })).toBeVisible()
  expect(within(capacity).getAllByText('Straight line').length).toBeGreaterThan(0)
  const settings = await panel('Settings')
  expect(
    within(settings).getByText('The operator deletes claim image-registry-storage with all image data'),
  ).toBeVisible()
})

test('the claim, what makes its volume and which pods have it', async () => {
  await renderPage(path, { scenario: 'healthy' })
  const claim = await panel('Claim')
  expect(await within(claim).findByText('Bound')).toBeVisible()
  expect(within(claim).getByText('ReadWriteMany')).toBeVisible()
  expect(await within(claim).findByText('openshift-storage.cephfs.csi.ceph.com')).toBeVisible()
  expect(
    within(claim).getByText(
      `oc patch pvc image-registry-storage -n openshift-image-registry --type=merge -p '{"spec":{"resources":{"requests":{"storage":"200Gi"}}}}'`,
    ),
  ).toBeVisible()
  expect((await within(claim).findAllByText(/^image-registry-/)).length).toBeGreaterThan(2)
})

test('projects and image streams by what they take', async () => {
  const { user, router } = await renderPage(path, { scenario: 'healthy' })
  const projects = await screen.findByRole('table', { name: 'Projects by storage' })
  const first = await within(projects).findByRole('row', { name: /^data-science/ })
  expect(within(first).getByText('3.8 GiB')).toBeVisible()
  await user.click(screen.getByRole('link', { name: 'By image stream' }))
  expect(await screen.findByRole('table', { name: 'Image streams by storage' })).toBeVisible()
  expect(router.state.location.search).toBe('?by=streams')
})

test('what the volume holds and no image explains, and the way to delete it', async () => {
  const { user } = await renderPage(path, { scenario: 'healthy' })
  const gap = await panel('Data that no image explains')
  expect(await within(gap).findByText(/^[\d.]+ GiB \(\d+ %\) are something else\.$/)).toBeVisible()
  await user.click(within(gap).getByText('Delete orphaned blobs: a hard prune, step by step'))
  const inPod = String.raw`^oc -n openshift-image-registry exec pod/image-registry-[\w-]+ -- /bin/sh -c '/usr/bin/dockerregistry -prune=`
  expect(await within(gap).findByText(new RegExp(`${inPod}check'$`))).toBeVisible()
  expect(within(gap).getByText(new RegExp(`${inPod}delete'$`))).toBeVisible()
  expect(
    within(gap).getByText(
      'oc adm policy add-cluster-role-to-user system:image-pruner -z registry -n openshift-image-registry',
    ),
  ).toBeVisible()
  await user.click(within(gap).getByRole('button', { name: 'Set read-only' }))
  expect(await screen.findByRole('dialog', { name: 'Set read-only' }, codeComes)).toBeVisible()
})

test('a snapshot is created and deleted', async () => {
  const { user, cluster } = await renderPage(path, { scenario: 'healthy' })
  const backups = await panel('Backups')
  expect(await within(backups).findByText(/The newest snapshot is \d+ days old/)).toBeVisible()
  const before = cluster.store.list(snapshots, registryNamespace).length
  await user.click(within(backups).getByRole('button', { name: 'Create snapshot' }))
  const dialog = await screen.findByRole('dialog', { name: 'Create snapshot of image-registry-storage' }, codeComes)
  const name = within(dialog).getByRole('textbox', { name: /^Name/ })
  await user.clear(name)
  await user.type(name, 'Before')
  await user.click(within(dialog).getByRole('button', { name: 'Create snapshot' }))
  expect(within(dialog).getAllByText(/^A name has lower-case letters/)[0]).toBeVisible()
  expect(cluster.store.list(snapshots, registryNamespace)).toHaveLength(before)
  await user.clear(name)
  await user.type(name, 'before-change')
  await user.click(within(dialog).getByRole('button', { name: 'Create snapshot' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(cluster.store.get(snapshots, registryNamespace, 'before-change')).toMatchObject({
    spec: { source: { persistentVolumeClaimName: 'image-registry-storage' } },
  })
  const table = within(backups).getByRole('table', { name: 'Volume snapshots' })
  await user.click(await within(table).findByRole('button', { name: 'Actions for before-change' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete snapshot' }))
  const question = await screen.findByRole('dialog', { name: 'Delete snapshot before-change' })
  await user.click(within(question).getByRole('button', { name: 'Delete snapshot' }))
  await waitFor(() => expect(cluster.store.get(snapshots, registryNamespace, 'before-change')).toBeUndefined())
})

test('the only snapshot there is takes its name to be typed', async () => {
  const { user, cluster } = await renderPage(path, { scenario: 'healthy' })
  const [only] = cluster.store.list(snapshots, registryNamespace)
  const name = only?.metadata.name ?? ''
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete snapshot' }))
  const question = await screen.findByRole('dialog')
  expect(within(question).getByText(/^It is the only snapshot/)).toBeVisible()
  expect(within(question).getByRole('button', { name: 'Delete snapshot' })).toBeDisabled()
  await user.type(within(question).getByRole('textbox'), name)
  await user.click(within(question).getByRole('button', { name: 'Delete snapshot' }))
  // The snapshot controller's finalizer holds it for a while.
  await waitFor(() =>
    expect(cluster.store.get(snapshots, registryNamespace, name)?.metadata.deletionTimestamp).toBeDefined(),
  )
  expect(await screen.findByText('Being deleted')).toBeVisible()
  expect(await screen.findByText('There is no snapshot of the claim to go back to')).toBeVisible()
})

test('how old a snapshot may be is chosen, and kept', async () => {
  const { user } = await renderPage(path, { scenario: 'healthy' })
  const backups = await panel('Backups')
  const choice = await within(backups).findByRole('combobox', { name: 'Warn when older than' })
  await user.selectOptions(choice, '30')
  expect(within(backups).queryByRole('group', { name: /The newest snapshot/ })).toBeNull()
  expect(within(backups).getByText(/^The newest snapshot is \d+ days old\.$/)).toBeVisible()
  await user.selectOptions(choice, '1')
  expect(within(backups).getByRole('group', { name: /The newest snapshot/ })).toBeVisible()
  expect(localStorage.getItem('registry-console.snapshot-days')).toBe('1')
})

test('a volume that is nearly full: what that does, what fires and what helps', async () => {
  const { user } = await renderPage(path, { scenario: 'degraded' })
  const capacity = await panel('Capacity and growth')
  const alert = await within(capacity).findByRole('group', { name: /The volume is nearly full/ })
  expect(within(alert).getByText(/pushes and pull-through fail/)).toBeVisible()
  // What helps is here, and not only said to be somewhere below.
  expect(await within(alert).findByText(/^oc patch pvc registry-block .*"storage":"200Gi"/)).toBeVisible()
  await user.click(within(alert).getByRole('button', { name: 'Delete orphaned blobs' }))
  expect(await screen.findByText(/^Delete orphaned blobs: a hard prune/)).toHaveFocus()
  expect(screen.getByText(/^From step 2 to the last one/)).toBeVisible()
  expect(
    await within(capacity).findByRole('group', { name: /Alert firing: KubePersistentVolumeFillingUp/ }),
  ).toBeVisible()
  const claim = await panel('Claim')
  expect(within(claim).getByRole('group', { name: /more than one replica/ })).toBeVisible()
  expect(await screen.findByRole('group', { name: /There is no snapshot of the claim to go back to/ })).toBeVisible()
})

test('object storage: what to ask it, and how it is backed up', async () => {
  await renderPage(path, { scenario: 'hosted' })
  const capacity = await panel('Capacity and growth')
  expect(within(capacity).getByText(/^aws s3 ls s3:\/\/.* --region us-east-1 \| tail -n 2$/)).toBeVisible()
  expect(await within(capacity).findByText(/From the API: the images that were pushed/)).toBeVisible()
  const backups = await panel('Backups')
  expect(within(backups).getByText(/^aws s3 sync /)).toBeVisible()
  expect(within(backups).queryByRole('button', { name: 'Create snapshot' })).toBeNull()
})

test('an empty directory keeps nothing, and cannot be backed up', async () => {
  await renderPage(path, { scenario: 'recorded' })
  expect(await screen.findByText('Images are kept in an empty directory of each pod.')).toBeVisible()
  expect(within(await panel('Backups')).getByText(/^None is possible/)).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Data that no image explains' })).toBeNull()
})

test('without storage there is one next step', async () => {
  const { user } = await renderPage(path, { scenario: 'removed' })
  expect(await screen.findByText('No storage is set: the registry keeps no images.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Set it up step by step' })).toHaveAttribute('href', '/registry/setup')
  expect(screen.queryByRole('region', { name: 'Backups' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Choose storage' }))
  expect(await screen.findByRole('dialog')).toBeVisible()
})
