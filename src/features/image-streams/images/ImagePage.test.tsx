import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { at, withObjects } from '../../../../mocks/seed/base.ts'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { counted } from '../../../../mocks/seed/counted.ts'
import { findHeading, findRow, rowNames } from '../testQueries.ts'

const region = async (name: string) => within(await screen.findByRole('region', { name }))

describe('an image', () => {
  test('with what holds it, what it takes and what is in it', async () => {
    const { state, images } = counted()
    await renderPage(`/images/${images.web}`, { state })
    expect(await findHeading(images.web.slice(0, 19))).toBeVisible()
    const facts = await region('Image')
    expect(facts.getByText(images.web)).toBeVisible()
    expect(await facts.findByText('10.0 MiB')).toBeVisible()
    expect(facts.getByText('would be freed with it: layers that no other image has')).toBeVisible()
    expect(facts.getByRole('link', { name: 'shop/web:latest' })).toBeVisible()
    expect(facts.getByRole('link', { name: 'shop/web:v1' })).toBeVisible()
    expect(screen.getByText('40.0 MiB compressed · 10.0 MiB of it in no other image · held by 2 tags')).toBeVisible()
    const config = await region('Configuration')
    expect(config.getByText('/usr/bin/container-entrypoint')).toBeVisible()
    const origin = await region('Built from')
    expect(origin.getByText('web-7')).toBeVisible()
    expect(origin.getByText('in the project shop')).toBeVisible()
    expect(origin.getByRole('link', { name: 'https://git.example/web.git' })).toBeVisible()
    expect(origin.getByText(/keeps no history of the Dockerfile/)).toBeVisible()
  })

  test('that is only in a history, its tags', async () => {
    const { state, images } = counted()
    await renderPage(`/images/${images.old}/tags`, { state })
    expect((await findRow('web:latest')).getByText('In its history')).toBeVisible()
    expect(screen.getByText(/only in the history of 1 tag$/)).toBeVisible()
  })

  test('its layers, with the images that share each', async () => {
    const { state, images } = counted()
    const { user } = await renderPage(`/images/${images.web}/layers`, { state })
    await waitFor(() => expect(screen.getByRole('columnheader', { name: /Other images/ })).toBeVisible())
    // The base is in old and in both platforms of the list, too.
    await waitFor(() => expect(rowNames()).toHaveLength(2))
    const [base] = screen.getAllByRole('button', { name: /^Details of/ })
    if (!base) throw new Error('no row can be opened')
    await user.click(base)
    const shared = within(await screen.findByRole('list', { name: 'Images with this layer' }))
    expect(shared.getAllByRole('listitem')).toHaveLength(3)
    expect(shared.getByRole('link', { name: 'shop/web:latest' })).toBeVisible()
  })

  test('that was imported: its layers are here only as far as they were pulled through', async () => {
    const { state, images } = counted()
    await renderPage(`/images/${images.arm64}`, { state })
    expect(await screen.findByText(/^in no other image; freed with it as far as/)).toBeVisible()
  })

  test('that is a manifest list: its platforms, each with a page of its own', async () => {
    const { state, images } = counted()
    const { user, router } = await renderPage(`/images/${images.list}`, { state })
    const platforms = within(await screen.findByRole('table', { name: 'Platforms' }))
    await waitFor(() => expect(platforms.getAllByText(/MiB$/)).toHaveLength(2))
    expect(await screen.findByText('would be freed with it and its platforms')).toBeVisible()
    await user.click(platforms.getByRole('link', { name: images.arm64.slice(0, 19) }))
    expect(router.state.location.pathname).toBe(`/images/${images.arm64}`)
    const facts = await region('Image')
    expect(await facts.findByRole('link', { name: images.list.slice(0, 19) })).toBeVisible()
    expect(await screen.findByText(/held as a platform of a manifest list/)).toBeVisible()
  })

  test('without any metadata says so', async () => {
    const { state } = counted()
    const bare = { metadata: { name: `sha256:${'7'.repeat(64)}` } }
    const items = [...(state[at.images]?.items ?? []), bare]
    await renderPage(`/images/${bare.metadata.name}`, { state: { ...state, [at.images]: { items } } })
    expect(await screen.findByText(/The cluster kept no metadata of this image/)).toBeVisible()
    await waitFor(() => expect(screen.getAllByText('held by no tag')).toHaveLength(2))
  })

  test('that was deleted: what still lists it', async () => {
    const { state, images } = counted()
    const items = (state[at.images]?.items ?? []).filter(({ metadata }) => metadata.name !== images.web)
    await renderPage(`/images/${images.web}`, { state: { ...state, [at.images]: { items } } })
    expect(await findHeading(/^There is no image sha256:/)).toBeVisible()
    expect(await screen.findByRole('link', { name: 'shop/web:latest' })).toBeVisible()
  })

  test('that never was', async () => {
    await renderPage(`/images/sha256:${'0'.repeat(64)}`)
    expect(await screen.findByText(/It was deleted, or never pushed or imported/)).toBeVisible()
  })

  test('that cannot be read', async () => {
    const { state, images } = counted()
    let broken = true
    const { user } = await renderPage(`/images/${images.web}`, {
      state,
      answer: (request, cluster) =>
        broken && decodeURIComponent(new URL(request.url).pathname).endsWith(images.web)
          ? Response.json({ kind: 'Status', code: 500, message: 'etcd is on fire' }, { status: 500 })
          : cluster.handle(request),
    })
    expect(await screen.findByText('etcd is on fire')).toBeVisible()
    broken = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('region', { name: 'Configuration' })).toBeVisible()
  })
})

