import type { Expr, Matcher } from './ast.ts'
import { evaluate } from './evaluate.ts'
import { keyOf, unnamed, type Labels } from './labels.ts'
import { parse } from './parser.ts'
import type { GroupDefinition, RuleDefinition } from './ruleDefinitions.ts'
import { LOOKBACK, matches, type Samples, type Source, type Vector } from './source.ts'
import { seriesOf } from './vectors.ts'

/** How often rules are evaluated, in milliseconds. */
export const INTERVAL = 30_000

export interface Alert {
  labels: Labels
  state: 'pending' | 'firing'
  /** Since when its expression has been true, in milliseconds. */
  activeAt: number
  value: number
}

interface Rule {
  definition: RuleDefinition
  expr: Expr
}

const hold = ({ holdSeconds = 0 }: RuleDefinition) => holdSeconds * 1000

function series({ expr }: Rule, source: Source, steps: readonly number[]): readonly Vector[] {
  return seriesOf(evaluate(expr, { source, steps }))
}

const labelsOf = ({ definition: { record, alert, labels } }: Rule, found: Labels): Labels =>
  record ? { ...found, ...labels, __name__: record } : { ...unnamed(found), ...labels, alertname: alert ?? '' }

/** How far back it is looked for how long an alert has been active, and how closely. */
const HISTORY = [
  { back: 3_600_000, step: INTERVAL },
  { back: 86_400_000, step: 10 * INTERVAL },
  { back: 14 * 86_400_000, step: 120 * INTERVAL },
]

/** The alerts that a rule finds at a time. */
function alertsOf(rule: Rule, source: Source, now: number): Alert[] {
  const last = Math.floor(now / INTERVAL) * INTERVAL
  return series(rule, source, [last]).flatMap(({ labels, values: [value] }) => {
    if (value === undefined) return []
    const activeAt = activeSince(rule, source, labels, last)
    const state = last - activeAt >= hold(rule.definition) ? 'firing' : 'pending'
    return { labels: labelsOf(rule, labels), state, activeAt, value }
  })
}

function activeSince(rule: Rule, source: Source, labels: Labels, last: number): number {
  const key = keyOf(labels)
  let since = last
  for (const { back, step } of HISTORY) {
    const from = since
    const steps = Array.from({ length: Math.floor(back / step) + 1 }, (_, index) => from - back + index * step)
    const values = series(rule, source, steps).find((each) => keyOf(each.labels) === key)?.values ?? []
    const gap = values.findLastIndex((value) => value === undefined)
    since = steps[gap + 1] ?? from
    if (gap !== -1) return since
  }
  return since
}

/** What rules make of a source: series of their own beside those that are scraped. `evaluated` says whether rules were evaluated at a time. */
export function withRules(
  source: Source,
  groups: readonly GroupDefinition[],
  evaluated: (time: number) => boolean = () => true,
) {
  const rules: Rule[] = groups.flatMap((group) =>
    group.rules.map((definition) => ({ definition, expr: parse(definition.expr) })),
  )
  const recordings = rules.filter(({ definition }) => definition.record)
  const alerting = rules.filter(({ definition }) => definition.alert)

  /** The series that rules make at some times of their own. */
  function made(matchers: readonly Matcher[], steps: readonly number[]): Vector[] {
    const isNamed = (name: string) =>
      matchers.filter((matcher) => matcher.name === '__name__').every(({ test }) => test(name))
    const recorded = recordings
      .filter(({ definition }) => isNamed(definition.record ?? ''))
      .flatMap((rule) =>
        series(rule, source, steps).map(({ labels, values }) => ({ labels: labelsOf(rule, labels), values })),
      )
    const alerts = isNamed('ALERTS') ? alerting.flatMap((rule) => alertSeries(rule, source, steps)) : []
    return [...recorded, ...alerts].filter(({ labels }) => matches(labels, matchers))
  }

  const lastEvaluation = (time: number) => {
    let last = Math.floor(time / INTERVAL) * INTERVAL
    while (!evaluated(last) && last >= time - LOOKBACK) last -= INTERVAL
    return last
  }

  const whole: Source = {
    at(matchers, times) {
      const steps = [...new Set(times.map(lastEvaluation))]
      const index = new Map(steps.map((step, position) => [step, position]))
      const found = made(matchers, steps).map(({ labels, values }) => ({
        labels,
        values: times.map((time) => {
          const step = lastEvaluation(time)
          return step >= time - LOOKBACK ? values[index.get(step) ?? -1] : undefined
        }),
      }))
      return [...source.at(matchers, times), ...found]
    },
    range(matchers, windows, asked) {
      const interval = asked.width > 6 * 3_600_000 ? 120 * INTERVAL : INTERVAL
      const steps = windows.flatMap(({ from, to }) => {
        const first = Math.ceil(from / interval)
        return Array.from(
          { length: Math.max(0, Math.floor(to / interval) - first + 1) },
          (_, step) => (first + step) * interval,
        )
      })
      const kept = steps.filter(evaluated)
      const found = made(matchers, kept).map(({ labels, values }): Samples => {
        const there = kept.flatMap((time, step): [number, number][] => {
          const value = values[step]
          return value === undefined ? [] : [[time, value]]
        })
        return { labels, times: there.map(([time]) => time), values: there.map(([, value]) => value) }
      })
      return [...source.range(matchers, windows, asked), ...found]
    },
  }
  return {
    source: whole,
    alerts: (rule: RuleDefinition, now: number): Alert[] => {
      const known = rules.find(({ definition }) => definition === rule)
      return known ? alertsOf(known, source, now) : []
    },
  }
}

/** ALERTS: 1 while an alert is pending or firing. It fires where it was active at five times during its hold. */
function alertSeries(rule: Rule, source: Source, steps: readonly number[]): readonly Vector[] {
  const wait = hold(rule.definition)
  const now = series(rule, source, steps)
  if (now.length === 0) return []
  const before = [1, 0.75, 0.5, 0.25].map((part) =>
    series(
      rule,
      source,
      steps.map((step) => step - part * wait),
    ),
  )
  return now.flatMap(({ labels, values }) => {
    const key = keyOf(labels)
    const earlier = before.map((vectors) => vectors.find((each) => keyOf(each.labels) === key)?.values)
    const held = (step: number) => earlier.every((each) => each?.[step] !== undefined)
    return (['pending', 'firing'] as const).map((alertstate) => ({
      labels: { ...labelsOf(rule, labels), __name__: 'ALERTS', alertstate },
      values: values.map((value, step) =>
        value !== undefined && held(step) === (alertstate === 'firing') ? 1 : undefined,
      ),
    }))
  })
}
