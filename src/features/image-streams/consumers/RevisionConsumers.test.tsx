import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { findRow } from '../testQueries.ts'

test('the history of a tag says which workloads have each revision', async () => {
  await renderPage('/imagestreams/storefront/web/tags/prod/history', { scenario: 'healthy' })
  const link = await screen.findByRole('link', { name: '3 workloads' })
  expect(link).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/images\/sha256:7d4daca5f318[0-9a-f]+\/used-by\?stream=storefront%2Fweb$/),
  )
  expect(link.title.split(', ').toSorted()).toEqual([
    'Deployment sandbox/shop-copy',
    'Deployment storefront/web',
    'DeploymentConfig storefront/shop-admin',
  ])
  // Its old replica set has it, and runs nothing.
  expect((await findRow(/^sha256:d4d4010a1edf/)).getByRole('img', { name: 'no workload' })).toBeVisible()
})

test('the page of the image lists them, wherever they pull it from', async () => {
  const { user } = await renderPage('/imagestreams/storefront/web/tags/prod/history', { scenario: 'healthy' })
  await user.click(await screen.findByRole('link', { name: '3 workloads' }))
  expect(await screen.findByText('3 workloads have this image.')).toBeVisible()
  expect((await findRow(/^web Deployment/)).getByText('by digest')).toBeVisible()
})
