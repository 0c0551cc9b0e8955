import type { Page } from '@playwright/test'

/** What the overview costs, in milliseconds. */
export type OverviewMeasures = Record<
  'verdict after its answers' | 'contents after the first streams' | 'contents after all streams' | 'longest task',
  number[]
>

declare global {
  interface Window {
    overviewProbe: { verdict?: number; first?: number; all?: number; tasks: number[] }
  }
}

/** Notes, inside the page, when the verdict, the first counts and the last ones were painted. */
async function install(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const probe: Window['overviewProbe'] = { tasks: [] }
    window.overviewProbe = probe
    performance.setResourceTimingBufferSize(2000)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) probe.tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
    const note = (moment: 'verdict' | 'first' | 'all') => {
      if (probe[moment] !== undefined) return
      probe[moment] = Number.NaN
      const { port1, port2 } = new MessageChannel()
      // In the task after the frame: what was drawn is on the screen.
      port1.addEventListener('message', () => (probe[moment] = performance.now()), { once: true })
      port1.start()
      port2.postMessage(null)
    }
    const look = () => {
      if (document.querySelector('.rc-verdict')) note('verdict')
      const contents = document.querySelector('section[aria-label="Contents"]')?.textContent ?? ''
      if (/Tags[\d,]/.test(contents)) note(contents.includes('so far') ? 'first' : 'all')
      if (!probe.all) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** Opens the overview of a large cluster, and waits until everything but the sizes is counted. */
export async function measureOverview(page: Page, origin: string): Promise<OverviewMeasures> {
  await install(page)
  await page.goto(`${origin}/`)
  await page.waitForFunction(() => Number.isFinite(window.overviewProbe.all))
  const { verdict, first, all, tasks, facts, streams } = await page.evaluate(() => {
    const answers = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
    const ends = (path: RegExp) =>
      answers.filter(({ name }) => path.test(name) && !/[?&]watch=/.test(name)).map(({ responseEnd }) => responseEnd)
    return {
      ...window.overviewProbe,
      facts: ends(
        /\/(configs\/cluster|clusteroperators\/image-registry|infrastructures\/cluster)$|\/deployments\/|\/pods\?/,
      ),
      streams: ends(/\/imagestreams(\?|$)/),
    }
  })
  // Of what is asked for again later, only what came before counts.
  const before = (ends: number[], moment = Number.NaN) => Math.max(...ends.filter((end) => end <= moment))
  return {
    'verdict after its answers': [(verdict ?? Number.NaN) - before(facts, verdict)],
    'contents after the first streams': [(first ?? all ?? Number.NaN) - Math.min(...streams)],
    'contents after all streams': [(all ?? Number.NaN) - before(streams, all)],
    'longest task': [Math.max(0, ...tasks)],
  }
}
