import { act, configure, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'
import type { Cluster } from '../../mocks/server/cluster.ts'
import { sendJson } from '../k8s/request.ts'
import { leaveBy } from '../k8s/signIn.ts'

// The first page of a file is compiled while it is waited for.
configure({ asyncUtilTimeout: 10_000 })
beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

const scenario = 'healthy'
const site = { signIn: 'oauth/start?rd={path}', signOut: 'oauth/sign_out' }
const signInAddress = new URL(`oauth/start?rd=${encodeURIComponent(location.pathname)}`, document.baseURI).href

const login = () =>
  new Response('<!DOCTYPE html><title>Log In</title>', { status: 403, headers: { 'Content-Type': 'text/html' } })

/** What stands in front of the cluster: whose session there is, if any, and how many requests have come. */
function frontDoor(user?: string) {
  const door = {
    user,
    asked: 0,
    answer: (request: Request, cluster: Cluster) => {
      door.asked++
      if (door.user === undefined) return login()
      const headers = new Headers(request.headers)
      headers.set('Authorization', `Bearer ${door.user}`)
      return cluster.handle(new Request(request, { headers }))
    },
  }
  return door
}

/** Another tab of the same console. */
function otherTab() {
  const channel = new BroadcastChannel(`registry-console ${new URL('.', document.baseURI).pathname}`)
  const heard: unknown[] = []
  channel.addEventListener('message', ({ data }: MessageEvent) => heard.push(data))
  onTestFinished(() => channel.close())
  return { heard, say: channel.postMessage.bind(channel) }
}

const comeBack = () => act(() => void window.dispatchEvent(new Event('focus')))
const link = () => screen.findByRole('link', { name: 'Sign in' })

describe('a page that shows nothing yet', () => {
  it('sends the person to sign in, without a word', async () => {
    const { left } = await renderPage('/imagestreams', { site, answer: frontDoor().answer })
    await waitFor(() => expect(left).toEqual([signInAddress]))
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('goes on as soon as another tab has signed in, and sends nobody anywhere', async () => {
    localStorage.setItem('registry-console.signing-in', String(Date.now()))
    const door = frontDoor()
    const { left } = await renderPage('/imagestreams', { scenario, site, answer: door.answer })
    expect(await screen.findByText(/^Another tab is signing in/)).toBeVisible()
    door.user = 'admin'
    otherTab().say({ kind: 'signedIn', name: 'admin' })
    expect(await screen.findByRole('table', { name: 'Image streams' })).toBeVisible()
    await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1))
    expect(left).toEqual([])
  })

  it('whose person has just signed in, in vain, says so and goes nowhere by itself', async () => {
    sessionStorage.setItem('registry-console.sign-in', String(Date.now()))
    const { left } = await renderPage('/imagestreams', { site, answer: frontDoor().answer })
    expect(await screen.findByText(/^You have just been sent to sign in/)).toBeVisible()
    expect(await link()).toHaveAttribute('href', signInAddress)
    expect(left).toEqual([])
  })

  it('is only signed out where nowhere is said to sign in', async () => {
    const { left } = await renderPage('/imagestreams', {
      answer: () => Response.json({ kind: 'Status', code: 401, reason: 'Unauthorized' }, { status: 401 }),
    })
    expect(await screen.findByText('oc login --web && oc proxy')).toBeVisible()
    expect(left).toEqual([])
  })

  it('asks little while nobody is signed in', async () => {
    localStorage.setItem('registry-console.signing-in', String(Date.now()))
    const door = frontDoor()
    await renderPage('/', { scenario, site, answer: door.answer })
    await screen.findByText(/^Another tab is signing in/)
    const { asked } = door
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(door.asked).toBe(asked)
  })
})

describe('in the middle of work', () => {
  it('a dialog keeps what was typed while its person signs in elsewhere, and is saved then', async () => {
    const door = frontDoor('admin')
    const { user, cluster, left } = await renderPage('/imagestreams/storefront/web', { site, answer: door.answer })
    await user.click(await screen.findByRole('button', { name: 'Actions for web' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Edit labels' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit labels of web' }))
    await user.click(dialog.getByRole('button', { name: 'Add to labels' }))
    await user.keyboard('team')
    door.user = undefined
    await user.click(dialog.getByRole('button', { name: 'Edit labels' }))
    const signIn = await dialog.findByRole('link', { name: 'Sign in' })
    expect(signIn).toHaveAttribute('target', '_blank')
    expect(signIn.getAttribute('href')).toMatch(/rd=%2Fsigned-in$/)
    door.user = 'admin'
    comeBack()
    await waitFor(() => expect(dialog.queryByRole('link', { name: 'Sign in' })).toBeNull())
    expect(dialog.getByRole('textbox', { name: 'Labels: key 1' })).toHaveValue('team')
    await user.click(dialog.getByRole('button', { name: 'Edit labels' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(cluster.store.get('image.openshift.io/imagestreams', 'storefront', 'web')?.metadata.labels).toEqual({
      team: '',
    })
    expect(left).toEqual([])
  })

  it('what failed meanwhile is asked for again by itself', async () => {
    const door = frontDoor('admin')
    const { user } = await renderPage('/imagestreams', { scenario, site, answer: door.answer })
    await screen.findByRole('link', { name: 'android-sdk' })
    door.user = undefined
    await user.click(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Registry' }))
    await link()
    door.user = 'admin'
    otherTab().say({ kind: 'signedIn', name: 'admin' })
    await waitFor(() => expect(screen.queryAllByText('Signed out')).toEqual([]))
    expect(await screen.findByRole('heading', { level: 1, name: /Registry/ })).toBeVisible()
  })

  it('somebody else who signs in begins with a new page', async () => {
    const door = frontDoor('admin')
    const { left, client } = await renderPage('/imagestreams', { scenario, site, answer: door.answer })
    await screen.findByRole('button', { name: 'User menu of admin' })
    door.user = undefined
    await client.refetchQueries({ queryKey: ['k8s', 'user'] })
    await link()
    door.user = 'dev'
    const { asked } = door
    comeBack()
    await waitFor(() => expect(left).toEqual([undefined]))
    // Nothing is asked in the name of one for the page of the other.
    expect(door.asked).toBe(asked + 1)
    expect(await link()).toBeVisible()
  })

  it('somebody else who signs in finds nothing of it, and nobody is asked whether to stay', async () => {
    const door = frontDoor('admin')
    const { user } = await renderPage('/imagestreams/create', { scenario, site, answer: door.answer })
    await screen.findByRole('button', { name: 'User menu of admin' })
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'mine')
    const mayLeave = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(mayLeave()).toBe(false)
    const asked: boolean[] = []
    onTestFinished(leaveBy(() => void asked.push(mayLeave())))
    door.user = 'dev'
    otherTab().say({ kind: 'signedIn', name: 'dev' })
    await waitFor(() => expect(asked).toEqual([true]))
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('banner')).toBeNull()
    const before = door.asked
    await expect(sendJson('DELETE', '/api/v1/namespaces/storefront', undefined)).rejects.toMatchObject({ code: 401 })
    expect(door.asked).toBe(before)
  })

  it('somebody else who has signed in in another tab is noticed, though nothing was refused', async () => {
    const door = frontDoor('admin')
    const { left } = await renderPage('/imagestreams', { scenario, site, answer: door.answer })
    await screen.findByRole('button', { name: 'User menu of admin' })
    const other = otherTab()
    other.say({ kind: 'signedIn', name: 'somebody-of-another-console' })
    door.user = 'dev'
    other.say({ kind: 'signedIn', name: 'dev' })
    await waitFor(() => expect(left).toEqual([undefined]))
  })

  it('one API that refuses by itself signs nobody out', async () => {
    const door = frontDoor('admin')
    await renderPage('/imagestreams', {
      scenario,
      site,
      answer: (request, cluster) =>
        request.url.includes('/selfsubjectaccessreviews') ? login() : door.answer(request, cluster),
    })
    await screen.findByRole('link', { name: 'android-sdk' })
    await screen.findByRole('button', { name: 'User menu of admin' })
    expect(screen.queryByText('Signed out')).toBeNull()
  })

  it('metrics that want a sign-in have the API asked who asks', async () => {
    const door = frontDoor('admin')
    let open = true
    await renderPage('/metrics', {
      scenario,
      site,
      answer: (request, cluster) => {
        if (request.url.includes('/prometheus/')) open = false
        return open || !request.url.includes('/prometheus/')
          ? door.answer(request, cluster)
          : ((door.user = undefined), login())
      },
    })
    expect(await link()).toBeVisible()
  })
})

describe('logging out', () => {
  it('takes all of the person off the screen, in this tab and in the others', async () => {
    const { heard } = otherTab()
    const { user, left, client } = await renderPage('/imagestreams', { scenario, site })
    await screen.findByRole('link', { name: 'android-sdk' })
    await user.click(await screen.findByRole('button', { name: 'User menu of admin' }))
    await user.click(screen.getByRole('menuitem', { name: 'Log out' }))
    expect(left).toEqual([new URL('oauth/sign_out', document.baseURI).href])
    expect(await screen.findByRole('heading', { level: 1, name: 'Signed out' })).toBeVisible()
    expect(screen.queryByText('android-sdk')).toBeNull()
    expect(screen.queryByRole('banner')).toBeNull()
    const kept = client
      .getQueryCache()
      .findAll({ queryKey: ['k8s'], predicate: ({ state }) => state.data !== undefined })
    expect(kept).toEqual([])
    await waitFor(() => expect(heard).toContainEqual({ kind: 'loggedOut' }))
  })

  it('is asked for first where something is typed that is not saved', async () => {
    const page = await renderPage('/imagestreams/create', { scenario, site, answer: frontDoor('admin').answer })
    const field = await screen.findByRole('textbox', { name: /^Name/ })
    await page.user.type(field, 'mine')
    const logOut = async () => {
      await page.user.click(await screen.findByRole('button', { name: 'User menu of admin' }))
      await page.user.click(screen.getByRole('menuitem', { name: 'Log out' }))
      return within(await screen.findByRole('dialog', { name: 'Log out without saving?' }))
    }
    const dialog = await logOut()
    await page.user.click(dialog.getByRole('button', { name: 'Stay' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(field).toHaveValue('mine')
    expect(page.left).toEqual([])
    await page.user.click((await logOut()).getByRole('button', { name: 'Log out and discard changes' }))
    await waitFor(() => expect(page.left).toHaveLength(1))
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('of another tab counts here, and nothing is asked any more, until somebody has signed in', async () => {
    const door = frontDoor('admin')
    const { left } = await renderPage('/imagestreams', { scenario, site, answer: door.answer })
    await screen.findByRole('link', { name: 'android-sdk' })
    const other = otherTab()
    other.say({ kind: 'loggedOut' })
    expect(await screen.findByText(/^You have logged out/)).toBeVisible()
    expect(screen.queryByText('android-sdk')).toBeNull()
    const { asked } = door
    comeBack()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(door.asked).toBe(asked)
    other.say({ kind: 'signedIn', name: 'dev' })
    await waitFor(() => expect(left).toEqual([undefined]))
  })

  it('keeps the next page from signing them in again', async () => {
    localStorage.setItem('registry-console.logged-out', '1')
    const { left } = await renderPage('/imagestreams', { site, answer: frontDoor().answer })
    expect(await screen.findByText(/^You have logged out/)).toBeVisible()
    expect(left).toEqual([])
  })

  it('is offered only where one can', async () => {
    const { user } = await renderPage('/nothing', { site: { signIn: site.signIn } })
    await user.click(await screen.findByRole('button', { name: 'User menu of admin' }))
    expect(screen.queryByRole('menuitem', { name: 'Log out' })).toBeNull()
  })
})
