import type { Browser, Page } from '@playwright/test'
import { withBuiltPages } from './builtPage.ts'
import { heapOf, workerHeap } from './heap.ts'
import { percentile } from './report.ts'

/** What a log costs: milliseconds, MiB, percent, or how many. */
export interface LogFigure {
  title: string
  value: number
  /** What it may be at most, or at least. */
  atMost?: number
  atLeast?: number
}

const lines = 1_000_000
const rate = 5000
const scrollMs = 3000

/** How many seconds lines come live. */
export const liveSeconds = 60

/** What a log costs in the list alone, and in PatternFly's LogViewer. */
export interface LogFigures {
  list: LogFigure[]
  viewer: LogFigure[]
}

/** A million lines in the console's list by itself, and the same and a live log in PatternFly's LogViewer. */
export async function measureLogs(browser: Browser): Promise<LogFigures> {
  return withBuiltPages('logs', ['index.html', 'viewer.html'], async (origin) => ({
    list: await measureList(browser, origin),
    viewer: await measureViewer(browser, origin),
  }))
}

async function open(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`logs: ${error.message}\n`))
  await page.goto(address)
  await page.waitForFunction(() => window.benchLogs !== undefined || window.benchViewer !== undefined)
  return page
}

/** Turns the wheel for as long as the page watches its frames. */
export async function wheel(page: Page, watched: Promise<Scrolled>): Promise<Scrolled> {
  await page.mouse.move(600, 300)
  const end = performance.now() + scrollMs
  for (let turn = 0; performance.now() < end; turn++) {
    await page.mouse.wheel(0, turn % 40 < 30 ? -240 : 360)
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
  return watched
}

/** Frames while a list was scrolled, and how many of them were blank in part. */
export interface Scrolled {
  frames: number[]
  blank: number
}

const p95 = (values: readonly number[]) => percentile(values, 0.95)
const within = (values: readonly number[], most: number) =>
  (values.filter((value) => value <= most).length / values.length) * 100

/** How a list was scrolled in some way. */
export function scrollFigures(way: string, { frames, blank }: Scrolled): LogFigure[] {
  return [
    { title: `${way}: frame p95 ms`, value: p95(frames), atMost: 17 },
    { title: `${way}: longest frame ms`, value: Math.max(...frames) },
    { title: `${way}: frames that are blank in part`, value: blank, atMost: 0 },
  ]
}

/** How a list kept up with lines that came. */
export function liveFigures({ frames, lags }: { frames: number[]; lags: number[] }): LogFigure[] {
  return [
    { title: 'live: frames of at most 50 ms, %', value: within(frames, 50), atLeast: 99 },
    { title: 'live: frame p95 ms', value: p95(frames) },
    { title: 'live: longest frame ms', value: Math.max(...frames) },
    { title: 'live: lag p95 ms', value: p95(lags) },
    { title: 'live: longest lag ms', value: Math.max(...lags), atMost: 500 },
  ]
}

async function measureList(browser: Browser, origin: string): Promise<LogFigure[]> {
  const figures: LogFigure[] = []
  const page = await open(browser, `${origin}/index.html`)
  const loaded = await page.evaluate((count) => window.benchLogs.load(count), lines)
  figures.push({ title: 'first byte to the end shown, with making the lines, ms', value: loaded.all })
  figures.push({ title: 'last byte to the end shown ms', value: loaded.shown, atMost: 1000 })
  const watched = page.evaluate((ms) => window.benchLogs.watchScroll(ms), scrollMs)
  figures.push(...scrollFigures('wheel', await wheel(page, watched)))
  figures.push(...scrollFigures('thumb', await page.evaluate((ms) => window.benchLogs.drag(ms), scrollMs)))
  for (const text of ['bench-3/app-217/', 'n=9999']) {
    const { took, matches, longest } = await page.evaluate((words) => window.benchLogs.search(words), text)
    figures.push({ title: `search "${text}", ${matches} lines, ms`, value: took, atMost: 1500 })
    figures.push({ title: `search "${text}": longest frame ms`, value: longest })
  }
  const wrapped = await page.evaluate(() => window.benchLogs.wrap(150))
  figures.push({ title: `wrapping into ${wrapped.rows} rows ms`, value: wrapped.took })
  const heapOfPage = await heapOf(await page.context().newCDPSession(page))
  const heapOfWorker = await workerHeap(browser)
  figures.push({ title: 'heap of the page MiB', value: heapOfPage })
  figures.push({ title: 'heap of the worker MiB', value: heapOfWorker })
  figures.push({ title: 'heap MB', value: ((heapOfPage + heapOfWorker) * 1024 * 1024) / 1e6, atMost: 450 })
  await page.context().close()

  return figures
}

async function measureViewer(browser: Browser, origin: string): Promise<LogFigure[]> {
  const figures: LogFigure[] = []
  const page = await open(browser, `${origin}/viewer.html`)
  const loaded = await page.evaluate((count) => window.benchViewer.load(count), lines)
  figures.push({ title: 'strings to the end shown ms', value: loaded.shown, atMost: 1000 })
  const watched = page.evaluate((ms) => window.benchViewer.watchScroll(ms), scrollMs)
  figures.push(...scrollFigures('wheel', await wheel(page, watched)))
  figures.push(...scrollFigures('thumb', await page.evaluate((ms) => window.benchViewer.drag(ms), scrollMs)))
  const heap = await heapOf(await page.context().newCDPSession(page))
  figures.push({ title: 'heap MB', value: (heap * 1024 * 1024) / 1e6, atMost: 450 })
  await page.context().close()

  const fresh = await open(browser, `${origin}/viewer.html`)
  const live = await fresh.evaluate(([seconds, perSecond]) => window.benchViewer.live(seconds, perSecond), [
    // It takes longer with each line: a minute of it takes several.
    liveSeconds / 4,
    rate,
  ] as const)
  figures.push(...liveFigures(live))
  await fresh.context().close()
  return figures
}

/** A line for each figure, with its bound. */
export function logFigureText({ title, value, atMost, atLeast }: LogFigure): string {
  const bound = atMost !== undefined ? ` (at most ${atMost})` : atLeast !== undefined ? ` (at least ${atLeast})` : ''
  return `${title}: ${Math.round(value * 10) / 10}${bound}`
}
