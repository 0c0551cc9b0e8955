import { configure, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'
import { openDialog } from '../ui/openDialog.tsx'

// The first page of a file is compiled while it is waited for.
configure({ asyncUtilTimeout: 10_000 })
beforeEach(() => localStorage.clear())

const fault = (fields: object) =>
  new Request('http://localhost/__mock__/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer admin' },
    body: JSON.stringify(fields),
  })

describe('the shell', () => {
  it('has the overview at /, and leads to the image streams, with a title and a navigation that says where one is', async () => {
    const { user } = await renderPage('/')
    await screen.findByRole('heading', { level: 1, name: 'Overview' })
    await user.click(
      within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Image streams' }),
    )
    await screen.findByRole('heading', { level: 1, name: 'Image streams' })
    expect(document.title).toBe('Image streams · Registry Console')
    const navigation = screen.getByRole('navigation', { name: 'Main' })
    expect(within(navigation).getByRole('link', { current: 'page' })).toHaveTextContent('Image streams')
  })

  it('says what was asked for when there is no such page', async () => {
    const { user } = await renderPage('/no/such%20page')
    await screen.findByRole('heading', { level: 1, name: 'Page not found' })
    expect(screen.getByText('/no/such page')).toBeVisible()
    await user.click(screen.getByRole('link', { name: 'Go to the start page' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Overview' })
    await waitFor(() => expect(heading).toHaveFocus())
  })

  it('skips to the content, and leaves the focus alone at first', async () => {
    const { user } = await renderPage('/nothing')
    const heading = await screen.findByRole('heading', { level: 1 })
    expect(heading).not.toHaveFocus()
    await user.tab()
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(screen.getByRole('main')).toHaveFocus()
  })

  it('a dialog that went with its console leaves the focus of another one alone', async () => {
    const { view } = await renderPage('/nothing')
    openDialog(<p>{'What was open'}</p>)
    await screen.findByText('What was open')
    const timers = vi.spyOn(globalThis, 'setTimeout')
    view.unmount()
    const later = timers.mock.calls.filter(([, delay]) => delay === 300)
    timers.mockRestore()
    expect(later).toHaveLength(1)
    await renderPage('/nothing')
    const heading = await screen.findByRole('heading', { level: 1 })
    for (const [callback, , page] of later) callback(page)
    expect(heading).not.toHaveFocus()
  })

  it('closes the navigation so that nothing in it takes the focus', async () => {
    const { user } = await renderPage('/nothing')
    const toggle = screen.getByRole('button', { name: 'Navigation', expanded: true })
    await user.click(toggle)
    expect(toggle).toHaveAttribute('aria-expanded', 'false')
    expect(screen.queryByRole('navigation', { name: 'Main' })).toBeNull()
  })

  it('shows who is signed in and changes the theme', async () => {
    const { user } = await renderPage('/nothing', { as: 'dev' })
    await user.click(await screen.findByRole('button', { name: 'User menu of dev' }))
    expect(screen.getByRole('menuitem', { name: /^Copy login command/ })).toBeInTheDocument()
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Theme' }))
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Dark' }))
    expect(document.documentElement).toHaveClass('pf-v6-theme-dark')
    expect(localStorage.getItem('registry-console.theme')).toBe('dark')
    await user.click(screen.getByRole('button', { name: 'Theme' }))
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Light' }))
    expect(document.documentElement).not.toHaveClass('pf-v6-theme-dark')
  })

  it('narrows the page to a project', async () => {
    const { user, router } = await renderPage('/imagestreams?page=2', { scenario: 'healthy' })
    await user.click(await screen.findByRole('button', { name: 'Project: all projects' }))
    await user.type(await screen.findByRole('combobox', { name: 'Find a project' }), 'analyt')
    await screen.findByRole('option', { name: 'analytics' })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(router.state.location.search).toBe('?project=analytics'))
    expect(screen.getByRole('button', { name: 'Project: analytics' })).toHaveFocus()
  })
})

describe('search', () => {
  it.each([
    ['storefront/web:v4', '/imagestreams/storefront/web/tags/v4'],
    ['registry.example.com/storefront/web', '/imagestreams/storefront/web'],
    ['fraud', '/imagestreams/payments/fraud-scoring'],
  ])('goes for "%s" to %s', async (text, path) => {
    const { user, router } = await renderPage('/nothing', { scenario: 'healthy' })
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('/')
    await user.type(await screen.findByRole('combobox', { name: 'Stream, tag, pull spec or digest' }), text)
    await screen.findAllByRole('option')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe(path))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('finds an image and its tags by the beginning of a digest', async () => {
    const { user, router, cluster } = await renderPage('/nothing', { scenario: 'healthy' })
    const asked = new Request('http://localhost/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web', {
      headers: { authorization: 'Bearer admin' },
    })
    const stream: { status: { tags: { tag: string; items: { image: string }[] }[] } } = await (
      await cluster.handle(asked)
    ).json()
    const tag = stream.status.tags.find(({ items }) => items.length > 0)
    const digest = tag?.items[0]?.image ?? ''
    await user.click(await screen.findByRole('button', { name: 'Search' }))
    await user.type(await screen.findByRole('combobox'), digest.slice(7, 17))
    const options = await screen.findAllByRole('option', { name: /sha256:/ })
    expect(options.length).toBeGreaterThan(1)
    await user.keyboard('{Enter}')
    await waitFor(() => expect(decodeURIComponent(router.state.location.pathname)).toBe(`/images/${digest}`))
    expect(router.state.location.search).toBe('?stream=storefront%2Fweb')
    await user.click(screen.getByRole('button', { name: 'Search' }))
    await user.type(await screen.findByRole('combobox'), digest.slice(7, 17))
    await user.click(await screen.findByRole('option', { name: new RegExp(`^web:${tag?.tag}`) }))
    await waitFor(() => expect(router.state.location.pathname).toContain('/tags/'))
  })
})

it('goes to an image that no tag holds by its whole digest', async () => {
  const { user, router } = await renderPage('/nothing')
  await user.click(await screen.findByRole('button', { name: 'Search' }))
  await user.type(await screen.findByRole('combobox'), `sha256:${'0'.repeat(64)}`)
  await user.click(await screen.findByRole('option', { name: /^sha256:0{12}/ }))
  await waitFor(() => expect(router.state.location.pathname).toContain('/images/'))
})

describe('when the API is not as it should be', () => {
  it('says so once when the session has ended', async () => {
    const { cluster, client } = await renderPage('/imagestreams')
    await screen.findByRole('table', { name: 'Image streams' })
    await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1))
    await cluster.handle(fault({ status: 401, times: 50 }))
    await client.refetchQueries({ queryKey: ['k8s', 'user'] })
    const alert = await screen.findByRole('alert')
    expect(within(alert).getByRole('group', { name: /Signed out/ })).toBeVisible()
    expect(within(alert).getByText('oc login --web && oc proxy')).toBeVisible()
    expect(screen.getByRole('table', { name: 'Image streams' })).toBeVisible()
  })

  it('says which address did not answer when a proxy reports it', async () => {
    const { cluster, client } = await renderPage('/nothing')
    await screen.findByRole('button', { name: 'User menu of admin' })
    const message = 'http://127.0.0.1:8001 does not answer. Start it with: oc proxy'
    await cluster.handle(fault({ status: 502, reason: 'ProxyError', message, times: 50 }))
    await client.refetchQueries({ queryKey: ['k8s', 'user'] })
    const alert = await screen.findByRole('alert')
    expect(within(alert).getByRole('group', { name: /The API does not answer/ })).toBeVisible()
    expect(screen.getByRole('status', { name: 'Connection' })).toHaveTextContent('Offline')
  })
})
