import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { counted } from '../../../../mocks/seed/counted.ts'
import { findRow, rowNames } from '../testQueries.ts'

const imagesPath = '/apis/image.openshift.io/v1/images'
const isList = (request: Request) => new URL(request.url).pathname.endsWith(imagesPath)

test('each stream shows what its current images take, and can be sorted by it', async () => {
  await renderPage('/imagestreams?sort=-storage', { state: counted().state })
  // latest and v1 are one image of 30 and 10 MiB; what is only in history does not count.
  expect(await (await findRow('web')).findByText('40.0 MiB')).toBeVisible()
  expect((await findRow('web')).getByTitle(/^1 current images, 2 layers/)).toBeVisible()
  // A manifest list has no layers of its own, as oc adm top imagestreams says.
  expect((await findRow('multi')).getByText('0 B')).toBeVisible()
  await waitFor(() => expect(rowNames()).toEqual(['web', 'multi']))
})

test('images are not watched for it', async () => {
  const { cluster } = await renderPage('/imagestreams', { state: counted().state })
  expect(await (await findRow('web')).findByText('40.0 MiB')).toBeVisible()
  // The streams are.
  await waitFor(() => expect(cluster.faults.stats().openWatches).toBe(1))
})

test('an image that is pushed later counts', async () => {
  const { cluster } = await renderPage('/imagestreams', { state: counted().state })
  expect(await (await findRow('web')).findByText('40.0 MiB')).toBeVisible()
  const image = {
    metadata: { name: `sha256:${'5'.repeat(64)}` },
    dockerImageLayers: [{ name: `sha256:${'6'.repeat(64)}`, size: 3 * 1024 * 1024 }],
  }
  cluster.store.put('image.openshift.io/images', image)
  const stream = cluster.store.get('image.openshift.io/imagestreams', 'shop', 'multi')
  const status = { tags: [{ tag: 'new', items: [{ image: image.metadata.name, created: '2026-01-03T00:00:00Z' }] }] }
  if (!stream) throw new Error('the stream is there')
  cluster.store.put('image.openshift.io/imagestreams', Object.assign({}, stream, { status }))
  expect(await (await findRow('multi')).findByText('3.0 MiB')).toBeVisible()
})

test('who may not list images is told so once', async () => {
  await renderPage('/imagestreams', { as: 'dev' })
  expect(await screen.findByText(/Storage takes the right to list images\.$/)).toBeVisible()
  expect(screen.queryByRole('columnheader', { name: 'Storage' })).toBeNull()
})

test('nothing is read for who has hidden the column', async () => {
  localStorage.setItem('registry-console.columns.image-streams', '{"storage":false}')
  const { cluster } = await renderPage('/imagestreams', { state: counted().state })
  await findRow('web')
  localStorage.clear()
  await waitFor(() => expect(cluster.faults.stats().openWatches).toBe(1))
  expect(cluster.faults.stats().counts['list images']).toBeUndefined()
})

test('a failure is said, and tried again', async () => {
  let broken = true
  const { user } = await renderPage('/imagestreams', {
    state: counted().state,
    answer: (request, cluster) =>
      broken && isList(request)
        ? Response.json({ kind: 'Status', code: 500, message: 'etcd is on fire' }, { status: 500 })
        : cluster.handle(request),
  })
  expect(await screen.findByText(/Storage could not be read: etcd is on fire/)).toBeVisible()
  broken = false
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await (await findRow('web')).findByText('40.0 MiB')).toBeVisible()
})
