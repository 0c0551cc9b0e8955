import type { Labels } from './labels.ts'
import { written } from './labels.ts'
import { INTERVAL, type Alert, type withRules } from './rules.ts'
import { groups, type RuleDefinition } from './ruleDefinitions.ts'

type Ruled = ReturnType<typeof withRules>

/** `The {{ $labels.name }} operator`, `{{ $value | humanizePercentage }}`. */
function rendered(text: string, { labels, value }: Alert): string {
  return text
    .replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '')
    .replaceAll(/\{\{\s*\$value\s*\|\s*humanizePercentage\s*\}\}/g, () => `${Number((value * 100).toPrecision(4))}%`)
    .replaceAll(/\{\{\s*\$value\s*\}\}/g, () => written(value))
}

const sortedLabels = (labels: Labels) =>
  Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Alerts carry their value in exponents of two digits: 1e+00. */
const exponential = (value: number) =>
  Number.isFinite(value) ? value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2') : written(value)

function alertAnswer({ annotations = {} }: RuleDefinition, alert: Alert) {
  return {
    labels: sortedLabels(alert.labels),
    annotations: Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, rendered(text, alert)])),
    state: alert.state,
    activeAt: new Date(alert.activeAt).toISOString(),
    value: exponential(alert.value),
  }
}

/** All alerts there are, as /api/v1/alerts answers. */
export function alertsAnswer({ alerts }: Ruled, now: number) {
  const found = groups.flatMap(({ rules }) =>
    rules.filter(({ alert }) => alert).flatMap((rule) => alerts(rule, now).map((each) => alertAnswer(rule, each))),
  )
  return { alerts: found }
}

/** All rules of a type, or both, as /api/v1/rules answers. */
export function rulesAnswer({ alerts }: Ruled, now: number, type: string | null) {
  const at = new Date(Math.floor(now / INTERVAL) * INTERVAL).toISOString()
  const evaluation = { evaluationTime: 0.000_385_393, lastEvaluation: at }
  const ruleAnswer = (rule: RuleDefinition) => {
    const common = { query: rule.expr, health: 'ok', ...evaluation }
    if (rule.record) return { name: rule.record, ...common, type: 'recording' }
    const found = alerts(rule, now)
    const state = found.some((each) => each.state === 'firing') ? 'firing' : found.length ? 'pending' : 'inactive'
    return {
      state,
      name: rule.alert ?? '',
      duration: rule.holdSeconds ?? 0,
      labels: rule.labels ?? {},
      annotations: rule.annotations ?? {},
      alerts: found.map((each) => alertAnswer(rule, each)),
      ...common,
      type: 'alerting',
    }
  }
  return {
    groups: groups
      .map(({ name, file, rules }) => ({
        name,
        file,
        rules: rules.filter(({ alert }) => type === null || Boolean(alert) === (type === 'alert')).map(ruleAnswer),
        interval: INTERVAL / 1000,
        limit: 0,
        ...evaluation,
      }))
      .filter(({ rules }) => rules.length),
  }
}
