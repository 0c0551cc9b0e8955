import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from '@playwright/test'
import { heapOf, workerHeap } from './heap.ts'
import { createLogServer, type LogServer, type ServedLogs } from './logServer.ts'
import { liveFigures, scrollFigures, wheel, type LogFigure, type Scrolled } from './logs.ts'
import { numberIn } from './logs/lines.ts'

const lines = 1_000_000
const linesPerSecond = 5000
const address = '/logs?tail=all&noise=1&follow=1'

interface Watched {
  /** Milliseconds of each frame, when it was, and the number of the last line in sight. */
  frames: number[]
  at: number[]
  last: number[]
  blank: number
}

declare global {
  interface Window {
    logsPage: { watch(ms: number, drag: boolean): Promise<Watched>; last(): number }
  }
}

/** The page of logs over two pods that hold a million lines, and over two that log 5,000 lines a second. `cluster`: its port. */
export async function measureLogsPage(browser: Browser, cluster: number, seconds: number): Promise<LogFigure[]> {
  return [
    ...(await withLogs(cluster, { lines, linesPerSecond: 0, seconds: 0 }, (served) => measureMany(browser, served))),
    ...(await withLogs(cluster, { lines: 0, linesPerSecond, seconds }, (served) =>
      measureLive(browser, served, seconds),
    )),
  ]
}

interface Served extends LogServer {
  origin: string
}

async function withLogs<T>(cluster: number, logs: ServedLogs, measure: (served: Served) => Promise<T>): Promise<T> {
  const served = createLogServer(cluster, logs)
  await new Promise<void>((resolve) => served.server.listen(0, '127.0.0.1', resolve))
  // It listens on a port.
  const { port } = served.server.address() as AddressInfo
  try {
    return await measure({ ...served, origin: `http://127.0.0.1:${port}` })
  } finally {
    served.server.closeAllConnections()
    served.server.close()
  }
}

async function open(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`logs: ${error.message}\n`))
  await page.addInitScript(() => {
    const rows = () => document.querySelector('.rc-log__rows')
    const last = () => Number(/ n=(\d+) /.exec(rows()?.lastElementChild?.textContent ?? '')?.[1] ?? -1)
    const isBlank = (frame: Element) => {
      const [first, end] = [rows()?.firstElementChild, rows()?.lastElementChild]
      if (!first || !end) return true
      const { top, bottom } = frame.getBoundingClientRect()
      return first.getBoundingClientRect().top > top + 2 || end.getBoundingClientRect().bottom < bottom - 20
    }
    window.logsPage = {
      last,
      watch: (ms, drag) =>
        new Promise((resolve) => {
          const watched: Watched = { frames: [], at: [], last: [], blank: 0 }
          const start = performance.now()
          let before = start
          const look = (now: number) => {
            watched.frames.push(now - before)
            before = now
            watched.at.push(Date.now())
            watched.last.push(last())
            const frame = document.querySelector('[role=log]')
            const part = (performance.now() - start) / ms
            if (frame && isBlank(frame)) watched.blank++
            if (frame && drag)
              frame.scrollTop = (frame.scrollHeight - frame.clientHeight) * (1 - Math.abs(1 - 2 * part))
            if (part < 1) requestAnimationFrame(look)
            else resolve({ ...watched, frames: watched.frames.slice(1) })
          }
          requestAnimationFrame(look)
        }),
    }
  })
  await page.goto(`${origin}${address}`)
  return page
}

async function measureMany(browser: Browser, { origin, lastByte }: Served): Promise<LogFigure[]> {
  const page = await open(browser, origin)
  const began = Date.now()
  const shown = await page.evaluate(async (count) => {
    const counted = `${count.toLocaleString('en-US')} lines`
    const isThere = () =>
      window.logsPage.last() === count - 1 && document.querySelector('main')?.textContent?.includes(counted)
    while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve))
    return Date.now()
  }, lines)
  const figures: LogFigure[] = [
    { title: 'page opened to the end shown ms', value: shown - began },
    { title: 'last byte to the end shown ms', value: shown - lastByte(), atMost: 1000 },
  ]
  const scrolled: Promise<Scrolled> = page.evaluate(() => window.logsPage.watch(3000, false))
  figures.push(...scrollFigures('wheel', await wheel(page, scrolled)))
  figures.push(...scrollFigures('thumb', await page.evaluate(() => window.logsPage.watch(3000, true))))
  const searched = page.evaluate(() => window.logsPage.watch(4000, false))
  await page.getByRole('searchbox', { name: 'Search lines' }).fill('bench-3/app-217/')
  figures.push({ title: 'search in the page: longest frame ms', value: Math.max(...(await searched).frames) })
  const heapOfPage = await heapOf(await page.context().newCDPSession(page))
  const heapOfWorker = await workerHeap(browser)
  figures.push({ title: 'heap of the page MiB', value: heapOfPage })
  figures.push({ title: 'heap of the worker MiB', value: heapOfWorker })
  figures.push({ title: 'heap MB', value: ((heapOfPage + heapOfWorker) * 1024 * 1024) / 1e6, atMost: 450 })
  await page.context().close()
  return figures
}

async function measureLive(browser: Browser, { origin, began }: Served, seconds: number): Promise<LogFigure[]> {
  const page = await open(browser, origin)
  await page.locator('.rc-log-row[data-index]').first().waitFor()
  const left = began() + seconds * 1000 - Date.now()
  const { frames, at, last } = await page.evaluate((ms) => window.logsPage.watch(ms, false), left - 500)
  // How old the newest line in sight is.
  const lags = at.map((now, nth) => now - (began() + ((last[nth] ?? 0) * 1000) / linesPerSecond))
  const total = seconds * linesPerSecond
  await page.evaluate(async (count) => {
    while (window.logsPage.last() !== count - 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, total)
  await page.getByRole('button', { name: 'Download' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download everything read' }).click(),
  ])
  const numbers = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\n').map(numberIn)
  await page.context().close()
  const wrong = numbers.filter((number, nth) => number !== nth).length + Math.abs(total - numbers.length)
  return [
    ...liveFigures({ frames, lags }),
    { title: 'live: lines lost, doubled or out of order', value: wrong, atMost: 0 },
  ]
}
