import type { K8sObject } from '../../src/k8s/types.ts'
import type { ResourceName, Store } from './store.ts'

export interface User {
  name: string
  groups: string[]
}

export interface ResourceAttributes {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
}

export interface Decision {
  allowed: boolean
  /** `RBAC: allowed by RoleBinding "edit/payments" of ClusterRole "edit" to User "dev"` */
  reason?: string
}

export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

export interface Subject {
  kind: string
  name: string
  namespace?: string
}

interface Binding extends K8sObject {
  subjects?: Subject[] | null
  roleRef: { kind: string; name: string }
}

const RBAC = 'rbac.authorization.k8s.io'
const AUTHENTICATED = 'system:authenticated'

/** The users of the mock cluster, by bearer token or cookie. */
export const users: Record<string, User> = {
  admin: { name: 'admin', groups: [AUTHENTICATED, 'system:masters'] },
  sre: { name: 'sre', groups: ['dedicated-admins', AUTHENTICATED] },
  dev: { name: 'dev', groups: [AUTHENTICATED] },
  dedicated: { name: 'dedicated', groups: ['dedicated-admins', AUTHENTICATED] },
}

/** Whose a token is: the name itself, or one of the mock's OAuth server, which names its user after OpenShift's `sha256~`. */
export const ownerOf = (token: string) => /^sha256~(\w+)-/.exec(token)?.[1] ?? token

export const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] }

/** What ROSA and OpenShift Dedicated give their administrators beyond what clusters of this kind record: the configuration of the cluster and the registry's own resources, the pruner writable, snapshots of volumes. */
const DEDICATED: PolicyRule[] = [
  {
    verbs: ['get', 'list', 'watch'],
    apiGroups: ['imageregistry.operator.openshift.io', 'config.openshift.io'],
    resources: ['*'],
  },
  {
    verbs: ['create', 'update', 'patch', 'delete'],
    apiGroups: ['imageregistry.operator.openshift.io'],
    resources: ['imagepruners'],
  },
  {
    verbs: ['get', 'list', 'watch', 'create', 'delete'],
    apiGroups: ['snapshot.storage.k8s.io'],
    resources: ['*'],
  },
]

const has = (list: string[] | undefined, value: string) => list?.includes('*') || list?.includes(value) || false

function ruleAllows(rule: PolicyRule, { verb, group, resource, subresource, name }: ResourceAttributes): boolean {
  const wanted = subresource ? `${resource}/${subresource}` : resource
  return (
    has(rule.verbs, verb) &&
    has(rule.apiGroups, group) &&
    (has(rule.resources, wanted) ||
      (subresource !== undefined && (rule.resources?.includes(`*/${subresource}`) ?? false))) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name ?? ''))
  )
}

const pathAllowed = (rule: PolicyRule, verb: string, path: string) =>
  has(rule.verbs, verb) &&
  (rule.nonResourceURLs?.some((url) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)))) ??
    false)

const subjectOf = (subjects: Subject[], user: User) =>
  subjects.find(({ kind, name, namespace }) => {
    if (kind === 'User') return name === user.name
    if (kind === 'Group') return user.groups.includes(name)
    return user.name === `system:serviceaccount:${namespace ?? ''}:${name}`
  })

/** RBAC as the API server evaluates it, over the roles and bindings in the store. */
export class Access {
  readonly #store: Store
  constructor(store: Store) {
    this.#store = store
  }

