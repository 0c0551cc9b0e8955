import type { Browser, Page } from '@playwright/test'
import { signedIn, withoutNginx } from '../deploy/nginxTesting.ts'
import { countBytes } from './bytes.ts'
import { cellOf, statisticOf, type Statistic } from './report.ts'
import { startShipped } from './shipped.ts'

/** A computer and a line that are slower than most: Chromium's own throttling of a page's main thread and of its requests. */
const slowdown = 4
const bytesPerSecond = 10_000_000 / 8
const latencyMs = 40

/** How long after the last row tasks and shifts count. Sizes of images may be read in the background for minutes then. */
const afterMs = 2000

interface Case {
  name: string
  scenario: string
  locale: string
  /** What the table says when all rows are there. */
  count: string
}

const cases: Case[] = [
  { name: 'healthy cluster', scenario: 'healthy', locale: 'en-US', count: '' },
  { name: 'healthy cluster, German', scenario: 'healthy', locale: 'de-DE', count: '' },
  { name: '5,000 image streams', scenario: 'large', locale: 'en-US', count: '5,000' },
]

const titles = {
  firstPaint: 'first paint ms',
  firstRows: 'first rows ms',
  allRows: 'all rows ms',
  longestTask: 'longest task ms',
  blocking: 'total blocking time ms',
  shift: 'layout shift, thousandths',
  js: 'JS KiB',
  css: 'CSS KiB',
  fonts: 'fonts KiB',
  api: 'API KiB',
}
type Measure = keyof typeof titles
const labMeasures = Object.entries(titles) as [Measure, string][]

export interface LabFigures {
  name: string
  figures: Record<Measure, Statistic>
}

interface Probe {
  firstRows?: number
  allRows?: number
  tasks: { start: number; end: number }[]
  shifts: { at: number; value: number }[]
}

declare global {
  interface Window {
    labProbe: Probe
  }
}

/** How the list of image streams comes to somebody with a cold cache, a slow computer and a slow line. */
export async function measureLab(browser: Browser, dist: string, port: string, runs: number): Promise<LabFigures[]> {
  if (withoutNginx) throw new Error(withoutNginx)
  const all: LabFigures[] = []
  for (const each of cases) {
    const shipped = await startShipped(dist, each.scenario, port)
    const measured: Record<Measure, number>[] = []
    try {
      // The first visit finds servers that have just started: not counted.
      for (let run = 0; run <= runs; run++) {
        const figures = await measureOnce(browser, shipped.url, each)
        process.stderr.write(`lab, ${each.name}: run ${run} of ${runs}\n`)
        if (run > 0) measured.push(figures)
      }
    } finally {
      await shipped.stop()
    }
    const entries = labMeasures.map(([measure]) => [measure, statisticOf(measured.map((one) => one[measure]))])
    // Object.fromEntries forgets the type of the keys.
    all.push({ name: each.name, figures: Object.fromEntries(entries) as LabFigures['figures'] })
  }
  return all
}

async function measureOnce(browser: Browser, url: string, { locale, count }: Case): Promise<Record<Measure, number>> {
  const context = await browser.newContext({
    viewport: { width: 1350, height: 940 },
    locale,
    extraHTTPHeaders: signedIn(),
  })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const bytes = await countBytes(session)
  const throughput = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond }
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: latencyMs, ...throughput })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await install(page, count)
  await page.goto(`${url}/imagestreams`)
  await page.waitForFunction(() => Number.isFinite(window.labProbe.firstRows))
  // What comes later is not what the first rows waited for.
  const [js, css, fonts] = [bytes('Script'), bytes('Stylesheet'), bytes('Font')]
  const { firstRows = Number.NaN, allRows = Number.NaN, tasks, shifts, firstPaint } = await whenDone(page)
  const api = bytes('Fetch') + bytes('XHR')
  await context.close()
  const after = tasks.map(({ start, end }) => end - Math.max(start, firstPaint))
  return {
    firstPaint,
    firstRows,
    allRows,
    longestTask: Math.max(0, ...tasks.map(({ start, end }) => end - start)),
    blocking: after.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
    shift: shifts.reduce((sum, { value }) => sum + value, 0) * 1000,
    js,
    css,
    fonts,
    api,
  }
}

/** Notes, inside the page, when its first rows and its last ones are painted, every long task, and everything that moves by itself. */
async function install(page: Page, count: string): Promise<void> {
  await page.addInitScript((total) => {
    const probe: Probe = { tasks: [], shifts: [] }
    window.labProbe = probe
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        probe.tasks.push({ start: startTime, end: startTime + duration })
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      // TypeScript's library does not have this entry.
      for (const entry of list.getEntries() as unknown as {
        startTime: number
        value: number
        hadRecentInput: boolean
      }[])
        if (!entry.hadRecentInput) probe.shifts.push({ at: entry.startTime, value: entry.value })
    }).observe({ type: 'layout-shift', buffered: true })
    const note = (moment: 'firstRows' | 'allRows') => {
      if (probe[moment] !== undefined) return
      probe[moment] = Number.NaN
      const { port1, port2 } = new MessageChannel()
      // In the task after the frame: what was drawn is on the screen.
      port1.addEventListener('message', () => (probe[moment] = performance.now()), { once: true })
      port1.start()
      port2.postMessage(null)
    }
    const look = () => {
      if (document.querySelector('table tbody tr th[scope=row] a')) {
        note('firstRows')
        const counted = document.querySelector('[role=status].rc-toolbar__count')?.textContent
        if (!total || counted === total) note('allRows')
      }
      if (!probe.allRows) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, count)
}

async function whenDone(page: Page): Promise<Probe & { firstPaint: number }> {
  await page.waitForFunction(
    (ms) => {
      // Not a number until they are there.
      const { allRows = Number.NaN } = window.labProbe
      return performance.now() - allRows > ms
    },
    afterMs,
    { polling: 250, timeout: 60_000 },
  )
  return page.evaluate(() => ({
    ...window.labProbe,
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  }))
}

/** A Markdown table: a row for each measure, a column for each case, `median (min-max)`. */
export function labText(all: readonly LabFigures[]): string {
  const rows = labMeasures.map(([measure, title]) => [title, ...all.map(({ figures }) => cellOf(figures[measure]))])
  const head = ['', ...all.map(({ name }) => name)]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
