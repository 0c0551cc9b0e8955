import { expect, test as base } from '../fixtures.ts'
import { startRealSite, type RealSite } from './realSite.ts'
import { missingSoftware } from './software.ts'

interface Answer<D> {
  status: string
  data: D
  errorType?: string
  error?: string
}

export interface Found {
  metric: Record<string, string>
  value: [number, string]
}

/** Asks a Prometheus, real or not, below an address. */
export async function ask<D>(address: string, path: string, parameters: Record<string, string>): Promise<Answer<D>> {
  const response = await fetch(`${address}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`)
  // What Prometheus answers has the shape of its API.
  return (await response.json()) as Answer<D>
}

/** The journeys' test, over real servers that all tests of a worker share. */
export const test = base.extend<object, { dist: string; site: RealSite }>({
  dist: [process.env['E2E_DIST'] ?? 'dist', { option: true, scope: 'worker' }],
  site: [
    async ({ dist }, provide) => {
      const site = await startRealSite(dist)
      // What is compared has to be there: some scrapes, and the second pod's restart.
      for (const name of ['first', 'second', 'third']) await site.push(name)
      const seen = `min(count_over_time(up[1m])) >= 10 and on () (ALERTS{alertname="ImageRegistryStorageFull",alertstate="firing"} > 0)`
      await expect
        .poll(
          async () => (await ask<{ result: Found[] }>(site.prometheus, 'query', { query: seen })).data.result.length,
          {
            timeout: 20_000,
          },
        )
        .toBe(1)
      await provide(site)
      await site.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ site }, provide) => {
    await provide(site.console)
  },
})

/** Why these tests cannot run here: for `test.skip`. */
export const missing = missingSoftware()

export { expect }