  /** The rules of a binding's role; undefined where there is no such role. */
  #rulesOf(binding: Binding): PolicyRule[] | undefined {
    const { kind, name } = binding.roleRef
    const resource: ResourceName = `${RBAC}/${kind === 'ClusterRole' ? 'clusterroles' : 'roles'}`
    const role: (K8sObject & { rules?: PolicyRule[] | null }) | undefined = this.#store.get(
      resource,
      kind === 'Role' ? binding.metadata.namespace : undefined,
      name,
    )
    return role && (role.rules ?? [])
  }

  /** The bindings that name a user, cluster-wide ones first, each with its rules. */
  *#bindings(
    user: User,
    namespace: string | undefined,
    errors: string[] = [],
  ): Generator<{ rules: PolicyRule[]; reason: string }> {
    const scopes: [string, ResourceName, string | undefined][] = [
      ['ClusterRoleBinding', `${RBAC}/clusterrolebindings`, undefined],
    ]
    if (namespace) scopes.push(['RoleBinding', `${RBAC}/rolebindings`, namespace])
    for (const [kind, resource, scope] of scopes)
      for (const object of this.#store.list(resource, scope)) {
        // Bindings in the store have the shape of their kind.
        const binding = object as Binding
        const subject = subjectOf(binding.subjects ?? [], user)
        if (!subject) continue
        const name = scope ? `${binding.metadata.name}/${scope}` : binding.metadata.name
        const who = subject.namespace ? `${subject.name}/${subject.namespace}` : subject.name
        const reason = `RBAC: allowed by ${kind} "${name}" of ${binding.roleRef.kind} "${binding.roleRef.name}" to ${subject.kind} "${who}"`
        const rules = this.#rulesOf(binding)
        if (rules) yield { rules, reason }
        else errors.push(missingRole(binding))
      }
    if (user.name === 'dedicated')
      yield {
        rules: DEDICATED,
        reason:
          'RBAC: allowed by ClusterRoleBinding "dedicated-admins" of ClusterRole "dedicated-admins" to Group "dedicated-admins"',
      }
  }

  /** Whether a user may do something to a resource, and why. */
  decide(user: User, attributes: ResourceAttributes): Decision {
    if (user.groups.includes('system:masters')) return { allowed: true }
    const errors: string[] = []
    for (const { rules, reason } of this.#bindings(user, attributes.namespace, errors))
      if (rules.some((rule) => ruleAllows(rule, attributes))) return { allowed: true, reason }
    return { allowed: false, ...(errors.length > 0 && { reason: `RBAC: ${aggregate(errors)}` }) }
  }

  /** Whether a user may read a path that is no resource, such as /version. */
  decidePath(user: User, verb: string, path: string): Decision {
    if (user.groups.includes('system:masters')) return { allowed: true }
    for (const { rules, reason } of this.#bindings(user, undefined))
      if (rules.some((rule) => pathAllowed(rule, verb, path))) return { allowed: true, reason }
    return { allowed: false }
  }

  /** Everything a user may do in a namespace, as rules. */
  rules(user: User, namespace: string): PolicyRule[] {
    if (user.groups.includes('system:masters'))
      return [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]
    return [...this.#bindings(user, namespace)].flatMap(({ rules }) => rules)
  }

  /** Who may do something: the subjects of every binding that allows it, and which roles are not there. */
  subjects(attributes: ResourceAttributes): { subjects: Subject[]; errors: string[] } {
    const { namespace } = attributes
    const bindings = [
      ...this.#store.list(`${RBAC}/clusterrolebindings`),
      ...(namespace ? this.#store.list(`${RBAC}/rolebindings`, namespace) : []),
    ]
    const errors: string[] = []
    const subjects = bindings.flatMap((object) => {
      // Bindings in the store have the shape of their kind.
      const binding = object as Binding
      const rules = this.#rulesOf(binding)
      if (!rules) errors.push(missingRole(binding))
      return rules?.some((rule) => ruleAllows(rule, attributes)) ? (binding.subjects ?? []) : []
    })
    return { subjects, errors }
  }
}

const missingRole = ({ roleRef }: Binding) => `${roleRef.kind.toLowerCase()}.${RBAC} "${roleRef.name}" not found`

/** Several errors as Go prints them: each once, in brackets. */
export function aggregate(errors: string[]): string {
  const each = [...new Set(errors)]
  return each.length > 1 ? `[${each.join(', ')}]` : (each[0] ?? '')
}

/** The text of a 403. */
export function forbiddenText(
  user: User,
  { verb, group, resource, subresource, namespace }: ResourceAttributes,
): string {
  const what = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  return `User "${user.name}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`
}
