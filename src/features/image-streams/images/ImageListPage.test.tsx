import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { withObjects } from '../../../../mocks/seed/base.ts'
import { image } from '../../../../mocks/seed/builders.ts'
import { counted } from '../../../../mocks/seed/counted.ts'
import { findHeading, findRow, rowNames } from '../testQueries.ts'

const digits = (text: string | null) => text?.slice(0, 19)

describe('the images', () => {
  test('with what holds them and what they take', async () => {
    const { images } = counted()
    await renderPage('/images', { state: counted().state })
    const web = await findRow(new RegExp(images.web.slice(0, 19)))
    expect(await web.findByRole('link', { name: 'shop/web:latest' })).toBeVisible()
    expect(web.getByTitle('and 1 more')).toBeVisible()
    expect(web.getByText('Tag')).toBeVisible()
    // Two layers, of 30 and of 10 MiB, and a configuration of 2 KiB.
    expect(web.getByText('40.0 MiB')).toBeVisible()
    // The base is in other images too.
    expect(await web.findByText('10.0 MiB')).toBeVisible()
    const old = await findRow(new RegExp(images.old.slice(0, 19)))
    expect(old.getByText('History')).toBeVisible()
    expect(old.getByText('in its history')).toBeVisible()
    const loose = await findRow(new RegExp(images.loose.slice(0, 19)))
    expect(loose.getByText('Nothing')).toBeVisible()
    // base 30, web 10, old 5, loose 7 MiB, the platforms 20 and 21 on the same base.
    expect(await screen.findByText(/^6 images take 93\.0 MiB, each layer counted once/)).toBeVisible()
  })

  test('a manifest list counts its platforms, which say whose they are', async () => {
    const { images, state } = counted()
    await renderPage('/images', { state })
    const list = await findRow(new RegExp(images.list.slice(0, 19)))
    expect(list.getByText('amd64, arm64/v8')).toBeVisible()
    expect(await list.findByText('71.0 MiB')).toBeVisible()
    const child = await findRow(new RegExp(images.amd64.slice(0, 19)))
    expect(child.getByText('platform of')).toBeVisible()
    expect(child.getByText('Tag')).toBeVisible()
  })

  test('are filtered by tag and use, and sorted by what only they have', async () => {
    const { images, state } = counted()
    const { user } = await renderPage('/images?sort=-freed', { state })
    await screen.findByText(/each layer counted once/)
    const order = [images.list, images.arm64, images.amd64, images.web, images.loose, images.old]
    await waitFor(() => expect(rowNames().map(digits)).toEqual(order.map(digits)))
    await user.type(screen.getByRole('searchbox', { name: 'Image stream or tag' }), 'shop/web')
    await waitFor(() => expect(rowNames().map(digits)).toEqual([images.web, images.old].map(digits)))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Used by' }), 'History')
    await waitFor(() => expect(rowNames().map(digits)).toEqual([digits(images.old)]))
  })

  test('that come later are shown', async () => {
    const { images, state } = counted()
    const { cluster } = await renderPage('/images', { state })
    await screen.findByText(/each layer counted once/)
    cluster.store.remove('image.openshift.io/images', undefined, images.loose)
    await waitFor(() => expect(rowNames().map(digits)).not.toContain(digits(images.loose)))
    expect(await screen.findByText(/^5 images take 86\.0 MiB/)).toBeVisible()
  })
})

test('reading can be stopped, and goes on when asked to', async () => {
  const created = '2026-01-02T03:04:05Z'
  const many = Array.from({ length: 400 }, (_, index) =>
    image({ repository: 'shop/many', seed: String(index), created, layers: [1] }),
  )
  let held: (() => void) | undefined
  const { user } = await renderPage('/images', {
    state: withObjects(counted().state, { images: many }),
    // All chunks after the first wait until they are let go.
    answer: async (request, cluster) => {
      const url = new URL(request.url)
      if (url.pathname.endsWith('/v1/images') && url.searchParams.has('continue'))
        await new Promise<void>((resolve) => (held = resolve))
      return cluster.handle(request)
    },
  })
  expect(await screen.findByText('50 of 406 loaded')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Stop reading' }))
  expect(await screen.findByRole('button', { name: 'Read the rest' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Read the rest' }))
  const letGo = setInterval(() => held?.(), 10)
  expect(await screen.findByText(/^406 images take/)).toBeVisible()
  clearInterval(letGo)
  expect(screen.queryByRole('button', { name: 'Stop reading' })).toBeNull()
})

describe('who may not list images', () => {
  test('sees those of their streams, read through them', async () => {
    const { cluster } = await renderPage('/images', { as: 'dev' })
    expect(await screen.findByText('Only images of your image streams are shown')).toBeVisible()
    expect(screen.getByText(/You may not list images in the whole cluster/)).toBeVisible()
    const table = within(await screen.findByRole('table', { name: 'Images' }))
    await waitFor(() => expect(table.getAllByText(/KiB$/).length).toBeGreaterThan(3))
    expect(cluster.faults.stats().counts['get imagestreamimages']).toBeGreaterThan(3)
    expect(table.queryByText('Not shared')).toBeNull()
  })
})

describe('when images cannot be listed', () => {
  test('the reason is said, and they come after Retry', async () => {
    let broken = true
    const { user } = await renderPage('/images', {
      answer: (request, cluster) =>
        broken && new URL(request.url).pathname.endsWith('/v1/images')
          ? Response.json({ kind: 'Status', code: 500, message: 'etcd is on fire' }, { status: 500 })
          : cluster.handle(request),
    })
    expect(await screen.findByText('etcd is on fire')).toBeVisible()
    broken = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByText(/each layer counted once/)).toBeVisible()
  })

  test('an empty registry says how to fill it', async () => {
    await renderPage('/images', { scenario: 'empty' })
    expect(await findHeading('No images yet')).toBeVisible()
  })
})
