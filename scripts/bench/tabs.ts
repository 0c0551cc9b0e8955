import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { chromium } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { ask, ownChange, signedIn, withoutNginx } from '../deploy/nginxTesting.ts'
import { statisticOf, type Statistic } from './report.ts'
import { startShipped } from './shipped.ts'

const tabCount = 50
/** How many of them are brought to front, each after it was in the background since it was opened. */
const shownCount = 20
/** How long a person stays on a tab. By then the tabs that were left before have closed their streams. */
const stayMs = 3000

const namespace = 'storefront'
const stream = 'web'
const streamsPath = `/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreams`

/** What tabs show, in turn, and where what changed is seen: a number that grows by one with each change. */
const kinds = [
  { path: '/imagestreams', at: '[role=status].rc-toolbar__count' },
  { path: `/imagestreams?project=${namespace}`, at: '[role=status].rc-toolbar__count' },
  { path: `/imagestreams/${namespace}/${stream}`, at: '[role=status].rc-toolbar__count' },
  { path: '/', at: 'section[aria-label="Contents"] dl > div:nth-child(2) dd' },
]

export interface TabsFigures {
  /** From bringing a tab to front until it shows what changed meanwhile, painted. */
  shown: Statistic
  all: { kind: string; ms: number }[]
  /** Of nginx: with all tabs open, and the most that was seen. */
  memory: { open: number; peak: number }
}

declare global {
  interface Window {
    /** The time of day at which the number was painted. */
    tabsShown?: (at: string, wanted: number) => Promise<number>
  }
}

/** Fifty tabs of one person on one nginx, over HTTP/1.1 as behind oauth-proxy: how soon any of them is current. */
export async function measureTabs(dist: string, port: string): Promise<TabsFigures> {
  if (withoutNginx) throw new Error(withoutNginx)
  const shipped = await startShipped(dist, 'healthy', port)
  // Playwright has every tab believe that it is in front; here the others are hidden, and slowed down, as for a person.
  const browser = await puppeteer.launch({
    executablePath: chromiumOptions.executablePath ?? chromium.executablePath(),
    args: chromiumOptions.args,
    headless: true,
    protocolTimeout: 60_000,
    defaultViewport: { width: 1280, height: 900 },
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  })
  let peak = 0
  const sampler = setInterval(() => (peak = Math.max(peak, shipped.memory())), 50)
  try {
    const tabs = await openTabs(browser, shipped.url)
    await pause(stayMs)
    const open = shipped.memory()
    const all: TabsFigures['all'] = []
    for (let change = 1; change <= shownCount; change++) {
      // Every second and third of those there are, so that all kinds come and none is shown twice.
      const tab = tabs[Math.floor((change * (tabCount - 1)) / shownCount)]
      if (!tab) throw new Error('a tab is missing')
      await changeCluster(shipped.port, change)
      await pause(stayMs)
      const ms = await bringToFront(tab, change)
      process.stderr.write(`tabs: ${change} of ${shownCount}, ${tab.kind.path}: ${ms} ms\n`)
      all.push({ kind: tab.kind.path, ms })
    }
    return { shown: statisticOf(all.map(({ ms }) => ms)), all, memory: { open, peak } }
  } finally {
    clearInterval(sampler)
    await browser.close()
    await shipped.stop()
  }
}

interface Tab {
  page: Page
  kind: (typeof kinds)[number]
  /** The number before anything changed. */
  before: number
}

async function openTabs(browser: Browser, url: string): Promise<Tab[]> {
  // One context: one cache, six connections per host, one set of locks.
  const context: BrowserContext = await browser.createBrowserContext()
  const tabs: Tab[] = []
  for (let index = 0; index < tabCount; index++) {
    const kind = kinds[index % kinds.length]
    if (!kind) continue
    const page = await context.newPage()
    await page.setExtraHTTPHeaders(signedIn())
    await page.evaluateOnNewDocument(install)
    await page.goto(url + kind.path)
    await page.waitForFunction((at) => /\d/.test(document.querySelector(at)?.textContent ?? ''), {}, kind.at)
    tabs.push({ page, kind, before: Number.NaN })
  }
  // By now all of them have all there is.
  for (const tab of tabs) tab.before = numberIn(await tab.page.$eval(tab.kind.at, (element) => element.textContent))
  return tabs
}

/** A new image stream, and a new tag of the one that is shown. */
async function changeCluster(port: number, change: number): Promise<void> {
  const apiVersion = 'image.openshift.io/v1'
  const send = async (method: string, path: string, type: string, body: unknown) => {
    const headers = { ...signedIn(), ...ownChange, 'Content-Type': type }
    const { status, text } = await ask(port, path, { method, headers, body: JSON.stringify(body) })
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  }
  const metadata = { name: `bench-${change}`, namespace }
  await send('POST', streamsPath, 'application/json', { apiVersion, kind: 'ImageStream', metadata })
  const tag = { name: `bench-${change}`, from: { kind: 'DockerImage', name: `quay.io/bench/app:${change}` } }
  const path = `${streamsPath}/${stream}`
  const { spec } = JSON.parse((await ask(port, path, { headers: signedIn() })).text) as { spec: { tags?: unknown[] } }
  await send('PATCH', path, 'application/merge-patch+json', { spec: { tags: [...(spec.tags ?? []), tag] } })
}

async function bringToFront({ page, kind, before }: Tab, change: number): Promise<number> {
  const shown = page.evaluate((at, wanted) => window.tabsShown?.(at, wanted) ?? Number.NaN, kind.at, before + change)
  const from = Date.now()
  await page.bringToFront()
  const at = await shown
  return at - from
}

/** Inside the page: waits, once it is in front, until a number is there and painted. */
function install(): void {
  window.tabsShown = (at, wanted) =>
    new Promise((resolve) => {
      const look = () => {
        const text = document.querySelector(at)?.textContent ?? ''
        if (Number(text.replaceAll(/\D/g, '')) !== wanted) return void requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        // In the task after the frame: what was drawn is on the screen.
        port1.addEventListener('message', () => resolve(Date.now()), { once: true })
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
}

const numberIn = (text: string | null) => Number((text ?? '').replaceAll(/\D/g, ''))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What was measured, a line each. */
export function tabsText({ shown, memory }: TabsFigures): string {
  return [
    `any of ${tabCount} tabs, brought to front: current after ${shown.median} ms (${shown.min}-${shown.max}), target 1000`,
    `nginx: ${memory.open.toFixed(1)} MB with all of them open, ${memory.peak.toFixed(1)} MB at most, target 40`,
  ].join('\n')
}
