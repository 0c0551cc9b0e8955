import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'

test('the events of a stream, the newest first, and new ones by themselves', async () => {
  const { cluster, user } = await renderPage('/imagestreams/storefront/web/events', { scenario: 'healthy' })
  const table = within(await screen.findByRole('table', { name: 'Events' }))
  const reasons = () => table.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(reasons()).toEqual(['PolicyViolation', 'TagPromoted'])
  const promoted = within(table.getAllByRole('row')[2] ?? document.body)
  expect(promoted.getByText('release-pipeline')).toBeVisible()
  expect(promoted.getByText('3')).toBeVisible()

  const event = {
    metadata: { name: 'web.new', namespace: 'storefront' },
    involvedObject: { kind: 'ImageStream', namespace: 'storefront', name: 'web' },
    type: 'Normal',
    reason: 'Signed',
    message: 'all is well',
    lastTimestamp: new Date().toISOString(),
  }
  const request = new Request('http://cluster/api/v1/namespaces/storefront/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer admin' },
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Event', ...event }),
  })
  expect((await cluster.handle(request)).status).toBe(201)
  expect(await table.findByText('all is well')).toBeVisible()
  expect(reasons()[0]).toBe('Signed')

  await user.click(screen.getByLabelText('Warnings only'))
  expect(reasons()).toEqual(['PolicyViolation'])
})

test('none: what that means', async () => {
  await renderPage('/imagestreams/payments/api/events')
  expect(await screen.findByRole('heading', { name: 'No events' })).toBeVisible()
  expect(screen.getByText(/keeps events for about 3 hours/)).toBeVisible()
})

test('who may not read events is told which right is missing', async () => {
  await renderPage('/imagestreams/storefront/web/events', {
    scenario: 'healthy',
    answer: (request, cluster) =>
      new URL(request.url).pathname.endsWith('/events')
        ? Response.json(
            {
              kind: 'Status',
              status: 'Failure',
              code: 403,
              reason: 'Forbidden',
              message:
                'events is forbidden: User "x" cannot list resource "events" in API group "" in the namespace "storefront"',
            },
            { status: 403 },
          )
        : cluster.handle(request),
  })
  expect(await screen.findByText(/list events in/)).toBeVisible()
})
