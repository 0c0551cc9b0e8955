// npm run bench [-- --runs 5 --only large]: how fast the built console is, as JSON and as a table. Nothing fails on its figures.
//   --dist DIR  a build that is there, instead of a new one in dist
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test'
import { chromiumOptions } from '../../e2e/chromium.ts'
import { accessScenarios, measureAccess } from './access.ts'
import { measureActions } from './actions.ts'
import { countBytes } from './bytes.ts'
import { measureCharts } from './charts.ts'
import { labText, measureLab } from './lab.ts'
import { liveSeconds, logFigureText, measureLogs } from './logs.ts'
import { measureLogsPage } from './logsPage.ts'
import { measureLogParsing } from './logParsing.ts'
import { measureOverview } from './overview.ts'
import { measurePreview } from './preview.ts'
import { installProbe, readProbe, timeKey, timeSort } from './probe.ts'
import { measureTabs, tabsText } from './tabs.ts'
import { statisticOf, summarize, tableOf, type Measures, type Statistic, type Summary } from './report.ts'

interface Subject {
  name: string
  scenario: string
  path: string
  table: string
  count: number
  /** The name of the field that filters by name. */
  filter: string
  /** Columns to sort by in turn. */
  columns: string[]
  /** The filter looks at more than the name shows: what is counted tells that it is done. */
  countsOnly?: boolean
}

const tags = (count: number): Subject => ({
  name: `${count.toLocaleString('en-US')} tags of one stream`,
  scenario: `tags-${count}`,
  path: '/imagestreams/bench/app',
  table: 'Tags',
  count,
  filter: 'Tag',
  columns: ['Tag', 'Updated'],
})

const subjects: Subject[] = [
  {
    name: '5,000 image streams',
    scenario: 'large',
    path: '/imagestreams',
    table: 'Image streams',
    count: 5000,
    filter: 'Name',
    columns: ['Name', 'Project', 'Tags', 'Updated'],
  },
  tags(100),
  tags(1000),
  tags(5000),
  { ...tags(1000), name: '1,000 tags of 20 revisions', scenario: 'tags-1000x20' },
  {
    name: '20,000 images',
    scenario: 'images-20000',
    path: '/images',
    table: 'Images',
    count: 20_000,
    filter: 'Digest',
    columns: ['Digest', 'Size', 'Created', 'Tags'],
    countsOnly: true,
  },
]

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    port: { type: 'string', default: '5198' },
    dist: { type: 'string' },
  },
})
const dist = values.dist ?? 'dist'
/** 20,000 images, 5,000 streams with 300,000 revisions, 10,000 pods. */
const previewed = 'pruning-20000'
const origin = `http://127.0.0.1:${values.port}`

async function serveScenario(scenario: string): Promise<ChildProcess> {
  const args = ['scripts/serve.ts', '--scenario', scenario, '--dist', dist, '--port', values.port]
  const server = spawn('node', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  // It prints its address once it listens.
  await once(server.stdout, 'data')
  return server
}

async function heapOf(session: CDPSession): Promise<number> {
  // Twice: what the first collection finalizes, the second one frees.
  for (let pass = 0; pass < 2; pass++) await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1024 / 1024
}

async function keystrokes(page: Page, { filter, countsOnly }: Subject): Promise<number[]> {
  const times: number[] = []
  await page.getByRole('searchbox', { name: filter }).focus()
  for (const key of '1203456789') {
    times.push(await timeKey(page, key, countsOnly ? '' : key))
    await page.keyboard.press('Backspace')
    await page.waitForFunction(
      () => !/ of /.test(document.querySelector('[role=status].rc-toolbar__count')?.textContent ?? ' of '),
    )
  }
  return times
}

async function measure(browser: Browser, subject: Subject): Promise<Measures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const bytes = await countBytes(session)
  await installProbe(page, subject.table, subject.count)
  await page.goto(origin + subject.path)
  await page.waitForFunction(() => window.benchProbe.firstRow !== undefined)
  // What comes later, such as fonts of other weights, is not what the first rows waited for.
  const [js, css, fonts] = [bytes('Script'), bytes('Stylesheet'), bytes('Font')]
  const moments = await readProbe(page)
  const heap = await heapOf(session)
  const keys = await keystrokes(page, subject)
  const sorts: number[] = []
  for (const column of subject.columns) sorts.push(await timeSort(page, column))
  await context.close()
  return {
    js: [js],
    css: [css],
    fonts: [fonts],
    api: [bytes('Fetch') + bytes('XHR')],
    firstRow: [moments.firstRow],
    all: [moments.all],
    longestTask: [moments.longestTask],
    totalBlocking: [moments.totalBlocking],
    heap: [heap],
    key: keys,
    sort: sorts,
  }
}

/** How long the results of actions take to show, over runs that each have a cluster of their own. */
async function measureAnswers(): Promise<Record<string, Statistic>> {
  const server = await serveScenario('healthy')
  const times: Record<string, number[]> = {}
  try {
    for (let run = 0; run <= Number(values.runs); run++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
      await context.addCookies([{ name: 'mock-cluster', value: `bench-${run}`, url: origin }])
      const measured = await measureActions(await context.newPage(), origin)
      await context.close()
      // The first run finds a server that has just started: not counted.
      if (run > 0) for (const [action, time] of Object.entries(measured)) (times[action] ??= []).push(time)
    }
  } finally {
    server.kill()
    await once(server, 'exit')
  }
  return Object.fromEntries(Object.entries(times).map(([action, all]) => [action, statisticOf(all)]))
}

