import { brotliCompressSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import type { Rolldown } from 'vite'
import { withBuiltPages } from './builtPage.ts'

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
  return withBuiltPages('chart', ['index.html'], async (origin, built) => {
    const measures: ChartMeasures = { redraw: [], bytes: [bytesOf(built)], violations: [] }
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
      const page = await context.newPage()
      await page.addInitScript(() => {
        window.benchViolations = []
        document.addEventListener('securitypolicyviolation', (event) =>
          window.benchViolations.push(`${event.effectiveDirective} ${event.sample}`),
        )
      })
      await page.goto(`${origin}/`)
      await page.locator('canvas').waitFor()
      // The first ones find code that has never run.
      await page.evaluate(() => window.benchRedraw?.(5))
      measures.redraw.push(...((await page.evaluate(() => window.benchRedraw?.(30))) ?? []))
      measures.violations.push(...(await page.evaluate(() => window.benchViolations)))
      await context.close()
    }
    return measures
  })
}

/** KiB, brotli, of the chunks of the chart: those that come on demand. */
function bytesOf({ output }: Rolldown.RolldownOutput): number {
  return output
    .filter((file) => file.type === 'chunk' && !file.isEntry)
    .reduce((sum, file) => sum + (file.type === 'chunk' ? brotliCompressSync(file.code).length / 1024 : 0), 0)
}
