import type { BrowserContext, Page } from '@playwright/test'

declare global {
  interface Window {
    accessProbe: { first?: number; changed: number; tasks: number[] }
  }
}

/** A page over a large cluster, and the answers that it is made of. */
interface AccessSubject {
  name: string
  scenario: string
  path: string
  /** The rows or cards that are shown. */
  entries: string
  answers: RegExp
}

// With who exists, which rows say, too.
const bindings = /\/(rolebindings|clusterrolebindings|roles|clusterroles|serviceaccounts|users|groups)(\?|$)/
const streams = /\/imagestreams(\?|$)/
const rowsOf = (table: string) => `table[aria-label="${table}"] tbody tr`

const subjects: AccessSubject[] = [
  {
    name: 'permissions of all projects',
    scenario: 'access-large',
    path: '/access/permissions',
    entries: rowsOf('Permissions'),
    answers: bindings,
  },
  {
    name: 'permissions of one project',
    scenario: 'access-large',
    path: '/access/permissions?project=team-007',
    entries: rowsOf('Permissions'),
    answers: bindings,
  },
  {
    name: 'pull secrets of all projects',
    scenario: 'access-large',
    path: '/access/pull-secrets',
    entries: rowsOf('Pull secrets'),
    answers: /\/(secrets|serviceaccounts)(\?|$)/,
  },
  {
    name: 'source registries of 4,800 imported image streams',
    scenario: 'access-large',
    path: '/import/registries',
    entries: rowsOf('Source registries'),
    // Credentials are told from secrets.
    answers: /\/(imagestreams|secrets)(\?|$)/,
  },
  {
    name: 'catalog of 4,800 image streams',
    scenario: 'access-large',
    path: '/catalog',
    entries: '[role=list][aria-label="Catalog"] > *',
    answers: streams,
  },
  {
    name: 'catalog of 5,000 image streams with 50,000 tags',
    scenario: 'large',
    path: '/catalog?type=all',
    entries: '[role=list][aria-label="Catalog"] > *',
    answers: streams,
  },
]

/** So long nothing changes any more: all answers are shown. */
const QUIET = 2500

/** Notes, inside the page, when entries were first painted and when they changed last, and every long task. */
async function install(page: Page, entries: string): Promise<void> {
  await page.addInitScript((selector) => {
    const probe: Window['accessProbe'] = { changed: 0, tasks: [] }
    window.accessProbe = probe
    performance.setResourceTimingBufferSize(5000)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) probe.tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
    let before = ''
    // Runs before each frame is drawn: what it sees is drawn in that frame.
    const look = () => {
      // Rows without a word stand for those that are yet to come.
      const shown = [...document.querySelectorAll(selector)].flatMap(({ textContent }) => textContent || [])
      const count = document.querySelector('[role=status].rc-toolbar__count')?.textContent ?? ''
      const now = `${count} ${shown.join('|')}`
      if (shown.length > 0 && now !== before) {
        before = now
        const { port1, port2 } = new MessageChannel()
        // In the task after the frame: what was drawn is on the screen.
        port1.addEventListener(
          'message',
          () => {
            probe.first ??= performance.now()
            probe.changed = performance.now()
          },
          { once: true },
        )
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, entries)
}

/** Milliseconds from the last byte of a page's answers until they are all shown, and its longest task. */
async function measurePage(page: Page, origin: string, { path, entries, answers }: AccessSubject) {
  await install(page, entries)
  await page.goto(origin + path)
  await page.waitForFunction(
    (quiet) => window.accessProbe.changed > 0 && performance.now() - window.accessProbe.changed > quiet,
    QUIET,
  )
  const { first, changed, tasks, ends } = await page.evaluate(() => ({
    ...window.accessProbe,
    ends: performance
      .getEntriesByType('resource')
      .flatMap((entry) =>
        entry instanceof PerformanceResourceTiming && !/[?&]watch=/.test(entry.name)
          ? [{ name: entry.name, at: entry.responseEnd }]
          : [],
      ),
  }))
  const data = ends.filter(({ name, at }) => answers.test(name) && at <= changed).map(({ at }) => at)
  return {
    'first entries after navigation': [first ?? Number.NaN],
    'everything shown after the last byte': [changed - Math.max(...data)],
    'last byte after navigation': [Math.max(...data)],
    'longest task': [Math.max(0, ...tasks)],
  }
}

/** Scenarios, each with the pages that are measured in it. */
export const accessScenarios: readonly string[] = [...new Set(subjects.map(({ scenario }) => scenario))]

/** What the pages of access cost in a scenario, each in a window of its own. */
export async function measureAccess(
  context: BrowserContext,
  origin: string,
  scenario: string,
): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = {}
  for (const subject of subjects.filter((each) => each.scenario === scenario)) {
    const page = await context.newPage()
    const measured = await measurePage(page, origin, subject)
    for (const [what, times] of Object.entries(measured)) all[`${subject.name}: ${what}`] = times
    await page.close()
  }
  return all
}
