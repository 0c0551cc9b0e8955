import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { benchTags } from '../../../../mocks/seed/benchTags.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { findHeading, findRow, rowNames } from '../testQueries.ts'
import { editorText, findEditor } from '../../../ui/yaml/testEditor.ts'

const imageStreams = 'image.openshift.io/imagestreams'

describe('the tags of a stream', () => {
  test('show where each image comes from, its size and its platforms', async () => {
    await renderPage('/imagestreams/openshift/nodejs')
    const alias = await findRow('latest')
    expect(alias.getByRole('link', { name: 'follows 20-ubi9' })).toHaveAttribute(
      'href',
      '/imagestreams/openshift/nodejs/tags/20-ubi9',
    )
    const imported = await findRow('18-ubi9')
    expect(imported.getByRole('cell', { name: /^imported from/ })).toHaveTextContent(
      'imported from 127.0.0.1:5005/ubi9/nodejs-18:latest',
    )
    expect(imported.getByText('Local')).toBeVisible()
    expect(imported.getByText('Insecure')).toBeVisible()
    expect(await imported.findByText(/KiB$/)).toBeVisible()
    expect(await imported.findByText('amd64')).toBeVisible()
    expect(await findHeading('nodejs')).toBeVisible()
    expect(document.title).toBe('nodejs · Registry Console')
  })

  test('a manifest list names its platforms and counts shared layers once', async () => {
    await renderPage('/imagestreams/openshift/python')
    const row = await findRow('3.11')
    expect(await row.findByText('amd64 and 3 more')).toHaveAttribute(
      'title',
      'linux/amd64, linux/arm64, linux/ppc64le, linux/s390x',
    )
    expect(row.getByText('Scheduled')).toBeVisible()
    expect(await row.findByText('1.2 MiB')).toBeVisible()
  })

  test('a failed import says in full what happened', async () => {
    const { user } = await renderPage('/imagestreams/analytics/broken')
    const row = await findRow('latest')
    expect(row.getByText('Import failed')).toBeVisible()
    expect(await screen.findByText('1 import failing')).toBeVisible()
    await user.click(row.getByRole('button', { name: 'Details of latest' }))
    const alert = within(await screen.findByRole('group', { name: /host name of the source registry is not known/ }))
    expect(alert.getByText('InternalError')).toBeVisible()
    expect(alert.getByText(/dial tcp: lookup registry.invalid.example on .*: no such host$/)).toBeVisible()
    expect(alert.getByText(/generation 1/)).toBeVisible()
    expect(alert.getByText(/The tag never had an image: pulls of it fail. It is not tried again/)).toBeVisible()
  })

  test.each([
    ['/imagestreams/analytics/reports', '4', 'Import failed', /still served/],
    ['/imagestreams/data-science/planned', 'next', 'Importing', /never had an image/],
    ['/imagestreams/platform-tools/in-circles', 'a', 'No image', /follows it in turn/],
    ['/imagestreams/platform-tools/in-circles', 'to-nowhere', 'No image', /a tag that is not there/],
    ['/imagestreams/platform-tools/oauth-proxy', 'upstream', 'Reference only', /refers to quay.io/],
    ['/imagestreams/legacy/overwritten', 'latest', 'Ready', /quay.io\/acme\/reports/],
  ])('%s:%s is %s', async (path, tag, state, details) => {
    const { user } = await renderPage(path, { scenario: 'healthy' })
    const row = await findRow(tag)
    expect(row.getByText(state)).toBeVisible()
    await user.click(row.getByRole('button', { name: `Details of ${tag}` }))
    await waitFor(() => expect(screen.getAllByText(details).length).toBeGreaterThan(0))
  })

  test('an image that was deleted is not called ready', async () => {
    await renderPage('/imagestreams/legacy/dangling', { scenario: 'healthy' })
    expect(await (await findRow('2')).findByText('Image deleted')).toBeVisible()
  })

  test('a stream without status has no tags, and says how to make one', async () => {
    await renderPage('/imagestreams/legacy/no-status', { scenario: 'healthy' })
    expect(await findHeading('No tags yet')).toBeVisible()
  })

  test('have the sizes of the rows on screen read alone; sorting by size reads all, with progress', async () => {
    const { cluster, user } = await renderPage('/imagestreams/bench/app', { state: await benchTags(120) })
    const read = () => cluster.faults.stats().counts['get images']
    await waitFor(() => expect(screen.getAllByText(/^\d+(\.\d+)? MiB$/)).toHaveLength(50))
    expect(read()).toBe(50)
    cluster.faults.latency = 20
    await user.click(screen.getByRole('button', { name: /^Size/ }))
    expect(await screen.findByText(/^\d+ of 120 sizes read$/)).toBeVisible()
    expect(screen.getByRole('progressbar', { name: 'Reading sizes' })).toBeVisible()
    await waitFor(() => expect(read()).toBe(120))
  })

  test('are sorted by size after all sizes were read', async () => {
    const { user } = await renderPage('/imagestreams/payments/api')
    await findRow('1.7.0')
    await user.click(screen.getByRole('button', { name: /^Size/ }))
    await waitFor(() => expect(rowNames().slice(0, 2)).toEqual(['1.2.0', '1.0.0']))
    await user.click(screen.getByRole('button', { name: /^Size/ }))
    await waitFor(() => expect(rowNames()[0]).toBe('1.5.0'))
  })

  test('show a push by somebody else', async () => {
    const { cluster } = await renderPage('/imagestreams/payments/api')
    await findRow('1.7.0')
    // The store holds objects of all kinds.
    const stream = cluster.store.get(imageStreams, 'payments', 'api') as ImageStream
    const image = `sha256:${'5'.repeat(64)}`
    const tags = [...(stream.status?.tags ?? []), { tag: '9.9', items: [{ created: new Date().toISOString(), image }] }]
    const pushed: ImageStream = { ...stream, status: { ...stream.status, tags } }
    cluster.store.put(imageStreams, pushed)
    expect((await findRow('9.9')).getByText('just now')).toBeVisible()
    expect(rowNames()[0]).toBe('9.9')
  })

  test('stay on screen when the stream is deleted', async () => {
    const { cluster } = await renderPage('/imagestreams/payments/api')
    await findRow('1.7.0')
    cluster.store.remove(imageStreams, 'payments', 'api')
    expect(await screen.findByRole('group', { name: /This image stream was deleted/ })).toBeVisible()
    expect(rowNames()).toContain('1.7.0')
  })
})

