import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { findHeading, findRow } from '../testQueries.ts'

const imageStreams = 'image.openshift.io/imagestreams'

describe('the image of a tag', () => {
  test('with its configuration', async () => {
    await renderPage('/imagestreams/payments/api/tags/1.7.0')
    const config = within(await screen.findByRole('region', { name: 'Configuration' }))
    expect(config.getByText('/app/run')).toBeVisible()
    expect(config.getByText('--serve')).toBeVisible()
    expect(config.getByText('8080/tcp')).toBeVisible()
    expect(config.getByText('1001')).toBeVisible()
    expect(config.getByText('APP_VERSION')).toBeVisible()
    const image = within(screen.getByRole('region', { name: 'Image' }))
    expect(image.getByText('296.3 KiB compressed')).toBeVisible()
    expect(image.getByText('demo')).toBeVisible()
    expect(image.getByText('Pushed to this registry, which holds its layers.')).toBeVisible()
    expect(await findHeading('api:1.7.0')).toBeVisible()
    expect(document.title).toBe('api:1.7.0 · Registry Console')
  })

  test('for who may not read images, from the stream', async () => {
    const { cluster } = await renderPage('/imagestreams/payments/api/tags/1.7.0', { as: 'dev' })
    expect(await screen.findByText('296.3 KiB compressed')).toBeVisible()
    expect(cluster.faults.stats().counts).toMatchObject({ 'get images': 1, 'get imagestreamimages': 1 })
  })

  test('of several platforms: each with its size, one shown', async () => {
    const { user, router } = await renderPage('/imagestreams/openshift/python/tags/3.11')
    const platforms = within(await screen.findByRole('table', { name: 'Platforms' }))
    await waitFor(() => expect(platforms.getAllByText(/KiB$/)).toHaveLength(4))
    expect(await screen.findByRole('region', { name: 'Configuration for amd64' })).toBeVisible()
    await user.click(platforms.getByRole('link', { name: 'linux/s390x' }))
    expect(await screen.findByRole('region', { name: 'Configuration for s390x' })).toBeVisible()
    expect(router.state.location.search).toBe('?platform=linux%2Fs390x')
  })

  test('of a platform that was deleted: what is left is shown', async () => {
    await renderPage('/imagestreams/legacy/lost-child/tags/1', { scenario: 'healthy' })
    expect(await screen.findByText(/^2 platforms, at least 49.6 MiB/)).toBeVisible()
    expect(screen.getByText('image deleted')).toBeVisible()
  })

  test('that was deleted', async () => {
    await renderPage('/imagestreams/legacy/dangling/tags/2', { scenario: 'healthy' })
    expect(await findHeading('The image was deleted')).toBeVisible()
  })

  test.each([
    ['analytics/broken/tags/latest', 'No image'],
    ['data-science/planned/tags/next', 'Not imported yet'],
    ['platform-tools/oauth-proxy/tags/upstream', 'Only a reference'],
    ['platform-tools/in-circles/tags/a', 'No image'],
  ])('%s: %s', async (path, heading) => {
    await renderPage(`/imagestreams/${path}`, { scenario: 'healthy' })
    expect(await findHeading(heading)).toBeVisible()
  })
})

test('the layers: order, size and share', async () => {
  await renderPage('/imagestreams/payments/api/tags/1.7.0/layers')
  expect(await screen.findByText(/^3 layers, 295.6 KiB compressed. The largest is number 1 with/)).toBeVisible()
  const largest = await findRow(/^sha256:b4f016e3d56f/)
  expect(largest.getByText('195.6 KiB')).toBeVisible()
  expect(largest.getByText('66.2%')).toBeVisible()
})

test('the history of a tag', async () => {
  await renderPage('/imagestreams/storefront/web/tags/prod/history')
  expect((await findRow(/^sha256:e95fbe793548/)).getByText('tagged')).toBeVisible()
  expect((await findRow(/^sha256:ccfb03066a48/)).getByText('pushed or tagged')).toBeVisible()
})

test('a tag that is not there says so', async () => {
  await renderPage('/imagestreams/payments/api/tags/nope')
  expect(await findHeading('There is no tag nope in payments/api')).toBeVisible()
})

test('a tag that is deleted stays on screen', async () => {
  const { cluster } = await renderPage('/imagestreams/payments/api/tags/1.7.0')
  await screen.findByRole('region', { name: 'Configuration' })
  // The store holds objects of all kinds.
  const stream = cluster.store.get(imageStreams, 'payments', 'api') as ImageStream
  const tags = (stream.status?.tags ?? []).filter(({ tag }) => tag !== '1.7.0')
  const without: ImageStream = { ...stream, status: { ...stream.status, tags } }
  cluster.store.put(imageStreams, without)
  expect(await screen.findByRole('group', { name: /This tag was deleted/ })).toBeVisible()
  expect(screen.getByRole('region', { name: 'Configuration' })).toBeVisible()
})