/** What a page over a large cluster costs, over runs in windows of their own. */
async function measureIn(
  scenario: string,
  title: string,
  measurePage: (page: Page) => Promise<Record<string, number[]>>,
): Promise<Record<string, Statistic>> {
  const server = await serveScenario(scenario)
  const all: Record<string, number[]> = {}
  try {
    for (let run = 0; run <= Number(values.runs); run++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
      const measured = await measurePage(await context.newPage())
      await context.close()
      process.stderr.write(`${title}: run ${run} of ${values.runs}\n`)
      // The first run finds a server that has just started: not counted.
      if (run > 0) for (const [key, some] of Object.entries(measured)) (all[key] ??= []).push(...some)
    }
  } finally {
    server.kill()
    await once(server, 'exit')
  }
  return statisticsOf(all)
}

function statisticsOf(all: Record<string, number[]>): Record<string, Statistic> {
  return Object.fromEntries(Object.entries(all).map(([key, some]) => [key, statisticOf(some)]))
}

/** Logs in the page of logs, in its list alone, and in PatternFly's LogViewer. Once: it takes minutes. */
async function measureAllLogs() {
  const server = await serveScenario('healthy')
  try {
    const page = await measureLogsPage(browser, Number(values.port), liveSeconds)
    return { page, ...(await measureLogs(browser)) }
  } finally {
    server.kill()
    await once(server, 'exit')
  }
}

// The page of a chart is built by itself; lines are read without a page.
const needsBuild = !values.dist && !['charts', 'log-parsing'].includes(values.only ?? '')
const build = needsBuild ? spawnSync('vite', ['build', '--logLevel', 'warn'], { stdio: 'inherit' }) : undefined
if (build && build.status !== 0) process.exit(1)
const browser = await chromium.launch(chromiumOptions)
const summaries: Summary[] = []
for (const subject of subjects.filter(({ scenario }) => !values.only || scenario === values.only)) {
  const server = await serveScenario(subject.scenario)
  try {
    // The first visit finds a server that has just started: not counted.
    await measure(browser, subject)
    const runs: Measures[] = []
    for (let run = 0; run < Number(values.runs); run++) {
      runs.push(await measure(browser, subject))
      process.stderr.write(`${subject.name}: run ${run + 1} of ${values.runs}\n`)
    }
    summaries.push(summarize(subject.name, runs))
  } finally {
    server.kill()
    await once(server, 'exit')
  }
}
const answers = values.only && values.only !== 'actions' ? {} : await measureAnswers()
const preview =
  values.only && values.only !== previewed
    ? {}
    : await measureIn(previewed, 'preview', (page) => measurePreview(browser, page, origin))
const overview =
  values.only && values.only !== 'overview'
    ? {}
    : await measureIn('large', 'overview', (page) => measureOverview(page, origin))
const access: Record<string, Statistic> = {}
for (const scenario of values.only && values.only !== 'access' ? [] : accessScenarios)
  Object.assign(access, await measureIn(scenario, 'access', (page) => measureAccess(page.context(), origin, scenario)))
const charts = values.only && values.only !== 'charts' ? undefined : await measureCharts(browser, Number(values.runs))
const logs = values.only && values.only !== 'logs' ? undefined : await measureAllLogs()
const parsing = values.only && values.only !== 'log-parsing' ? {} : statisticsOf(measureLogParsing(Number(values.runs)))
const isWanted = (name: string) => !values.only || values.only === name
const lab = isWanted('lab') ? await measureLab(browser, dist, values.port, Number(values.runs)) : []
const redraw = charts && statisticOf(charts.redraw)
await browser.close()
const tabs = isWanted('tabs') ? await measureTabs(dist, values.port) : undefined
console.log(
  JSON.stringify(
    {
      at: new Date().toISOString(),
      browser: browser.version(),
      runs: Number(values.runs),
      subjects: summaries,
      answers,
      preview,
      overview,
      access,
      logs,
      parsing,
      lab,
      tabs,
      charts: charts && { redraw, bytes: statisticOf(charts.bytes), violations: charts.violations },
    },
    null,
    2,
  ),
)
if (summaries.length > 0) console.log(tableOf(summaries))
for (const [action, { median, min, max }] of Object.entries(answers))
  console.log(`${action}: result on the screen ${median} ms (${min}-${max}) after the answer`)
for (const [title, { median, min, max }] of Object.entries(preview))
  console.log(`preview of pruning, ${title}: ${median} (${min}-${max})`)
for (const [title, { median, min, max }] of Object.entries(overview))
  console.log(`overview of 5,000 image streams, ${title}: ${median} ms (${min}-${max})`)
for (const [title, { median, min, max }] of Object.entries(access))
  console.log(`${title}: ${median} ms (${min}-${max})`)
if (charts && redraw) {
  const [size = 0] = charts.bytes
  console.log(
    `chart of 6 lines of 1,500 points: redrawn in ${redraw.median} ms (${redraw.min}-${redraw.max}), target 50`,
  )
  console.log(`code of charts: ${size.toFixed(1)} KiB brotli; violations of the policy: ${charts.violations.length}`)
}
for (const figure of logs?.page ?? []) console.log(`page of logs, ${logFigureText(figure)}`)
for (const figure of logs?.list ?? []) console.log(`list of a log of 1,000,000 lines, ${logFigureText(figure)}`)
for (const figure of logs?.viewer ?? []) console.log(`PatternFly's LogViewer, ${logFigureText(figure)}`)
for (const [title, { median, min, max }] of Object.entries(parsing))
  console.log(`lines of a registry's log ${title} in a second: ${median} (${min}-${max})`)
if (lab.length > 0) console.log(labText(lab))
if (tabs) console.log(tabsText(tabs))
