import type { PolicyRule } from '../server/access.ts'
import { equal } from '../server/patch.ts'
import type { Store } from '../server/store.ts'
import type { K8sObject } from '../../src/k8s/types.ts'

const CLUSTER_ROLES = 'rbac.authorization.k8s.io/clusterroles'

interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

export interface ClusterRole extends K8sObject {
  rules?: readonly PolicyRule[] | null
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] } | null
}

function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key]
      if (operator === 'Exists') return value !== undefined
      if (operator === 'DoesNotExist') return value === undefined
      const listed = value !== undefined && values.includes(value)
      return operator === 'In' ? listed : !listed
    })
  )
}

/** The rules that an aggregated role gets: those of every role its selectors choose, by name, each once. */
export function aggregatedRules(role: ClusterRole, roles: readonly ClusterRole[]): PolicyRule[] {
  const rules: PolicyRule[] = []
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? [])
    for (const { metadata, rules: more } of roles.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
      if (metadata.name === role.metadata.name || !selects(selector, metadata.labels ?? {})) continue
      for (const rule of more ?? []) if (!rules.some((known) => equal(known, rule))) rules.push(rule)
    }
  return rules
}

/** Keeps the rules of aggregated roles, as kube-controller-manager does. At once. Answers how to end it. */
export function keepAggregatedRoles(store: Store): () => void {
  let busy = false
  return store.subscribe(CLUSTER_ROLES, () => {
    if (busy) return
    busy = true
    // A role that changes here may itself be part of another: until nothing changes any more.
    for (let changed = true; changed;) {
      const roles: readonly ClusterRole[] = store.list(CLUSTER_ROLES)
      changed = false
      for (const role of roles) {
        if (!role.aggregationRule) continue
        const next = { ...role, rules: aggregatedRules(role, roles) }
        if (equal(next.rules, role.rules ?? [])) continue
        store.put(CLUSTER_ROLES, next)
        changed = true
      }
    }
    busy = false
  })
}
