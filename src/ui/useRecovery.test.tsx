import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'

test('a page that could not be loaded comes by itself once the API answers', async () => {
  let down = true
  const answer: NonNullable<Parameters<typeof renderPage>[1]>['answer'] = (request, cluster) =>
    down && request.url.includes('/apis/image.openshift.io/')
      ? new Response('service unavailable', { status: 503 })
      : cluster.handle(request)
  await renderPage('/imagestreams/storefront/web', { answer })
  expect(await screen.findByText('Could not load this')).toBeVisible()
  down = false
  expect(await screen.findByRole('table', { name: 'Tags' })).toBeVisible()
  expect(screen.queryByText('Could not load this')).toBeNull()
})
