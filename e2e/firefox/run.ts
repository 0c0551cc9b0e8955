// The main journeys in Debian's Firefox, over a build: node e2e/firefox/run.ts [name of a journey]
//   E2E_DIST                     which build (default: dist)
//   PLAYWRIGHT_JSON_OUTPUT_FILE  where to write counts, in the form of Playwright's report
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { request } from '@playwright/test'
import type { Browser, Page } from 'puppeteer-core'
import { SecondActor } from '../cluster.ts'
import { missingFirefox, startFirefox } from './firefox.ts'
import { journeys, type Stage } from './journeys.ts'

const wanted = process.argv[2]
const counts = { expected: 0, unexpected: 0, flaky: 0 }

/** Serves the build before mock clusters, each journey's its own. Returns its address and how to end it. */
async function startConsole(): Promise<{ url: string; stop(): void }> {
  const dist = process.env['E2E_DIST'] ?? 'dist'
  const command = ['scripts/serve.ts', '--scenario', 'healthy', '--dist', dist, '--port', '0']
  const server = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await Promise.race([once(server.stdout, 'data'), once(server, 'exit')])
  const url = /http:\/\/\S+/.exec(String(text))?.[0]
  if (!url) throw new Error('The console could not be served.')
  return { url, stop: () => void server.kill() }
}

/** What must never happen on any page. */
async function guard(page: Page): Promise<string[]> {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`error: ${error instanceof Error ? error.message : String(error)}`))
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`policy: ${effectiveDirective} ${blockedURI}`),
    )
    addEventListener('unhandledrejection', ({ reason }) => console.error(`unhandled: ${String(reason)}`))
  })
  return wrong
}

async function play(browser: Browser, url: string, journey: (stage: Stage) => Promise<void>): Promise<void> {
  const id = randomUUID()
  const cookie = `mock-cluster=${id}; mock-scenario=healthy`
  const api = await request.newContext({
    baseURL: url,
    extraHTTPHeaders: { authorization: 'Bearer admin', cookie },
  })
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    const wrong = await guard(page)
    const { hostname: domain } = new URL(url)
    await context.setCookie(
      ...['mock-cluster', 'mock-scenario'].map((name) => ({
        name,
        value: name === 'mock-cluster' ? id : 'healthy',
        domain,
        path: '/',
      })),
    )
    const go = async (path: string) => void (await page.goto(new URL(path.slice(1), url).href))
    try {
      await journey({ page, go, cluster: new SecondActor(api) })
    } catch (error) {
      await page.screenshot({ path: 'test-results/firefox.png' }).catch(() => {})
      throw error
    }
    if (wrong.length) throw new Error(wrong.join('\n'))
  } finally {
    await context.close()
    await api.dispose()
  }
}

const missing = missingFirefox()
if (missing) console.log(`The journeys in Firefox are left out: ${missing}.`)
else {
  const { url, stop } = await startConsole()
  try {
    const browser = await startFirefox()
    console.log(await browser.version())
    for (const [name, journey] of Object.entries(journeys)) {
      if (wanted !== undefined && !name.includes(wanted)) continue
      const started = performance.now()
      const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
      try {
        await play(browser, url, journey)
        counts.expected++
        console.log(`  ✓ ${name} (${seconds()})`)
      } catch (error) {
        counts.unexpected++
        console.log(`  ✗ ${name} (${seconds()})`)
        console.error(error)
      }
    }
    await browser.close()
  } finally {
    stop()
  }
}
const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE']
if (report) writeFileSync(report, JSON.stringify({ stats: counts }))
console.log(`${counts.expected} passed, ${counts.unexpected} failed`)
process.exit(counts.unexpected ? 1 : 0)
