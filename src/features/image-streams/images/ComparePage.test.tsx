import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { counted } from '../../../../mocks/seed/counted.ts'
import { paths } from '../../../lib/paths.ts'
import { findHeading, findRow } from '../testQueries.ts'

const { state, images } = counted()
const web = 'shop/web:latest'
const old = `shop/web@${images.old}`
const region = async (name: string | RegExp) => within(await screen.findByRole('region', { name }))

describe('two images', () => {
  test('differ in layers and configuration', async () => {
    const { user } = await renderPage(paths.compare(web, old), { state })
    expect(
      await screen.findByText(/^30\.0 MiB of layers are in both, 10\.0 MiB only in the first, 5\.0 MiB/),
    ).toBeVisible()
    expect((await region('In both')).getByText('1 layer, 30.0 MiB')).toBeVisible()
    expect((await region(`Only in ${web}`)).getByText('1 layer, 10.0 MiB')).toBeVisible()
    const user0 = await findRow(/^User/)
    expect(user0.getByText('1001')).toBeVisible()
    expect(user0.getByText('0')).toBeVisible()
    expect((await findRow(/^LEVEL/)).getByRole('img', { name: 'not set' })).toBeInTheDocument()
    expect(screen.queryByRole('rowheader', { name: /^Entrypoint/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: /that are the same$/ }))
    expect((await findRow(/^Entrypoint/)).getAllByText('/usr/bin/container-entrypoint')).toHaveLength(2)
  })

  test('can be swapped, and others chosen', async () => {
    const { user, router } = await renderPage(paths.compare(web, old), { state })
    await user.click(await screen.findByRole('button', { name: 'Swap' }))
    expect(await screen.findByText(/5\.0 MiB only in the first, 10\.0 MiB only in the second/)).toBeVisible()
    expect(router.state.location.search).toBe(new URL(paths.compare(old, web), 'http://x').search)
    const second = screen.getByRole('combobox', { name: 'Second image' })
    await user.clear(second)
    await user.type(second, 'shop/web:v1{Enter}')
    await waitFor(() => expect(router.state.location.search).toContain('b=shop%2Fweb%3Av1'))
  })

  test('that are one are said to be', async () => {
    await renderPage(paths.compare(web, 'shop/web:v1'), { state })
    expect(await screen.findByText(`Both are the same image: ${images.web}.`)).toBeVisible()
  })

  test('of which one is a manifest list are compared by platform', async () => {
    const { user } = await renderPage(paths.compare('shop/multi:1', 'shop/multi:1'), { state })
    const platforms = within(await screen.findByRole('table', { name: 'Platforms' }))
    expect((await region('In both')).getByText('2 layers, 50.0 MiB')).toBeVisible()
    await user.click(platforms.getByRole('link', { name: 'linux/arm64/v8' }))
    expect(await screen.findByText('2 layers, 51.0 MiB')).toBeVisible()
  })

  test('a tag that moves is compared anew', async () => {
    const { cluster } = await renderPage(paths.compare(web, old), { state: counted().state })
    await screen.findByText(/^30\.0 MiB of layers are in both/)
    const stream = cluster.store.get('image.openshift.io/imagestreams', 'shop', 'web')
    if (!stream) throw new Error('the stream is there')
    const items = [{ image: images.old, created: '2026-01-03T00:00:00Z' }]
    cluster.store.put(
      'image.openshift.io/imagestreams',
      Object.assign({}, stream, { status: { tags: [{ tag: 'latest', items }] } }),
    )
    expect(await screen.findByText(`Both are the same image: ${images.old}.`)).toBeVisible()
  })

  test('are read through their streams by who may not read images', async () => {
    await renderPage(paths.compare('payments/api:1.7.0', 'payments/api:1.6.0'), { as: 'dev' })
    expect(await screen.findByRole('region', { name: 'In both' })).toBeVisible()
  })
})

describe('what cannot be compared is said', () => {
  test.each([
    ['', '', 'Choose two images'],
    [web, 'web', 'web names no image'],
    [web, 'shop/none:1', 'There is no image stream shop/none'],
    [web, 'shop/web:none', 'There is no tag none in shop/web'],
    [web, `shop/web@sha256:${'0'.repeat(64)}`, /^The image of shop\/web@sha256:0+ was deleted$/],
  ])('%s and %s', async (a, b, heading) => {
    await renderPage(paths.compare(a, b), { state })
    expect(await findHeading(heading)).toBeVisible()
  })

  test('a failing request, with Retry', async () => {
    let broken = true
    const { user } = await renderPage(paths.compare(web, old), {
      state,
      answer: (request, cluster) =>
        broken && request.url.endsWith('/imagestreams/web')
          ? Response.json({ kind: 'Status', code: 500, message: 'etcd is on fire' }, { status: 500 })
          : cluster.handle(request),
    })
    expect(await screen.findByText('etcd is on fire')).toBeVisible()
    broken = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByText(/^30\.0 MiB of layers are in both/)).toBeVisible()
  })
})
