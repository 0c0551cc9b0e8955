import { matchRoutes } from 'react-router'
import { describe, expect, it } from 'vitest'
import { createQueryClient } from '../k8s/queryClient.ts'
import { pageAt, pages } from './pages.ts'
import { createRoutes } from './routes.tsx'

describe('the page at an address is the one its route shows', () => {
  it.each([
    ['/imagestreams', pages.imageStreams],
    ['/imagestreams/', pages.imageStreams],
    ['/imagestreams/payments/api', pages.imageStream],
    ['/imagestreams/payments/api/history', pages.imageStream],
    ['/imagestreams/payments/api/tags/v1', pages.imageStreamTag],
    ['/imagestreams/payments/tags/tags/v1/layers', pages.imageStreamTag],
    ['/nothing/here', undefined],
  ])('%s', async (path, page) => {
    expect(pageAt(path)).toBe(page)
    const route = matchRoutes(createRoutes(createQueryClient()), path)?.at(-1)?.route
    const shown = typeof route?.lazy === 'function' ? (await route.lazy()).Component : undefined
    const names = Object.keys((await page?.()) ?? {})
    expect(shown?.name).toBe(names.find((name) => name === shown?.name))
    expect(Boolean(shown)).toBe(page !== undefined)
  })
})
