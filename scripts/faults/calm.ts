import type { Page } from '@playwright/test'
import type { Cluster } from '../../mocks/server/cluster.ts'
import { linesOf, viewOf } from './oracle.ts'
import { leaveDialogs } from './scene.ts'
import type { FastTime } from './time.ts'
import type { Weather } from './weather.ts'

export interface Calm {
  cluster: Cluster
  time: FastTime
  /** What it was before. */
  weather: Weather
  /** Called for every comparison, and for what a person had to do so that a page came back. */
  compared(): void
  helped(text: string): void
}

/** How long after the last fault every page has to show what the cluster has, in the fast time. */
const boundMs = 60_000
// A machine that is busy with other things is slow, and not wrong.
const patienceMs = 20_000
// Figures that go on by themselves have no equal.
const endless = /^\/$|\/metrics|\/logs|\/preview|^\/pods\/./
// What was typed there is the person's.
const forms = /\/create$|^\/import$/

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Back to the console: history begins before it, and without a network the browser shows a page of its own. */
export async function returnTo(page: Page, origin: string, home: string): Promise<void> {
  const at = await page.evaluate(() => location.href).catch(() => '')
  if (at.startsWith(origin)) return
  await page.goto(page.url().startsWith(origin) ? page.url() : origin + home).catch(() => {})
}

/**
 * Waits until a page is live and equals the cluster. Where the weather leaves what only a person can mend, and the page says so, it
 * is opened anew. Rejects with what differs.
 */
export async function settles(page: Page, calm: Calm): Promise<void> {
  const { needsReload, name } = calm.weather
  let left = await stillDiffers(page, calm, needsReload ? boundMs / 6 : boundMs)
  if (left.length === 0) return
  const because = (what: string) =>
    new Error([`${what}: ${page.url()} after ${name}, ${boundMs / 1000} s without faults:`, ...left].join('\n'))
  if (!needsReload) throw because('not come back')
  if (!(await complains(page))) throw because('wrong without a word')
  calm.helped(`${new URL(page.url()).pathname} (${left[0]?.slice(0, 150)})`)
  await page.goto(page.url()).catch(() => {})
  left = await stillDiffers(page, calm, boundMs)
  if (left.length > 0) throw because('wrong when opened anew')
}

/** Whether a page says itself that something is wrong with it. */
async function complains(page: Page): Promise<boolean> {
  const text = await page.locator('body').innerText()
  return /Could not load|This page failed|could not be|Signed out|does not answer|Reconnecting|Offline|may not|forbidden/i.test(
    text,
  )
}

/** What differs after so long; nothing as soon as nothing does. */
async function stillDiffers(page: Page, calm: Calm, ms: number): Promise<string[]> {
  const end = Date.now() + Math.max(ms / calm.time.speed, (ms / boundMs) * patienceMs)
  for (;;) {
    // One that was asked for while its code did not come may open any time, and hides the page from who asks by role.
    await leaveDialogs(page).catch(() => {})
    const left = await differences(page, calm).catch((error: unknown) => [String(error).split('\n')[0] ?? ''])
    if (left.length === 0 || Date.now() > end) return left
    await sleep(60)
  }
}

async function differences(page: Page, { cluster, compared }: Calm): Promise<string[]> {
  const found: string[] = []
  const status = page.getByRole('status', { name: 'Connection' })
  if ((await status.count()) === 0) return [`no console: ${await page.evaluate(outline)}`]
  const connection = await status.textContent({ timeout: 500 })
  if (!connection?.startsWith('Live')) found.push(`the connection is "${connection}"`)
  found.push(...(await page.locator('.rc-session').allTextContents()))
  const main = page.locator('main')
  if ((await main.count()) === 0) found.push('there is no page')
  // Charts further down load when they come into sight.
  const loading = await main.locator('.pf-v6-c-skeleton').count()
  if (loading > 0 && !endless.test(new URL(page.url()).pathname)) found.push(`${loading} parts are still loading`)
  found.push(...(await main.getByText(/^(Could not load this|This page failed|Signed out)$/).allTextContents()))
  const view = await viewOf(page, cluster)
  compared()
  for (const key of new Set([...Object.keys(view?.wanted ?? {}), ...Object.keys(view?.shown ?? {})])) {
    const [wanted, shown] = [view?.wanted[key], view?.shown[key]]
    if (wanted !== shown) found.push(`${key}: the cluster has ${wanted}, the page shows ${shown}`)
  }
  return found
}

/** What there is of a page that shows no console, and which of its files have not come. */
function outline(): string {
  const waited = performance.getEntriesByType('resource').filter(({ duration }) => duration === 0)
  const text = document.body.innerText.slice(0, 200)
  return [document.readyState, location.href, text, ...waited.map(({ name }) => name)].join(' | ')
}

/** What was kept through all of it reads as what somebody sees who opens the same address now. Rejects with what differs. */
export async function equalsFresh(page: Page, fresh: Page, calm: Calm): Promise<void> {
  const { time, weather, helped } = calm
  const { pathname } = new URL(page.url())
  if (endless.test(pathname) || forms.test(pathname)) return
  await fresh.goto(page.url())
  const wait = Math.max(boundMs / time.speed, patienceMs)
  let end = Date.now() + wait
  let reloadAt = weather.needsReload ? Date.now() + wait / 6 : Infinity
  for (;;) {
    await leaveDialogs(page).catch(() => {})
    if (Date.now() > reloadAt && (await complains(page))) {
      reloadAt = Infinity
      end = Date.now() + wait
      helped(`${pathname} (parts of it)`)
      await page.goto(page.url()).catch(() => {})
    }
    // Rows that sort alike are in the order in which they came.
    const [here, anew] = [(await linesOf(page)).toSorted(), (await linesOf(fresh)).toSorted()]
    // What was deleted is still shown to who has it open, with that word.
    if (here.join('\n') === anew.join('\n') || here.some((line) => line.endsWith('was deleted'))) break
    if (Date.now() > end) {
      const only = here.filter((line) => !anew.includes(line))
      const missing = anew.filter((line) => !here.includes(line))
      throw new Error(
        [
          `${page.url()} shows something else than when it is opened anew:`,
          ...only.slice(0, 20).map((line) => `  only here: ${line.slice(0, 200)}`),
          ...missing.slice(0, 20).map((line) => `  missing:   ${line.slice(0, 200)}`),
          ...(only.length + missing.length === 0 ? ['  the same lines in another number'] : []),
        ].join('\n'),
      )
    }
    await sleep(100)
  }
  await fresh.goto('about:blank')
}
