/** What one run measured: one value, or one for each key or click. KiB, MiB or milliseconds. */
export type Measures = Record<Measure, number[]>

export type Measure =
  'js' | 'css' | 'fonts' | 'api' | 'firstRow' | 'all' | 'longestTask' | 'totalBlocking' | 'heap' | 'key' | 'sort'

export interface Statistic {
  median: number
  min: number
  max: number
  /** Of keystrokes and sorts. */
  p95?: number
}

export interface Summary {
  name: string
  measures: Record<Measure, Statistic>
}

const titles: Record<Measure, string> = {
  js: 'JS KiB br',
  css: 'CSS KiB br',
  fonts: 'fonts KiB',
  api: 'API KiB br',
  firstRow: 'first row ms',
  all: 'all rows ms',
  longestTask: 'longest task ms',
  totalBlocking: 'TBT ms',
  heap: 'heap MiB',
  key: 'key ms',
  sort: 'sort ms',
}

/** The value below which a share of the sorted values lies; the nearest one, none invented. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

const rounded = (value: number) => Math.round(value * 10) / 10

/** The median, the smallest and the largest of some values, to a tenth. */
export function statisticOf(values: readonly number[]): Statistic {
  return {
    median: rounded(percentile(values, 0.5)),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
  }
}

/** Medians, minima and maxima over the runs of a subject. */
export function summarize(name: string, runs: readonly Measures[]): Summary {
  const statistic = (measure: Measure): Statistic => {
    const values = runs.flatMap((run) => run[measure])
    const isInput = measure === 'key' || measure === 'sort'
    return { ...statisticOf(values), ...(isInput && { p95: rounded(percentile(values, 0.95)) }) }
  }
  const measures: Summary['measures'] = {
    js: statistic('js'),
    css: statistic('css'),
    fonts: statistic('fonts'),
    api: statistic('api'),
    firstRow: statistic('firstRow'),
    all: statistic('all'),
    longestTask: statistic('longestTask'),
    totalBlocking: statistic('totalBlocking'),
    heap: statistic('heap'),
    key: statistic('key'),
    sort: statistic('sort'),
  }
  return { name, measures }
}

/** A Markdown table: a row for each measure, a column for each subject, `median (min-max)`. */
export function tableOf(summaries: readonly Summary[]): string {
  const head = ['', ...summaries.map(({ name }) => name)]
  const rows = Object.entries(titles).map(([measure, title]) => [
    title,
    // Object.entries forgets the type of the keys.
    ...summaries.map(({ measures }) => cellOf(measures[measure as Measure])),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** `median (min-max)`, with the 95th percentile where there is one. */
export function cellOf({ median, min, max, p95 }: Statistic): string {
  const middle = p95 === undefined ? `${median}` : `${median} / p95 ${p95}`
  return min === max ? middle : `${middle} (${min}-${max})`
}
