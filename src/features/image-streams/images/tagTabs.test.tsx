import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { counted } from '../../../../mocks/seed/counted.ts'
import { inventoryOf } from '../../../k8s/inventoryStore.ts'
import '../testQueries.ts'

test('the images that share layers of a tag are found when somebody asks', async () => {
  const { user, cluster } = await renderPage('/imagestreams/shop/web/tags/latest/layers', { state: counted().state })
  const find = await screen.findByRole('button', { name: 'Find images that share layers' })
  expect(cluster.faults.stats().counts['list images']).toBeUndefined()
  await user.click(find)
  expect(await screen.findByRole('columnheader', { name: /Other images/ })).toBeVisible()
  await waitFor(() => expect(screen.getByRole('cell', { name: '3' })).toBeVisible())
})

test('what another page has begun to read is no answer, and can be read to its end', async () => {
  const { user, client } = await renderPage('/imagestreams/shop/web/tags/latest/layers', { state: counted().state })
  await screen.findByRole('button', { name: 'Find images that share layers' })
  const store = inventoryOf(client)
  act(() => store.update({ images: [], imagesComplete: false, streams: [], streamsComplete: true }))
  await waitFor(() => expect(store.get()?.storage).toBeDefined())
  expect(screen.queryByRole('progressbar', { name: 'Reading images' })).toBeNull()
  expect(screen.queryByRole('columnheader', { name: /Other images/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Find images that share layers' }))
  await waitFor(() => expect(screen.getByRole('cell', { name: '3' })).toBeVisible())
})

test('who may not list images is told that they cannot know', async () => {
  const { user } = await renderPage('/imagestreams/payments/api/tags/1.7.0/layers', { as: 'dev' })
  await user.click(await screen.findByRole('button', { name: 'Find images that share layers' }))
  expect(await screen.findByText(/Which other images share them is not known to you/)).toBeVisible()
})

test('the platforms of a tag lead to their images', async () => {
  const { images, state } = counted()
  await renderPage('/imagestreams/shop/multi/tags/1/platforms', { state })
  const platforms = within(await screen.findByRole('table', { name: 'Platforms' }))
  await waitFor(() => expect(platforms.getAllByText(/MiB$/)).toHaveLength(2))
  expect(platforms.getByRole('link', { name: images.arm64.slice(0, 19) })).toHaveAttribute(
    'href',
    `/images/${images.arm64}?stream=shop%2Fmulti`,
  )
})

test('the only platform of a tag is named', async () => {
  await renderPage('/imagestreams/shop/web/tags/latest/platforms', { state: counted().state })
  expect(await screen.findByText('This is the image of one platform: amd64.')).toBeVisible()
})