describe('what workloads have', () => {
  const { state, images } = counted()
  const pod = {
    metadata: { name: 'runner', namespace: 'shop', uid: 'runner' },
    spec: { containers: [{ name: 'main', image: `quay.io/any/name@${images.loose}` }] },
    status: { phase: 'Running' },
  }
  const running = withObjects(state, { pods: [pod] })

  test('is on a tab of its own', async () => {
    await renderPage(`/images/${images.loose}/used-by`, { state: running })
    expect((await findRow(/^runner/)).getByText('shop')).toBeVisible()
  })

  test('is said in the list of images', async () => {
    const { user } = await renderPage('/images', { state: running })
    expect(await (await findRow(new RegExp(images.loose.slice(0, 19)))).findByText('Workloads')).toBeVisible()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Used by' }), 'Workloads')
    await waitFor(() => expect(rowNames()).toHaveLength(1))
  })
})

describe('who may not read images', () => {
  const pushed = 'sha256:07825b2f138f4d4ff1b4cc7dbb394cf1b3e210553e1b61c835ae022cdfeec086'

  test.each([
    ['finds a stream of theirs that holds it', ''],
    ['reads it through the stream that is named', '?stream=payments/api'],
  ])('%s', async (_, search) => {
    const { cluster } = await renderPage(`/images/${pushed}${search}`, { as: 'dev' })
    expect(await screen.findByRole('region', { name: 'Configuration' })).toBeVisible()
    expect(await screen.findByText('not known: that takes the right to list all images')).toBeVisible()
    expect(cluster.faults.stats().counts['get imagestreamimages']).toBe(1)
  })

  test('is told when no stream of theirs holds it', async () => {
    await renderPage(`/images/sha256:${'0'.repeat(64)}`, { as: 'dev' })
    expect(await findHeading('This image cannot be shown to you')).toBeVisible()
  })
})

describe('vulnerabilities', () => {
  test('are there where the cluster scans', async () => {
    const scanned = await scenarios.scanned()
    const [scan] = scanned[at.imageManifestVulns]?.items ?? []
    const spec: unknown = scan && 'spec' in scan ? scan.spec : undefined
    const manifest = typeof spec === 'object' && spec && 'manifest' in spec ? String(spec.manifest) : ''
    const page = await renderPage(`/images/${manifest}`, { state: scanned })
    const found = await region('Vulnerabilities')
    expect(found.getAllByRole('row').length).toBeGreaterThan(1)
    expect(page.cluster.faults.stats().counts['list imagemanifestvulns']).toBe(1)
  })

  test('leave no trace where it does not', async () => {
    const { state, images } = counted()
    const { cluster } = await renderPage(`/images/${images.web}`, { state })
    await region('Signatures')
    expect(screen.queryByText(/Vulnerabilit/)).toBeNull()
    expect(cluster.faults.stats().counts['list imagemanifestvulns']).toBeUndefined()
  })
})
