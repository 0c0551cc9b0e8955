import type { Browser, CDPSession, Page } from '@playwright/test'
import { heapOf } from '../bench/heap.ts'
import { controlPage, type FastTime } from './time.ts'

/** What a page holds after forced collections: MiB of its heap, and how many nodes and listeners. */
export interface Held {
  navigations: number
  heap: number
  nodes: number
  listeners: number
}

/** From the main navigation, from a row, or from the tabs of a page: the name of a link and the title of its page. */
const round: readonly { link: string; within: string; title: string }[] = [
  { within: 'nav[aria-label="Main"]', link: 'Images', title: 'Images' },
  { within: 'nav[aria-label="Main"]', link: 'Pruning', title: 'Pruning' },
  { within: 'nav[aria-label="Main"]', link: 'Registry', title: 'Registry' },
  { within: 'main nav', link: 'Settings', title: 'Registry' },
  { within: 'nav[aria-label="Main"]', link: 'Pods', title: 'Pods' },
  { within: 'nav[aria-label="Main"]', link: 'Events', title: 'Events' },
  { within: 'nav[aria-label="Main"]', link: 'Catalog', title: 'Catalog' },
  { within: 'nav[aria-label="Main"]', link: 'Image streams', title: 'Image streams' },
  { within: 'main table', link: 'web', title: 'web' },
  { within: 'main nav', link: 'Details', title: 'web' },
]

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export interface NavigatorOptions {
  browser: Browser
  origin: string
  time: FastTime
  /** A whole number of rounds of ten. */
  navigations: number
  /** Called before what is held is measured, and after it. */
  measuring?(now: boolean): void
}

/** Goes from page to page without ever loading anew. Answers what the page holds after twenty navigations, and from there on. */
export async function navigate({ browser, origin, time, navigations, measuring }: NavigatorOptions): Promise<Held[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  await context.addInitScript(controlPage, time)
  await context.addCookies([{ name: 'mock-cluster', value: 'navigator', url: origin }])
  await context.setExtraHTTPHeaders({ 'X-Soak-Who': 'navigator' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await page.goto(`${origin}/imagestreams/storefront/web/details`)
  const held: Held[] = []
  for (let done = 0; done < navigations;) {
    for (const { within, link, title } of round) await follow(page, within, link, title)
    done += round.length
    if (done < 20 || done % 20 > 0) continue
    measuring?.(true)
    await settled(page)
    held.push(await measure(session, done))
    measuring?.(false)
  }
  await context.close()
  return held
}

async function follow(page: Page, within: string, link: string, title: string): Promise<void> {
  await page.waitForFunction(
    ([place, name]) => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>(`${place} a`)]
      const found = links.find(({ textContent }) => textContent.trim() === name)
      found?.click()
      return found !== undefined
    },
    [within, link] as const,
    { polling: 30, timeout: 30_000 },
  )
  await page.waitForFunction((name) => document.querySelector('main h1')?.textContent === name, title, {
    polling: 30,
    timeout: 30_000,
  })
}

/** Nothing is loading any more, and what was left has had time to go. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('main .pf-v6-c-skeleton'), undefined, { polling: 100 })
  await sleep(700)
}

/** The middle of several heaps, and the fewest nodes and listeners: what was on screen before is let go when React gets to it. */
async function measure(session: CDPSession, navigations: number): Promise<Held> {
  const heaps: number[] = []
  let [nodes, listeners] = [Infinity, Infinity]
  for (let times = 0; times < 5; times++) {
    heaps.push(await heapOf(session))
    const counted = await session.send('Memory.getDOMCounters')
    nodes = Math.min(nodes, counted.nodes)
    listeners = Math.min(listeners, counted.jsEventListeners)
    await sleep(200)
  }
  const heap = heaps.toSorted((a, b) => a - b)[2] ?? 0
  return { navigations, heap: Math.round(heap * 100) / 100, nodes, listeners }
}

/** What grew by more than a tenth between the first and the last time it was measured. */
export function grown(held: readonly Held[]): string[] {
  const [first, last] = [held[0], held.at(-1)]
  if (!first || !last || first === last) return ['nothing was measured twice']
  return (['heap', 'nodes', 'listeners'] as const).flatMap((what) =>
    last[what] > first[what] * 1.1
      ? [`${what}: ${first[what]} after ${first.navigations} navigations, ${last[what]} after ${last.navigations}`]
      : [],
  )
}
