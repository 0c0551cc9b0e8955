// npm run screenshots [NAME…]: pictures of the pages for the README, all or those whose names begin so, from the built
// console over the healthy cluster, or over the one in which pruning has something to show.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { chromiumOptions } from '../e2e/chromium.ts'
import type { ScenarioName } from '../mocks/seed/scenarios.ts'

const port = '5196'
// Which build is shown, as for the journeys.
const dist = process.env['E2E_DIST'] ?? 'dist'
const wanted = process.argv.slice(2)
/** A page, in the healthy cluster unless told, from its beginning or from a heading on. */
interface Picture {
  name: string
  path: string
  scenario?: ScenarioName
  from?: string
  /** The first link of this name is followed. */
  open?: RegExp
}
const all: Picture[] = [
  { name: 'overview', path: '/' },
  { name: 'overview-removed', path: '/', scenario: 'removed' },
  { name: 'overview-storage-missing', path: '/', scenario: 'storage-missing' },
  { name: 'overview-degraded', path: '/', scenario: 'degraded' },
  { name: 'overview-hosted', path: '/', scenario: 'hosted' },
  { name: 'image-streams', path: '/imagestreams' },
  { name: 'image-stream', path: '/imagestreams/storefront/web' },
  { name: 'tag', path: '/imagestreams/payments/gateway/tags/2.4' },
  { name: 'failed-import', path: '/imagestreams/analytics/reports/tags/4' },
  { name: 'layers', path: '/imagestreams/payments/api/tags/1.14.2/layers' },
  { name: 'used-by', path: '/imagestreams/storefront/web/used-by' },
  { name: 'images', path: '/images' },
  { name: 'compare', path: '/compare?a=storefront%2Fweb%3Av3&b=storefront%2Fweb%3Av4' },
  { name: 'import', path: '/import' },
  { name: 'pruning', path: '/pruning', scenario: 'pruning' },
  { name: 'pruning-preview', path: '/pruning/preview', scenario: 'pruning' },
  {
    name: 'pruning-choices',
    path: '/pruning/preview?view=choices',
    scenario: 'pruning',
    from: 'What each choice would delete',
  },
  { name: 'pruning-runs', path: '/pruning/runs', scenario: 'pruning' },
  { name: 'registry', path: '/registry', scenario: 'degraded' },
  { name: 'registry-settings', path: '/registry/settings' },
  { name: 'registry-storage', path: '/registry/storage' },
  { name: 'registry-routes', path: '/registry/routes' },
  { name: 'registry-setup', path: '/registry/setup', scenario: 'removed' },
  { name: 'pods', path: '/pods', scenario: 'degraded' },
  { name: 'pod', path: '/pods', scenario: 'degraded', open: /^image-registry-/ },
  { name: 'logs', path: '/logs' },
  { name: 'logs-requests', path: '/logs?view=requests' },
  { name: 'logs-audit', path: '/logs?view=audit' },
  { name: 'events', path: '/events', scenario: 'degraded' },
  { name: 'metrics', path: '/metrics' },
  { name: 'metrics-alerts', path: '/metrics/alerts', scenario: 'degraded' },
  { name: 'metrics-objectives', path: '/metrics/objectives' },
  { name: 'catalog', path: '/catalog?item=openshift%2Fnodejs' },
  { name: 'source-registries', path: '/import/registries', scenario: 'restricted' },
  { name: 'access', path: '/access?project=payments&stream=api' },
  { name: 'access-permissions', path: '/access/permissions?project=payments' },
  { name: 'access-pull-secrets', path: '/access/pull-secrets' },
  { name: 'access-check', path: '/access/check?project=analytics&user=dev&verb=push' },
  { name: 'policy', path: '/policy' },
  { name: 'policy-mirrors', path: '/policy/mirrors', scenario: 'restricted' },
  { name: 'policy-resolve', path: '/policy/resolve?q=quay.io/acme/api:1', scenario: 'restricted' },
]
const pages = all.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
const shots = [
  { suffix: '', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { suffix: '-dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { suffix: '-narrow', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const

const server = spawn('node', ['scripts/serve.ts', '--scenario', 'healthy', '--dist', dist, '--port', port], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(server.stdout, 'data')
const browser = await chromium.launch(chromiumOptions)
for (const { suffix, viewport, colorScheme } of shots) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const { name, path, scenario = 'healthy', from, open } of pages) {
    const url = `http://127.0.0.1:${port}`
    await context.addCookies([
      { name: 'mock-cluster', value: scenario, url },
      { name: 'mock-scenario', value: scenario, url },
    ])
    await page.goto(url + path)
    await page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'Live' }).waitFor()
    await page.waitForLoadState('load')
    if (open) await page.getByRole('link', { name: open }).first().click()
    // The lines of a log come from elsewhere, and move into sight as they come.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[role=log]')].every((log) => {
        const { top, bottom } = log.getBoundingClientRect()
        return [...log.querySelectorAll('[data-index]')].some((row) => {
          const { y } = row.getBoundingClientRect()
          return y > top && y < bottom
        })
      }),
    )
    // What is out of sight may wait until it is scrolled to, as charts do.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[class*=skeleton], [aria-busy=true]')].every((element) => {
        const { top, bottom, height } = element.getBoundingClientRect()
        return height === 0 || bottom < 0 || top > innerHeight
      }),
    )
    if (from) await page.getByRole('heading', { name: from }).evaluate((element) => element.scrollIntoView())
    await page.screenshot({ path: `docs/screenshots/${name}${suffix}.png` })
  }
  await context.close()
}
await browser.close()
server.kill()
