import type { Labels } from './labels.ts'

export type MetricType = 'counter' | 'gauge' | 'summary' | 'histogram' | 'untyped'

export interface Metric {
  /** With `_sum`, `_count` or `_bucket` where it has one. */
  name: string
  labels: Labels
  value: number
  /** Of its family. */
  type: MetricType
  family: string
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/
const PAIR = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

/** What a process says of itself when it is scraped, in Prometheus' text format. */
export function exposed(lines: readonly string[]): Metric[] {
  const types = new Map<string, MetricType>()
  const metrics: Metric[] = []
  for (const line of lines) {
    const typed = /^# TYPE (\S+) (counter|gauge|summary|histogram|untyped)/.exec(line)
    // The pattern knows no other types.
    if (typed) types.set(typed[1] ?? '', typed[2] as MetricType)
    const sample = line.startsWith('#') ? undefined : LINE.exec(line)
    if (!sample) continue
    const [, name = '', pairs = '', value = ''] = sample
    const family = types.has(name) ? name : name.replace(/_(?:sum|count|bucket)$/, '')
    const labels = Object.fromEntries(
      [...pairs.matchAll(PAIR)].map(([, label = '', text = '']) => [label, text.replaceAll(/\\(["\\])/g, '$1')]),
    )
    const number = Number(value.replace('Inf', 'Infinity'))
    metrics.push({ name, labels, value: number, type: types.get(family) ?? 'untyped', family })
  }
  return metrics
}
