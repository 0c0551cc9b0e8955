import type { Browser, Page } from '@playwright/test'
import { heapOf, workerHeap } from './heap.ts'

/** What a preview of pruning costs: milliseconds, MiB. */
export type PreviewMeasures = Record<
  'reading' | 'first plan' | 'setting' | 'longest task' | 'heap of the page' | 'heap of the worker',
  number[]
>

const sentence = 'would delete'
// One after the other, each gives another result.
const choices = ['2', '1', '0', '5', '4']

declare global {
  interface Window {
    previewTasks: number[]
    /** Resolves with the time at which the sentence with the result was painted, when it is another one than before. */
    previewShown(before: string | undefined): Promise<number>
    previewChange: Promise<number>
  }
}

async function install(page: Page): Promise<void> {
  await page.addInitScript((words) => {
    window.previewTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.previewTasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
    const text = () =>
      [...document.querySelectorAll('section[aria-label="Summary"] p')]
        .map((each) => each.textContent ?? '')
        .find((each) => each.includes(words))
    window.previewShown = async (before) =>
      new Promise((resolve) => {
        const look = () => {
          const now = text()
          if (now === undefined || now === before) return void requestAnimationFrame(look)
          const { port1, port2 } = new MessageChannel()
          // In the task after the frame: what was drawn is on the screen.
          port1.addEventListener('message', () => resolve(performance.now()), { once: true })
          port1.start()
          port2.postMessage(null)
        }
        requestAnimationFrame(look)
      })
  }, sentence)
}

/** Opens the preview over a large cluster, and changes a setting a few times. */
export async function measurePreview(browser: Browser, page: Page, origin: string): Promise<PreviewMeasures> {
  await install(page)
  // Those of the worker are not among the page's own performance entries.
  let lastAnswer = 0
  page.on('requestfinished', (request) => {
    const { startTime, responseEnd } = request.timing()
    if (/\/apis?\//.test(request.url())) lastAnswer = Math.max(lastAnswer, startTime + responseEnd)
  })
  await page.goto(`${origin}/pruning/preview`)
  const shown = await page.evaluate(async () => performance.timeOrigin + (await window.previewShown(undefined)))
  const began = await page.evaluate(() => performance.timeOrigin)
  const measures: PreviewMeasures = {
    reading: [lastAnswer - began],
    'first plan': [shown - lastAnswer],
    setting: [],
    'longest task': [],
    'heap of the page': [],
    'heap of the worker': [],
  }
  const field = page.getByLabel('Keep tag revisions')
  for (const choice of choices) {
    await field.focus()
    await field.selectText()
    await page.evaluate((words) => {
      const heading = [...document.querySelectorAll('section[aria-label="Summary"] p')].find((each) =>
        each.textContent?.includes(words),
      )
      const before = heading?.textContent ?? undefined
      window.previewChange = new Promise((resolve) => {
        const onInput = (event: Event) => void window.previewShown(before).then((at) => resolve(at - event.timeStamp))
        document.addEventListener('input', onInput, { once: true, capture: true })
      })
    }, sentence)
    await page.keyboard.press(choice)
    measures.setting.push(await page.evaluate(() => window.previewChange))
  }
  measures['longest task'].push(await page.evaluate(() => Math.max(0, ...window.previewTasks)))
  measures['heap of the page'].push(await heapOf(await page.context().newCDPSession(page)))
  measures['heap of the worker'].push(await workerHeap(browser))
  return measures
}
