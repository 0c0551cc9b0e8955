import { randomUUID } from 'node:crypto'
import axe from 'axe-core'
import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test'
import type { ScenarioName } from '../mocks/seed/scenarios.ts'
import { SecondActor } from './cluster.ts'

export type User = 'admin' | 'sre' | 'dev' | 'dedicated'
export type Scenario = ScenarioName

interface Fixtures {
  /** Which cluster the test has to itself: `test.use({ scenario: 'empty' })`. */
  scenario: Scenario
  /** The name of that cluster. */
  clusterId: string
  /** Logs the browser in as somebody else than admin. Before the first page. */
  as(user: User): Promise<void>
  /** A browser of somebody else's, who works on the same cluster. */
  browserOf(user: User): Promise<Page>
  cluster: SecondActor
  /** Fails the test on what must never happen on any page. Names of errors a test provokes go to `expected`. */
  guard: { expected: RegExp[]; watch(context: BrowserContext): Promise<void> }
}

// Of the whole origin, as the console's own are, wherever it is served.
const cookieOf =
  (url = '') =>
  (name: string, value: string) => ({ name, value, url: new URL(url).origin })

export const test = base.extend<Fixtures>({
  scenario: ['healthy', { option: true }],

  clusterId: async ({ baseURL, context, scenario }, provide) => {
    const id = randomUUID()
    const cookie = cookieOf(baseURL)
    await context.addCookies([cookie('mock-cluster', id), cookie('mock-scenario', scenario)])
    await provide(id)
  },

  as: async ({ baseURL, context }, provide) => {
    await provide((user) => context.addCookies([cookieOf(baseURL)('mock-user', user)]))
  },

  browserOf: async ({ baseURL, browser, clusterId, scenario, guard }, provide) => {
    const contexts: BrowserContext[] = []
    await provide(async (user) => {
      const context = await browser.newContext({ ...(baseURL && { baseURL }) })
      contexts.push(context)
      await guard.watch(context)
      const cookie = cookieOf(baseURL)
      await context.addCookies([
        cookie('mock-cluster', clusterId),
        cookie('mock-scenario', scenario),
        cookie('mock-user', user),
      ])
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },

  cluster: async ({ baseURL, clusterId, scenario, playwright }, provide) => {
    const api = await playwright.request.newContext({
      ...(baseURL && { baseURL }),
      extraHTTPHeaders: {
        authorization: 'Bearer admin',
        cookie: `mock-cluster=${clusterId}; mock-scenario=${scenario}`,
      },
    })
    await provide(new SecondActor(api))
    await api.dispose()
  },

  guard: [
    async ({ baseURL, context, clusterId }, provide) => {
      // The cookie of the test's own cluster has to be there before any page is.
      expect(clusterId).toBeTruthy()
      const wrong: string[] = []
      const expected: RegExp[] = []
      const watch = async (watched: BrowserContext) => {
        await watched.addInitScript(() => {
          document.addEventListener('securitypolicyviolation', (event) => {
            const { disposition, effectiveDirective, blockedURI, sourceFile, sample } = event
            console.warn(`policy ${disposition}: ${effectiveDirective} ${blockedURI} ${sample} ${sourceFile}`)
          })
        })
        watched.on('weberror', (error) => wrong.push(`error: ${error.error().stack ?? error.error().message}`))
        watched.on('console', (message) => {
          const text = message.text()
          if (text.startsWith('policy enforce:')) wrong.push(text)
        })
        watched.on('request', (request) => {
          if (
            !/^(data|blob|about):/.test(request.url()) &&
            new URL(request.url()).origin !== new URL(baseURL ?? '').origin
          )
            wrong.push(`request to another origin: ${request.url()}`)
        })
      }
      await watch(context)
      await provide({ expected, watch })
      expect(wrong.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** The row of a table that has this name. */
export function rowOf(table: Locator, name: string): Locator {
  return table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name, exact: true }) })
}

/** Chooses from the menu of an object: a stream, a tag, a revision, a workload. */
export async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** Confirms the dialog of this name and waits until it is done. */
export async function confirm(page: Page, dialog: string | RegExp, button: string): Promise<void> {
  await page.getByRole('dialog', { name: dialog }).getByRole('button', { name: button, exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Goes to something by the tabulator alone: whatever has the focus on the way lets it go. */
export async function tabTo(page: Page, target: Locator, { back = false, most = 60 } = {}): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < most; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  await expect(target).toBeFocused()
}

/** Waits until the page shows its live data. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live')
}

/** Nothing on the screen waits for what it shows. Charts further down are not asked for yet. */
export async function expectLoaded(page: Page, options?: { timeout: number }): Promise<void> {
  const loading = () =>
    page
      .locator('[class*=skeleton]')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().top < innerHeight).length)
  await expect.poll(loading, options).toBe(0)
}

/** The page holds a watch: what happens to watches from here on happens to it. */
export async function expectWatching(cluster: SecondActor): Promise<void> {
  await expect.poll(async () => (await cluster.stats()).openWatches).toBeGreaterThan(0)
}

/** No accessibility violation in the page as it stands, or in the dialog over it: everything in light, contrast in dark. `except`: rules left out. */
export async function expectAccessible(page: Page, except: readonly string[] = []): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await settled(page)
  expect(await violations(page, undefined, except)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/)
  await settled(page)
  expect(await violations(page, ['color-contrast'])).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Some colors and what unfolds fade in. What is folded away never ends doing so. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fading = document
      .getAnimations()
      .filter(({ effect }) => effect instanceof KeyframeEffect && effect.target?.checkVisibility())
      .filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  })
}

/**
 * What axe finds in the page, in words. It is put into the page once for both themes, and leaves out details of what is well:
 * with them a fifth of the time of all journeys went into axe.
 */
async function violations(page: Page, only?: string[], except: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(
    async ({ only: rules, off }) => {
      // The script that was put in above.
      const { axe: inPage } = window as unknown as { axe: typeof axe }
      const options = { resultTypes: ['violations' as const], ...(rules && { runOnly: rules }), rules: off }
      // What lies below a dialog is out of reach, and is looked at without it.
      const place = document.querySelector('[role="dialog"]') ?? document
      return (await inPage.run(place, options)).violations
    },
    { only, off: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])) },
  )
  return found.map(describeViolation)
}

function describeViolation({
  id,
  help,
  nodes,
}: {
  id: string
  help: string
  nodes: { html: string; target: unknown }[]
}): string {
  return `${id}: ${help}: ${nodes
    .map(({ html }) => html.slice(0, 160))
    .slice(0, 3)
    .join(' | ')}`
}
