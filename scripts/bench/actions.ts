import type { Page } from '@playwright/test'

interface Action {
  name: string
  path: string
  /** Opens the dialog and fills it in. */
  prepare(page: Page): Promise<void>
  confirm: string
}

async function choose(page: Page, row: string | RegExp, entry: string): Promise<void> {
  await page.getByRole('button', { name: row }).last().click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** What people do to tags, on streams of the healthy cluster. */
const actions: Action[] = [
  {
    name: 'roll back',
    path: '/imagestreams/storefront/web/tags/stable/history',
    prepare: (page) => choose(page, /^Actions for sha256/, 'Roll back to this'),
    confirm: 'Roll back',
  },
  {
    name: 'retag',
    path: '/imagestreams/analytics/etl',
    async prepare(page) {
      await choose(page, 'Actions for latest', 'Change source')
      await page.getByRole('dialog').getByRole('textbox', { name: 'Pull spec' }).fill('quay.io/acme/notebooks:2')
    },
    confirm: 'Change source',
  },
  {
    name: 're-import',
    path: '/imagestreams/analytics/etl',
    prepare: (page) => choose(page, 'Actions for latest', 'Re-import now'),
    confirm: 'Re-import',
  },
]

/** For each action, the milliseconds from the server's answer until its result is painted. The page's cluster is changed. */
export async function measureActions(page: Page, origin: string): Promise<Record<string, number>> {
  const times: Record<string, number> = {}
  for (const { name, path, prepare, confirm } of actions) {
    await page.goto(origin + path)
    await prepare(page)
    await page.evaluate(() => {
      const start = performance.now()
      const shown = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('.rc-toasts .pf-v6-c-alert')) return
          observer.disconnect()
          const { port1, port2 } = new MessageChannel()
          // In the task after the frame: what was drawn is on the screen.
          port1.addEventListener('message', () => {
            const answers = performance
              .getEntriesByType('resource')
              .filter((entry) => entry.startTime > start && /imagestream/.test(entry.name))
            resolve(performance.now() - Math.max(...answers.map((entry) => entry.toJSON().responseEnd)))
          })
          port1.start()
          requestAnimationFrame(() => port2.postMessage(null))
        })
        observer.observe(document.body, { subtree: true, childList: true })
      })
      Object.assign(window, { benchAction: shown })
    })
    await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click()
    times[name] = await page.evaluate(() => (window as unknown as { benchAction: Promise<number> }).benchAction)
  }
  return times
}