describe('the other tabs', () => {
  test('history: all revisions, newest first', async () => {
    await renderPage('/imagestreams/storefront/web/history')
    const table = within(await screen.findByRole('table', { name: 'History' }))
    const links = (await table.findAllByRole('link')).map(({ textContent }) => textContent)
    expect(links.filter((text) => !text.startsWith('sha256:'))).toEqual([
      'prod',
      'v7',
      'v5',
      'v6',
      'prod',
      'v1',
      'v2',
      'v3',
      'v4',
    ])
    expect(table.getByText('pushed or tagged')).toBeVisible()
  })

  test('history: 300 revisions of one tag, with the rest a click away', async () => {
    const { user } = await renderPage('/imagestreams/ci/nightly', { scenario: 'healthy' })
    await user.click((await findRow('nightly')).getByRole('button', { name: 'Details of nightly' }))
    const table = within(await screen.findByRole('table', { name: 'Revisions of nightly' }))
    expect(table.getAllByRole('row')).toHaveLength(21)
    await user.click(screen.getByRole('link', { name: 'Show all 300 revisions' }))
    expect(await screen.findByRole('table', { name: 'Revisions' })).toHaveAttribute('aria-rowcount', '301')
  })

  test('details: everything else, as text', async () => {
    await renderPage('/imagestreams/qa/names/details', { scenario: 'healthy' })
    expect(await screen.findByText('<b>bold</b>')).toBeVisible()
    expect(screen.getByText('Off: pods and builds need the whole pull spec.')).toBeVisible()
    expect(screen.getByText('default-route-openshift-image-registry.apps.example.com/qa/names')).toBeVisible()
    expect(document.querySelector('.rc-page__body img, .rc-page__body b')).toBeNull()
  })

  test('details: no way in from outside', async () => {
    await renderPage('/imagestreams/payments/api/details')
    expect(await screen.findByText('None: the registry has no external host name.')).toBeVisible()
  })

  test('YAML: without managed fields', async () => {
    await renderPage('/imagestreams/payments/api/yaml')
    const text = editorText(await findEditor())
    expect(text).toMatch(/^apiVersion: image.openshift.io\/v1\nkind: ImageStream\nmetadata:\n[^]*name: api\n/)
    expect(text).not.toContain('managedFields')
  })

  test('an unknown tab is not found', async () => {
    await renderPage('/imagestreams/payments/api/nonsense')
    expect(await findHeading('Page not found')).toBeVisible()
  })
})

test('a stream that is not there says so', async () => {
  await renderPage('/imagestreams/payments/nope')
  expect(await findHeading('Not found')).toBeVisible()
  expect(screen.getByText('imagestreams.image.openshift.io "nope" not found')).toBeVisible()
})

test('a stream that may not be seen says which permission is missing', async () => {
  await renderPage('/imagestreams/analytics/etl', { as: 'dev' })
  expect(await screen.findByText(/You may not get imagestreams etl in the project analytics/)).toBeVisible()
})
