// npm run screenshots: pictures of the pages for the README, from the built console over the healthy cluster.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { chromiumOptions } from '../e2e/chromium.ts'

const port = '5196'
const pages = [
  { name: 'image-streams', path: '/imagestreams' },
  { name: 'image-stream', path: '/imagestreams/storefront/web' },
  { name: 'tag', path: '/imagestreams/payments/gateway/tags/2.4' },
  { name: 'failed-import', path: '/imagestreams/analytics/reports/tags/4' },
  { name: 'layers', path: '/imagestreams/payments/api/tags/1.14.2/layers' },
  { name: 'used-by', path: '/imagestreams/storefront/web/used-by' },
  { name: 'images', path: '/images' },
  { name: 'compare', path: '/compare?a=storefront%2Fweb%3Av3&b=storefront%2Fweb%3Av4' },
  { name: 'import', path: '/import' },
]
const shots = [
  { suffix: '', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { suffix: '-dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { suffix: '-narrow', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const

const server = spawn('node', ['scripts/serve.ts', '--scenario', 'healthy', '--dist', 'dist', '--port', port], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(server.stdout, 'data')
const browser = await chromium.launch(chromiumOptions)
for (const { suffix, viewport, colorScheme } of shots) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const { name, path } of pages) {
    await page.goto(`http://127.0.0.1:${port}${path}`)
    await page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'Live' }).waitFor()
    await page.waitForLoadState('load')
    await page.locator('[class*=skeleton]').first().waitFor({ state: 'detached' })
    await page.screenshot({ path: `docs/screenshots/${name}${suffix}.png` })
  }
  await context.close()
}
await browser.close()
server.kill()
