import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'

type Answer = NonNullable<NonNullable<Parameters<typeof renderPage>[1]>['answer']>

const pathOf = (request: Request) => new URL(request.url).pathname

/** A server that has never heard of some groups. */
const without =
  (...groups: string[]): Answer =>
  (request, cluster) =>
    groups.some((group) => pathOf(request).startsWith(`/apis/${group}/`))
      ? new Response('404 page not found\n', { status: 404, headers: { 'content-type': 'text/plain' } })
      : cluster.handle(request)

const rows = () => within(screen.getByRole('table', { name: 'Image streams' })).getAllByRole('row').length - 1

describe('a cluster that is not like the recorded one', () => {
  it('plain Kubernetes: says that it has no image streams, and nothing else fails', async () => {
    const openshift = ['image', 'user', 'project', 'config', 'route'].map((name) => `${name}.openshift.io`)
    const { user } = await renderPage('/imagestreams', { answer: without(...openshift) })
    expect(await screen.findByRole('heading', { name: 'No image registry of OpenShift', level: 1 })).toBeVisible()
    expect(screen.getByText('This cluster has no image.openshift.io')).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(await screen.findByRole('button', { name: 'User menu of admin' })).toBeVisible()
    // What works is one step away, and the way is not paved with what does not.
    await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Pull secrets' }))
    expect(await screen.findByRole('heading', { name: 'Access', level: 1 })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Project: all projects' }))
    // Namespaces stand in for projects.
    expect(await screen.findByRole('option', { name: 'payments' })).toBeVisible()
  })

  it('one stream of a cluster without image streams says the same', async () => {
    await renderPage('/imagestreams/payments/api', { answer: without('image.openshift.io') })
    expect(await screen.findByText('This cluster has no image.openshift.io')).toBeVisible()
  })

  it('image streams without projects: the list is whole and live', async () => {
    await renderPage('/imagestreams', { answer: without('project.openshift.io', 'user.openshift.io') })
    await waitFor(() => expect(rows()).toBeGreaterThan(5))
    expect(screen.queryByText('Not everything could be loaded')).toBeNull()
  })

  it('without the number of remaining objects, and with an empty continue token at the end', async () => {
    const chunks: string[] = []
    const answer: Answer = async (request, cluster) => {
      const url = new URL(request.url)
      if (!url.pathname.endsWith('/imagestreams') || url.searchParams.has('watch')) return cluster.handle(request)
      // Small chunks, so that there are several.
      url.searchParams.set('limit', '4')
      const response = await cluster.handle(new Request(url, request))
      // A list of the API.
      const list = (await response.json()) as {
        metadata: { continue?: string; remainingItemCount?: number }
        items: unknown[]
      }
      const { remainingItemCount: _count, continue: token = '', ...metadata } = list.metadata
      chunks.push(token)
      return Response.json({ ...list, metadata: { ...metadata, continue: token } })
    }
    const { cluster } = await renderPage('/imagestreams', { answer })
    const all = cluster.store.list('image.openshift.io/imagestreams').length
    await waitFor(() => expect(rows()).toBe(all))
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.at(-1)).toBe('')
    // The images that storage is counted from are let go of soon after they are all there.
    await waitFor(() => expect(cluster.faults.stats().openWatches).toBe(1), { timeout: 10_000 })
    const { length } = chunks
    await waitFor(() => expect(screen.getByRole('status', { name: 'Connection' })).toHaveTextContent('Live'))
    expect(chunks).toHaveLength(length)
  })

  it('whose name the user may not read is called by the address of the console', async () => {
    const { cluster } = await renderPage('/imagestreams', { as: 'dev' })
    await waitFor(() => expect(rows()).toBeGreaterThan(1))
    expect(within(screen.getByRole('banner')).getByText(location.host)).toBeVisible()
    expect(cluster.faults.stats().counts['get infrastructures']).toBe(1)
  })

  it('whose image API is being restarted is shown once it is back', async () => {
    let back = false
    const answer: Answer = (request, cluster) =>
      !back && pathOf(request).startsWith('/apis/image.openshift.io/')
        ? new Response('service unavailable\n', { status: 503 })
        : cluster.handle(request)
    await renderPage('/imagestreams', { answer })
    expect(await screen.findByText('service unavailable')).toBeVisible()
    back = true
    await waitFor(() => expect(rows()).toBeGreaterThan(5), { timeout: 10_000 })
  }, 15_000)
})
