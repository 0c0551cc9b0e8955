import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build, type Rolldown } from 'vite'
import { staticFiles } from '../../mocks/static.ts'

declare global {
  interface Window {
    benchRedraw?: (times: number) => Promise<number[]>
    benchViolations: string[]
  }
}

export interface ChartMeasures {
  /** Milliseconds for a chart of 6 lines of 1,500 points to show other values, until its pixels are there. */
  redraw: number[]
  /** KiB, brotli, of what a page loads to draw its first chart. */
  bytes: number[]
  /** Of the content security policy, with Trusted Types reported. */
  violations: string[]
}

/** Builds a page with one chart, serves it as the console is served, and measures in Chromium what redrawing it takes. */
export async function measureCharts(browser: Browser, runs: number): Promise<ChartMeasures> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-chart-'))
  const root = fileURLToPath(new URL('chart', import.meta.url))
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })
  if (!('output' in built)) throw new Error('the build gave more than one bundle, or a watcher')
  const files = await staticFiles(folder, { csp: true, basePath: '/' })
  const server = createServer((request, response) => void files(request, response, request.url ?? '/'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port to serve the chart on')
  const measures: ChartMeasures = { redraw: [], bytes: [bytesOf(built)], violations: [] }
  try {
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
      const page = await context.newPage()
      await page.addInitScript(() => {
        window.benchViolations = []
        document.addEventListener('securitypolicyviolation', (event) =>
          window.benchViolations.push(`${event.effectiveDirective} ${event.sample}`),
        )
      })
      await page.goto(`http://127.0.0.1:${address.port}/`)
      await page.locator('canvas').waitFor()
      // The first ones find code that has never run.
      await page.evaluate(() => window.benchRedraw?.(5))
      measures.redraw.push(...((await page.evaluate(() => window.benchRedraw?.(30))) ?? []))
      measures.violations.push(...(await page.evaluate(() => window.benchViolations)))
      await context.close()
    }
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
  return measures
}

/** KiB, brotli, of the chunks of the chart: those that come on demand. */
function bytesOf({ output }: Rolldown.RolldownOutput): number {
  return output
    .filter((file) => file.type === 'chunk' && !file.isEntry)
    .reduce((sum, file) => sum + (file.type === 'chunk' ? brotliCompressSync(file.code).length / 1024 : 0), 0)
}
