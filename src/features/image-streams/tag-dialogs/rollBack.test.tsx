import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { shortDigest } from '../../../lib/digest.ts'
import { previousSourceOf } from '../../../k8s/resources/imageStreamTagEdit.ts'
import {
  changeStream,
  changeTag,
  choose,
  commandIn,
  findDialog,
  openFrom,
  storedDigests,
  storedStream,
  storedTag,
} from './tagTesting.ts'

const history = '/imagestreams/payments/api/tags/latest/history'

async function rollBackTo(page: RenderedPage, digest: string | undefined, name: string) {
  return openFrom(page, shortDigest(digest ?? ''), 'Roll back to this', `Roll back ${name}`)
}

/** Gives payments/gateway:2.4 a second, older revision. */
function withOlderRevision(page: RenderedPage): string {
  const [digest = ''] = storedDigests(page, 'storefront', 'web', 'v3')
  changeStream(page, 'payments', 'gateway', (stream) => ({
    ...stream,
    status: {
      ...stream.status,
      tags: (stream.status?.tags ?? []).map((tag) => ({
        ...tag,
        items: [
          ...(tag.items ?? []),
          {
            created: '2026-01-01T00:00:00Z',
            dockerImageReference: `quay.io/acme/gateway@${digest}`,
            image: digest,
            generation: 1,
          },
        ],
      })),
    },
  }))
  return digest
}

describe('roll back', () => {
  test('a pushed tag: from and to, then the image on top and the old ones below', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const before = storedDigests(page, 'payments', 'api', 'latest')
    const dialog = await rollBackTo(page, before[2], 'api:latest')
    expect(dialog.getByText(shortDigest(before[0] ?? ''))).toBeVisible()
    expect(dialog.queryByRole('radiogroup')).toBeNull()
    expect(await commandIn(page, dialog)).toBe(`oc tag payments/api@${before[2]} payments/api:latest`)
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    expect(await screen.findByText(`Rolled api:latest back to ${shortDigest(before[2] ?? '')}`)).toBeVisible()
    expect(storedDigests(page, 'payments', 'api', 'latest')).toEqual([before[2], ...before])
    await waitFor(() =>
      expect(screen.getAllByRole('rowheader', { name: new RegExp(shortDigest(before[2] ?? '')) })).toHaveLength(2),
    )
  })

  test('pins an imported tag, remembers its source, and follows it again', async () => {
    const page = await renderPage('/imagestreams/payments/gateway/tags/2.4/history', { scenario: 'healthy' })
    const digest = withOlderRevision(page)
    changeTag(page, 'payments', 'gateway', {
      ...storedTag(page, 'payments', 'gateway', '2.4'),
      name: '2.4',
      annotations: { description: 'Way in' },
    })
    const before = storedTag(page, 'payments', 'gateway', '2.4')
    const dialog = await rollBackTo(page, digest, 'gateway:2.4')
    expect(dialog.getByText('Its source: quay.io/acme/gateway:2.4')).toBeVisible()
    expect(dialog.getByText('Its schedule: it is no longer imported by itself')).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    await screen.findByText(/^Rolled gateway:2.4 back/)
    const pinned = storedTag(page, 'payments', 'gateway', '2.4')
    expect(pinned).toMatchObject({
      annotations: { description: 'Way in' },
      from: { kind: 'ImageStreamImage', name: `gateway@${digest}` },
      importPolicy: { importMode: 'PreserveOriginal' },
    })
    expect(pinned?.importPolicy).not.toHaveProperty('scheduled')
    expect(previousSourceOf(pinned)).toEqual({ from: before?.from, scheduled: true })

    await choose(page, 'gateway:2.4', 'Resume following quay.io/acme/gateway:2.4')
    const resume = await findDialog('Resume source of gateway:2.4')
    await page.user.click(resume.getByRole('button', { name: 'Resume source' }))
    await screen.findByText('gateway:2.4 follows quay.io/acme/gateway:2.4 again')
    const { generation } = storedTag(page, 'payments', 'gateway', '2.4') ?? {}
    expect(storedTag(page, 'payments', 'gateway', '2.4')).toEqual({ ...before, generation })
  })

  test('can keep the source: the image comes on top as a push does', async () => {
    const page = await renderPage('/imagestreams/payments/gateway/tags/2.4/history', { scenario: 'healthy' })
    const digest = withOlderRevision(page)
    const before = storedTag(page, 'payments', 'gateway', '2.4')
    const dialog = await rollBackTo(page, digest, 'gateway:2.4')
    await page.user.click(await dialog.findByRole('radio', { name: 'Keep following quay.io/acme/gateway:2.4' }))
    expect(dialog.getByText(/within about 15 minutes, moves the tag again/)).toBeVisible()
    expect(await commandIn(page, dialog)).toMatch(
      /^oc get --raw .* \| jq .* \| oc create --raw .*imagestreammappings -f -$/,
    )
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    await screen.findByText(/^Rolled gateway:2.4 back/)
    expect(storedTag(page, 'payments', 'gateway', '2.4')).toEqual(before)
    expect(storedDigests(page, 'payments', 'gateway', '2.4')).toHaveLength(3)
    expect(storedDigests(page, 'payments', 'gateway', '2.4')[0]).toBe(digest)
  })

  test('to the image that the tag is fixed to, after somebody pushed over it', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const [, , digest = ''] = storedDigests(page, 'payments', 'api', 'latest')
    const from = { kind: 'ImageStreamImage', namespace: 'payments', name: `api@${digest}` }
    changeTag(page, 'payments', 'api', { name: 'latest', from, generation: 1, importPolicy: { importMode: 'Legacy' } })
    changeStream(page, 'payments', 'api', (stream) => ({
      ...stream,
      status: {
        ...stream.status,
        tags: (stream.status?.tags ?? []).map((tag) => ({
          ...tag,
          items: (tag.items ?? []).map((event) => ({ ...event, generation: 7 })),
        })),
      },
    }))
    const dialog = await rollBackTo(page, digest, 'api:latest')
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    await screen.findByText(/^Rolled api:latest back/)
    expect(storedDigests(page, 'payments', 'api', 'latest')[0]).toBe(digest)
  })

  test('an image that was deleted is refused', async () => {
    let isTurned = false
    const page = await renderPage('/imagestreams/legacy/dangling/tags/1/history', {
      scenario: 'healthy',
      answer: (request, cluster) => {
        // The image that is gone is the older one, before anybody asks.
        if (!isTurned)
          changeStream({ cluster }, 'legacy', 'dangling', (stream) => ({
            ...stream,
            status: {
              ...stream.status,
              tags: (stream.status?.tags ?? []).map((tag) => ({ ...tag, items: (tag.items ?? []).toReversed() })),
            },
          }))
        isTurned = true
        return cluster.handle(request)
      },
    })
    await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(2))
    const [, gone] = storedDigests(page, 'legacy', 'dangling', '1')
    const dialog = await rollBackTo(page, gone, 'dangling:1')
    expect(await dialog.findByText(/The image was deleted from the cluster/)).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Roll back' })).toBeDisabled()
  })

  test('a digest that pruning took since: the server’s words, and what they mean', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const [, , digest = ''] = storedDigests(page, 'payments', 'api', 'latest')
    const dialog = await rollBackTo(page, digest, 'api:latest')
    const inner = `imagestreams "api" is invalid: spec.tags[latest].from.name: Invalid value: "api@${digest}": error generating tag event: imagestreamimage.image.openshift.io "${digest}" not found`
    page.cluster.faults.add({
      verb: 'patch',
      plural: 'imagestreams',
      status: 422,
      reason: 'Invalid',
      message: `ImageStream.image.openshift.io "api" is invalid: []: Internal error: ${inner}`,
    })
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    const alert = await dialog.findByRole('alert', { name: 'Could not save' })
    expect(alert).toHaveTextContent('The image is no longer in the history of its stream')
    expect(alert).toHaveTextContent(inner)
  })

  test('somebody pushed meanwhile: says so before rolling over it', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const before = storedDigests(page, 'payments', 'api', 'latest')
    const dialog = await rollBackTo(page, before[2], 'api:latest')
    const pushed = storedStream(page, 'storefront', 'web').status?.tags?.find(({ tag }) => tag === 'v3')?.items ?? []
    changeStream(page, 'payments', 'api', (stream) => ({
      ...stream,
      status: {
        ...stream.status,
        tags: (stream.status?.tags ?? []).map((tag) =>
          tag.tag === 'latest' ? { ...tag, items: [...pushed, ...(tag.items ?? [])] } : tag,
        ),
      },
    }))
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    expect(await dialog.findByRole('alert', { name: 'Changed by someone else' })).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Use latest' }))
    expect(dialog.getByText(shortDigest(pushed[0]?.image ?? ''))).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Roll back' }))
    await waitFor(() => expect(storedDigests(page, 'payments', 'api', 'latest')).toHaveLength(before.length + 2))
  })
})

