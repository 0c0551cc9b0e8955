import type { K8sObject, ResourceType } from '../types.ts'

/** One rule of a role. Rules only ever allow. */
export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[] | null
  resources?: string[] | null
  resourceNames?: string[] | null
  nonResourceURLs?: string[] | null
}

export interface LabelSelector {
  matchLabels?: Record<string, string> | null
  matchExpressions?: { key: string; operator: string; values?: string[] | null }[] | null
}

/** A role of a project or of the cluster. The rules of an aggregated one are filled in by the cluster from other roles. */
export type Role = K8sObject & {
  rules?: PolicyRule[] | null
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] | null } | null
}

/** What the bindings of one project may grant. Rarely looked at: not worth one of the scarce watches. */
export const Role: ResourceType<Role> = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'roles',
  kind: 'Role',
  namespaced: true,
  watchable: false,
}

/** What bindings of any project and of the whole cluster may grant. */
export const ClusterRole: ResourceType<Role> = {
  ...Role,
  plural: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
}

/** What is to be done to what. Without a name: to something that has none yet, or to all. */
export interface RuleTarget {
  verb: string
  group: string
  resource: string
  subresource?: string
  name?: string
}

const has = (list: readonly string[] | null | undefined, value: string): boolean =>
  list !== undefined && list !== null && (list.includes(value) || list.includes('*'))

/** Whether a rule is about a target, whatever its name: verb, group and resource as Kubernetes' RBAC compares them. */
export function ruleConcerns(
  { verbs, apiGroups, resources }: PolicyRule,
  { verb, group, resource, subresource }: RuleTarget,
): boolean {
  if (!has(verbs, verb) || !has(apiGroups, group)) return false
  if (!subresource) return has(resources, resource)
  // "*" is everything with all subresources, "*/layers" that subresource of everything; "imagestreams/*" means nothing.
  return has(resources, `${resource}/${subresource}`) || resources?.includes(`*/${subresource}`) === true
}

/** Whether a rule allows something, as Kubernetes decides it (pkg/apis/rbac/v1/evaluation_helpers.go). */
export function ruleAllows(rule: PolicyRule, target: RuleTarget): boolean {
  if (!ruleConcerns(rule, target)) return false
  const names = rule.resourceNames ?? []
  return names.length === 0 || names.includes(target.name ?? '')
}

/** Whether labels match a selector: all that it asks for. An empty selector matches everything. */
export function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Record<string, string>): boolean {
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = labels[key]
      const isAmong = value !== undefined && (values ?? []).includes(value)
      if (operator === 'In') return isAmong
      if (operator === 'NotIn') return !isAmong
      if (operator === 'Exists') return value !== undefined
      return operator === 'DoesNotExist' && value === undefined
    })
  )
}

/**
 * The rules of a role. Those of an aggregated role are written by a controller; where it has not been there yet, they are
 * gathered from the roles that one can read.
 */
export function effectiveRules(role: Role, clusterRoles: Iterable<Role> = []): readonly PolicyRule[] {
  const { rules, aggregationRule } = role
  const selectors = aggregationRule?.clusterRoleSelectors ?? []
  if ((rules ?? []).length > 0 || selectors.length === 0) return rules ?? []
  const gathered: PolicyRule[] = []
  for (const other of clusterRoles) {
    if (other.metadata.name === role.metadata.name) continue
    const labels = other.metadata.labels ?? {}
    if (selectors.some((selector) => selects(selector, labels))) gathered.push(...(other.rules ?? []))
  }
  return gathered
}
