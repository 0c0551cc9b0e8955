import { matchRoutes } from 'react-router'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createQueryClient } from '../k8s/queryClient.ts'
import { startTestApi } from '../k8s/testApi.ts'
import { firstReadAt, pageAt, pages } from './pages.ts'
import { createRoutes } from './routes.tsx'

describe('the page at an address is the one its route shows', () => {
  it.each([
    ['/imagestreams', pages.imageStreams],
    ['/imagestreams/', pages.imageStreams],
    ['/imagestreams/payments/api', pages.imageStream],
    ['/imagestreams/payments/api/history', pages.imageStream],
    ['/imagestreams/payments/api/tags/v1', pages.imageStreamTag],
    ['/imagestreams/payments/tags/tags/v1/layers', pages.imageStreamTag],
    ['/images', pages.images],
    ['/images/sha256:12', pages.image],
    ['/images/sha256:12/layers', pages.image],
    ['/compare', pages.compare],
    ['/import', pages.importImage],
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

describe('what a page asks for first', () => {
  it.each([
    ['/imagestreams', ''],
    ['/imagestreams', '?project=payments&name=api'],
    ['/imagestreams/payments/api', ''],
    ['/imagestreams/payments/api/history', ''],
    ['/imagestreams/pay%20ments/tags/tags/v1/layers', ''],
  ])('%s%s is what its route loads', async (path, search) => {
    const api = await startTestApi()
    onTestFinished(() => api.close())
    const client = createQueryClient()
    const match = matchRoutes(createRoutes(client), path)?.at(-1)
    const { loader } = match?.route ?? {}
    expect(typeof loader).toBe('function')
    const request = new Request(`http://console.test${path}${search}`)
    // Only these two are read by the loaders.
    if (typeof loader === 'function') await loader({ request, params: match?.params ?? {} } as never)
    await expect.poll(() => api.asked).toEqual([`GET ${firstReadAt(path, search)}`])
    client.clear()
  })

  it.each(['/nothing/here', '/imagestreams/%E0%A4%A/x'])('is nothing for %s', (path) => {
    expect(firstReadAt(path, '')).toBeUndefined()
  })
})
