import type { PromAlert, PromAlertRule } from './client.ts'
import { namespace } from './registryQuery.ts'

export interface RegistryAlert extends PromAlert {
  name: string
  /** What its rule computes. */
  query: string
}

/** Those of the operator, of the cluster's operators, of volumes, and of the samples operator. */
const ruleNames = /^(ImageRegistry|Samples|ClusterOperator(Degraded|Down)$|KubePersistentVolume)/

/** Whether an alert is about the registry: of its project, its operator, its claim, or of the samples in its image streams. */
export function isRegistryAlert(labels: PromAlert['labels']): boolean {
  const name = labels['alertname'] ?? ''
  return (
    labels['namespace'] === namespace ||
    labels['kubernetes_operator_part_of'] === 'image-registry' ||
    labels['name'] === 'image-registry' ||
    labels['operator'] === 'image-registry' ||
    /^(ImageRegistry|Samples)/.test(name)
  )
}

/** The rules that can say something of the registry. A rule about every operator or volume is one of them. */
export function registryRules(rules: readonly PromAlertRule[]): PromAlertRule[] {
  return rules.filter(
    (rule) =>
      ruleNames.test(rule.name) ||
      isRegistryAlert(rule.labels) ||
      rule.query.includes('image-registry') ||
      rule.alerts.some(({ labels }) => isRegistryAlert(labels)),
  )
}

/** Whether the operator of this version brings alerts of its own. That of 4.13 has none. */
export function hasOwnRules(rules: readonly PromAlertRule[]): boolean {
  return rules.some(
    ({ name, labels }) =>
      name.startsWith('ImageRegistry') || labels['kubernetes_operator_part_of'] === 'image-registry',
  )
}

/** The alerts of the registry: those that fire first, of them the worst. */
export function registryAlerts(rules: readonly PromAlertRule[]): RegistryAlert[] {
  return rules
    .flatMap((rule) =>
      rule.alerts
        .map((alert) => ({ ...alert, name: alert.labels['alertname'] ?? rule.name, query: rule.query }))
        .filter(({ labels, name }) => isRegistryAlert({ ...labels, alertname: name })),
    )
    .toSorted(
      (a, b) =>
        Number(a.state === 'pending') - Number(b.state === 'pending') ||
        rankOf(a) - rankOf(b) ||
        a.name.localeCompare(b.name, 'en'),
    )
}

/** What a rule is for the registry alone: other operators and other claims may fire. */
export function stateOfRule(rule: PromAlertRule): PromAlertRule['state'] {
  const own = registryAlerts([rule])
  if (own.some(({ state }) => state === 'firing')) return 'firing'
  if (own.length > 0) return 'pending'
  return rule.state === 'unknown' ? 'unknown' : 'inactive'
}

const severities = ['critical', 'warning', 'info']

function rankOf({ labels }: PromAlert): number {
  const rank = severities.indexOf(labels['severity'] ?? '')
  return rank === -1 ? severities.length : rank
}