describe('revisions', () => {
  test('the current image, also where it is in the history twice, is nothing to roll back to', async () => {
    const page = await renderPage('/imagestreams/legacy/twice/tags/latest/history', { scenario: 'healthy' })
    const [digest = ''] = storedDigests(page, 'legacy', 'twice', 'latest')
    const [, older] = await screen.findAllByRole('button', { name: `Actions for ${shortDigest(digest)}` })
    if (!older) throw new Error('the image is there once')
    await page.user.click(older)
    expect(
      await screen.findByRole('menuitem', { name: 'Roll back to this', description: 'The tag has this image now.' }),
    ).toHaveAttribute('aria-disabled', 'true')
  })

  test('compare any two', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const digests = storedDigests(page, 'payments', 'api', 'latest')
    const rows = await screen.findAllByRole('checkbox', { name: /^Select sha256/ })
    expect(rows).toHaveLength(digests.length)
    await page.user.click(rows[1] ?? document.body)
    const bar = within(screen.getByRole('group', { name: 'Selected: Revisions' }))
    expect(bar.getByRole('button', { name: 'Compare' })).toBeDisabled()
    await page.user.click(rows[3] ?? document.body)
    await page.user.click(bar.getByRole('button', { name: 'Compare' }))
    await waitFor(() => expect(page.router.state.location.pathname).toBe('/compare'))
    const params = new URLSearchParams(page.router.state.location.search)
    expect(params.get('a')).toBe(`payments/api@${digests[3]}`)
    expect(params.get('b')).toBe(`payments/api@${digests[1]}`)
  })

  test('compare with the current one', async () => {
    const page = await renderPage(history, { scenario: 'healthy' })
    const digests = storedDigests(page, 'payments', 'api', 'latest')
    await choose(page, shortDigest(digests[2] ?? ''), 'Compare with current')
    await waitFor(() => expect(page.router.state.location.search).toContain('b=payments%2Fapi%3Alatest'))
  })
})
