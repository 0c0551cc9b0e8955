import type { Page } from '@playwright/test'

export interface Moments {
  /** Milliseconds from navigation until the first row was painted. */
  firstRow: number
  /** Until the count of rows said that all are there. */
  all: number
  longestTask: number
  totalBlocking: number
}

interface Probe {
  /** Calls back in the task after the frame: what was drawn is on the screen. */
  afterFrame(note: (at: number) => void): void
  firstRow?: number
  all?: number
  tasks: { start: number; duration: number }[]
}

declare global {
  interface Window {
    benchProbe: Probe
  }
}

/** Notes, inside the page, when its first row is painted and when all `count` rows are there, and every long task. */
export async function installProbe(page: Page, table: string, count: number): Promise<void> {
  await page.addInitScript(
    ({ table: name, total }) => {
      const afterFrame = (note: (at: number) => void) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => note(performance.now()), { once: true })
        port1.start()
        port2.postMessage(null)
      }
      const probe: Window['benchProbe'] = { afterFrame, tasks: [] }
      window.benchProbe = probe
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) probe.tasks.push({ start: startTime, duration })
      }).observe({ type: 'longtask', buffered: true })

      let [sawRow, sawAll] = [false, false]
      // Runs before each frame is drawn: what it sees is drawn in that frame.
      const look = () => {
        if (!sawRow && document.querySelector(`table[aria-label="${name}"] tbody tr a`)) {
          sawRow = true
          afterFrame((at) => (probe.firstRow = at))
        }
        if (!sawAll && document.querySelector('[role=status].rc-toolbar__count')?.textContent === total) {
          sawAll = true
          afterFrame((at) => (probe.all = at))
        }
        if (!sawRow || !sawAll) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { table, total: count.toLocaleString('en-US') },
  )
}

/** Waits until all rows are there and the page has been quiet for a moment, and says how it went. */
export async function readProbe(page: Page): Promise<Moments> {
  await page.waitForFunction(() => window.benchProbe.all !== undefined && window.benchProbe.firstRow !== undefined)
  // Long tasks are reported late; those right after the last row belong to it too.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)))
  return page.evaluate(() => {
    const { firstRow = Number.NaN, all = Number.NaN, tasks } = window.benchProbe
    const durations = tasks.map(({ duration }) => duration)
    return {
      firstRow,
      all,
      longestTask: Math.max(0, ...durations),
      totalBlocking: durations.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
    }
  })
}

/** Types a key into the filter "Name" and measures from its event until every row shown holds the text, painted. */
export async function timeKey(page: Page, key: string, text: string): Promise<number> {
  await page.evaluate((wanted) => {
    const before = document.querySelector('[role=status].rc-toolbar__count')?.textContent
    const result = new Promise<number>((resolve) => {
      const onInput = (event: Event) => {
        const look = () => {
          const names = [...document.querySelectorAll('tbody tr th[scope=row] a')].map((cell) => cell.textContent ?? '')
          const counted = document.querySelector('[role=status].rc-toolbar__count')?.textContent
          const shown = names.length > 0 && names.every((name) => name.toLowerCase().includes(wanted))
          if (!shown || counted === before) requestAnimationFrame(look)
          else window.benchProbe.afterFrame((at) => resolve(at - event.timeStamp))
        }
        // The first look is in the frame that the key leads to.
        requestAnimationFrame(look)
      }
      document.addEventListener('input', onInput, { once: true, capture: true })
    })
    Object.assign(window, { benchKey: result })
  }, text)
  await page.keyboard.press(key)
  return page.evaluate(() => (window as unknown as { benchKey: Promise<number> }).benchKey)
}

/** Clicks the title of a column and measures until the order of the rows is another one, painted. */
export async function timeSort(page: Page, column: string): Promise<number> {
  return page.evaluate((title) => {
    const button = [...document.querySelectorAll<HTMLElement>('th button')].find(
      (each) => each.textContent?.trim() === title,
    )
    const header = button?.closest('th')
    const before = header?.ariaSort
    return new Promise<number>((resolve, reject) => {
      if (!button || !header) return reject(new Error(`no column ${title}`))
      const start = performance.now()
      const look = () => {
        if (header.ariaSort === before) requestAnimationFrame(look)
        else window.benchProbe.afterFrame((at) => resolve(at - start))
      }
      button.click()
      requestAnimationFrame(look)
    })
  }, column)
}
