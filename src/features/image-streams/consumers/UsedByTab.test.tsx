import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { findRow, rowNames } from '../testQueries.ts'

const web = '/imagestreams/storefront/web/used-by'
const worker = '/imagestreams/payments/worker/used-by'
const shown = async () => {
  await screen.findByText(/as of/)
  return within(await screen.findByRole('table', { name: 'Used by' }))
}

describe('who uses a stream', () => {
  test('in every project: by tag, short name, digest and trigger, each workload once', async () => {
    await renderPage(web, { scenario: 'healthy' })
    expect(await screen.findByText('4 workloads use it.')).toBeVisible()
    expect(rowNames()).toEqual([
      'shop-admin DeploymentConfig · 1 pod',
      'shop-copy Deployment · 1 pod',
      'web Deployment · 3 pods',
      'web-canary Deployment · 1 pod',
    ])
    const follower = await findRow(/^shop-copy/)
    expect(follower.getByText('sandbox')).toBeVisible()
    expect(follower.getByText('storefront/web:stable')).toBeVisible()
    expect(follower.getByText('active')).toBeVisible()
    const canary = await findRow(/^web-canary/)
    expect(canary.getByText('by tag')).toBeVisible()
    expect(canary.getByRole('link', { name: 'canary' })).toHaveAttribute(
      'href',
      '/imagestreams/storefront/web/tags/canary',
    )
    expect(canary.getByText('keeps what the node has')).toBeVisible()
  })

  test('how far each is behind, and what its paused trigger means', async () => {
    const { user } = await renderPage(worker, { scenario: 'healthy' })
    expect(await screen.findByText('1 workload uses it. 1 is behind.')).toBeVisible()
    const row = await findRow(/^worker/)
    expect(row.getByText('1 revision')).toBeVisible()
    expect(row.getByText('6 days · of latest')).toBeVisible()
    expect(row.getByText('paused')).toBeVisible()
    await user.click(row.getByRole('button', { name: 'Details of Deployment worker' }))
    expect(screen.getByText('It is 1 revision, 6 days behind what latest serves now.')).toBeVisible()
    expect(screen.getByText('Paused: when worker:latest moves, the container keeps the image it has.')).toBeVisible()
  })

  test('opens to the replica sets and pods that it consists of', async () => {
    const { user } = await renderPage(web, { scenario: 'healthy' })
    await user.click((await findRow(/^web Deployment/)).getByRole('button', { name: 'Details of Deployment web' }))
    const members = within(screen.getByRole('table', { name: 'What Deployment storefront/web consists of' }))
    expect(members.getAllByText('Pod')).toHaveLength(3)
    expect(members.getByText('kept for a roll back')).toBeVisible()
    expect(members.getAllByText('runs or will run')).toHaveLength(3)
  })

  test('names a trigger that never fires, with the reason', async () => {
    const { user } = await renderPage('/imagestreams/legacy/dangling/used-by', { scenario: 'healthy' })
    expect(await screen.findByText(/1 has a trigger that never fires\./)).toBeVisible()
    const row = await findRow(/^moved/)
    expect(row.getByText('never fires')).toBeVisible()
    await user.click(row.getByRole('button', { name: 'Details of Deployment moved' }))
    expect(screen.getByText(/^This trigger never fires because its annotation is not a JSON list\./)).toBeVisible()
  })

  test('what builds push here stands apart from what uses it', async () => {
    await renderPage('/imagestreams/payments/api/used-by', { scenario: 'healthy' })
    expect(await screen.findByText('1 workload uses it. 1 pushes to it.')).toBeVisible()
    expect((await findRow(/^api BuildConfig/)).getByText('pushes to it')).toBeVisible()
  })

  test('nothing: what that means', async () => {
    await renderPage('/imagestreams/payments/api/tags/1.6.0/used-by', { scenario: 'healthy' })
    expect(await screen.findByRole('heading', { name: 'Nothing that you may list uses it' })).toBeVisible()
    expect(screen.getByText(/^No workload or build that you may list refers to this tag/)).toBeVisible()
  })

  test('filters are in the address', async () => {
    const { user, router } = await renderPage(web, { scenario: 'healthy' })
    await findRow(/^shop-copy/)
    await user.type(screen.getByRole('searchbox', { name: 'Workload' }), 'config')
    await waitFor(() => expect(rowNames()).toEqual(['shop-admin DeploymentConfig · 1 pod']))
    expect(router.state.location.search).toBe('?name=config')
  })
})

describe('who uses a tag', () => {
  test('by its name, by a trigger and by an image that it has', async () => {
    await renderPage('/imagestreams/storefront/web/tags/canary/used-by', { scenario: 'healthy' })
    await shown()
    expect(rowNames()).toEqual(['web-canary Deployment · 1 pod'])
  })
})

describe('with less rights', () => {
  test('looks through the own projects, and names what could not be looked at', async () => {
    await renderPage('/imagestreams/payments/api/used-by', { scenario: 'healthy', as: 'dev' })
    const notice = await screen.findByRole('group', { name: /Not everything could be looked at/ })
    expect(notice).toHaveTextContent('Workloads and builds in storefront: you may not list them')
    expect((await findRow(/^api Deployment/)).getByText('payments')).toBeVisible()
  })

  test('says that nothing in the own projects is not nothing at all', async () => {
    await renderPage('/imagestreams/storefront/web/used-by', { scenario: 'healthy', as: 'dev' })
    expect(await screen.findByText(/^Only your own projects were looked through/)).toBeVisible()
  })
})

describe('when the API fails', () => {
  test('one kind: it is named with the reason, all others are shown', async () => {
    const { cluster, user } = await renderPage('/imagestreams/storefront/web', { scenario: 'healthy' })
    cluster.faults.add({
      verb: 'list',
      plural: 'pods',
      status: 500,
      message: 'etcdserver: request timed out',
      times: 1,
    })
    await user.click(await screen.findByRole('link', { name: 'Used by' }))
    const notice = await screen.findByRole('group', { name: /Not everything could be looked at/ })
    expect(notice).toHaveTextContent('pods in all projects: etcdserver: request timed out')
    expect((await findRow(/^web Deployment/)).getByText('web:prod')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(screen.queryByRole('group', { name: /Not everything/ })).toBeNull())
    expect(await screen.findByText('Deployment · 3 pods')).toBeVisible()
  })
})
