// Loaded with the tests, not by the first of them: that takes seconds.
import './ImageStreamPage.tsx'
import './AccessTab.tsx'
import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'

const waiting = { timeout: 10_000 }
const panel = async (name: string) => within(await screen.findByRole('region', { name }, waiting))
const whoTable = async () => within(await screen.findByRole('table', { name: 'Who may pull or push' }, waiting))
const rowOf = async (name: string) =>
  within((await (await whoTable()).findByRole('rowheader', { name }, waiting)).closest('tr') ?? document.body)
const healthy = { scenario: 'healthy' } as const

test('who may pull and push, roles for this image stream alone included, and where it comes from', async () => {
  await renderPage('/imagestreams/storefront/web/access', healthy)
  const erin = await rowOf('erin')
  expect(erin.getAllByText('Yes')).toHaveLength(2)
  expect(erin.getByText('web-pusher in storefront, by the RoleBinding web-pusher')).toBeInTheDocument()
  const sre = await rowOf('sre')
  expect(sre.getAllByText('Yes')).toHaveLength(1)
  expect((await panel('Who may pull or push')).getByText('Only those with a role may pull.')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Permissions in storefront' })).toHaveAttribute(
    'href',
    '/access/permissions?project=storefront',
  )
})

test('a role for one image stream does not count for another', async () => {
  await renderPage('/imagestreams/storefront/checkout/access', healthy)
  await rowOf('bob')
  expect((await whoTable()).queryByRole('rowheader', { name: 'erin' })).toBeNull()
})

test('what the user may do is asked of the cluster, and what is denied leads to the check', async () => {
  await renderPage('/imagestreams/payments/api/access', { ...healthy, as: 'dev' })
  const mine = await panel('What you may do here')
  expect(await mine.findAllByText('Allowed')).toHaveLength(3)
  expect(mine.getAllByText(/allowed by RoleBinding "edit\/payments"/)).toHaveLength(3)
  expect(mine.getByRole('link', { name: 'Why Grant roles is denied' })).toHaveAttribute(
    'href',
    '/access/check?project=payments&verb=administer&stream=api',
  )
  expect(await screen.findByRole('group', { name: /Partial/ }, waiting)).toHaveTextContent(
    'You may not list rolebindings in the project payments.',
  )
  expect(screen.getByText('You cannot see whether everybody may pull.')).toBeInTheDocument()
})

test('an image stream that everybody may pull says so', async () => {
  const page = await renderPage('/imagestreams/payments/api/access', {
    ...healthy,
    answer: async (request, cluster) => {
      if (!request.url.endsWith('localresourceaccessreviews')) return cluster.handle(request)
      const body = (await request.json()) as { verb: string }
      const groups = body.verb === 'get' ? ['system:unauthenticated', 'system:authenticated'] : []
      return Response.json({ kind: 'ResourceAccessReviewResponse', users: [], groups, evalutionError: '' })
    },
  })
  expect(
    await screen.findByText('Everybody who reaches the registry may pull, without logging in.', {}, waiting),
  ).toBeInTheDocument()
  expect(await rowOf('system:unauthenticated everybody, without logging in')).toBeDefined()
  expect(page.router.state.location.pathname).toBe('/imagestreams/payments/api/access')
})
