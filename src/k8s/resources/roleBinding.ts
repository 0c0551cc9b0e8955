import { commandLine } from '../../lib/shell.ts'
import type { Schemas } from '../generated/schema.ts'
import type { K8sObject, ResourceType } from '../types.ts'

/** Who is granted something: a user, a group, or a service account of a project. */
export type Subject = Schemas['rbac.v1.Subject']

export type RoleBinding = K8sObject & {
  roleRef: Schemas['rbac.v1.RoleRef']
  subjects?: Subject[] | null
}

const group = 'rbac.authorization.k8s.io'

/** Who has which role in a project. Rarely looked at: not worth one of the scarce watches. */
export const RoleBinding: ResourceType<RoleBinding> = {
  group,
  version: 'v1',
  plural: 'rolebindings',
  kind: 'RoleBinding',
  namespaced: true,
  watchable: false,
}

/** Who has which role in the whole cluster. */
export const ClusterRoleBinding: ResourceType<RoleBinding> = {
  ...RoleBinding,
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
}

/** A role granted to somebody, in a project or in the whole cluster. */
export interface Grant {
  /** The name of a role: of a cluster role, as OpenShift's own are, unless told. */
  role: string
  roleKind?: 'ClusterRole' | 'Role' | undefined
  namespace?: string | undefined
  subject: Subject
}

/** The kind of bindings that a grant is made of. */
export function bindingTypeOf({ namespace }: Pick<Grant, 'namespace'>): ResourceType<RoleBinding> {
  return namespace === undefined ? ClusterRoleBinding : RoleBinding
}

const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/
const subdomain = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

/** Project and name of a service account, from the name that it has as a user; undefined when it is none. */
export function serviceAccountOf(user: string): { namespace: string; name: string } | undefined {
  const [, namespace = '', name = '', more] = /^system:serviceaccount:([^:]*):([^:]*)(:.*)?$/s.exec(user) ?? []
  return more === undefined && dnsLabel.test(namespace) && subdomain.test(name) ? { namespace, name } : undefined
}

/** A user or a group as the subject of a binding. Service accounts are users with a name of their own form, as `oc` takes them. */
export function subjectOf(kind: 'User' | 'Group', name: string): Subject {
  const account = kind === 'User' ? serviceAccountOf(name) : undefined
  return account ? { kind: 'ServiceAccount', ...account } : { kind, apiGroup: group, name }
}

/** The name of a subject as `oc` is given it and as the registry's log has it. */
export function subjectName({ kind, name, namespace }: Subject): string {
  return kind === 'ServiceAccount' ? `system:serviceaccount:${namespace ?? ''}:${name}` : name
}

/** Whether two subjects are the same one, as `oc` compares them. */
export function isSameSubject(a: Subject, b: Subject): boolean {
  return a.kind === b.kind && a.name === b.name && (a.namespace ?? '') === (b.namespace ?? '')
}

/** The bindings by which somebody has a role. Only what names them counts, not the groups that they are in. */
export function bindingsWith(bindings: readonly RoleBinding[], { role, roleKind, subject }: Grant): RoleBinding[] {
  return bindings.filter(
    ({ roleRef, subjects }) =>
      roleRef.kind === (roleKind ?? 'ClusterRole') &&
      roleRef.name === role &&
      (subjects ?? []).some((each) => isSameSubject(each, subject)),
  )
}

/** The binding by which somebody has a role already. */
export function bindingOf(bindings: readonly RoleBinding[], grant: Grant): RoleBinding | undefined {
  return bindingsWith(bindings, grant)[0]
}

/** The names that a new binding of a role may get, in the order in which `oc` tries them: the role's own, then with -0, -1 … */
export function* bindingNames(role: string, taken: ReadonlySet<string>): Generator<string> {
  if (!taken.has(role)) yield role
  for (let number = 0; ; number++) if (!taken.has(`${role}-${number}`)) yield `${role}-${number}`
}

/** A new binding for one grant, as `oc` makes one: it never adds to a binding that is there. */
export function newBinding({ role, roleKind, namespace, subject }: Grant, name: string): RoleBinding {
  return {
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    subjects: [subject],
    roleRef: { apiGroup: group, kind: roleKind ?? 'ClusterRole', name: role },
  }
}

/** The command that makes the same grant. */
export function grantCommandOf(grant: Grant): string {
  return policyCommand(grant, (what, to) => `add-${what}-to-${to}`)
}

/** `oc policy` for the bindings of a project, `oc adm policy` for those of the cluster. */
export function policyCommand(
  { role, roleKind, namespace, subject }: Grant,
  verbOf: (what: 'role' | 'cluster-role', who: 'user' | 'group') => string,
): string {
  const who = subject.kind === 'Group' ? 'group' : 'user'
  const name = subjectName(subject)
  // What begins as a flag would be taken for one.
  const words = name.startsWith('-') ? ['--', role, name] : [role, name]
  if (namespace === undefined) return commandLine('oc', 'adm', 'policy', verbOf('cluster-role', who), ...words)
  const where = [...(roleKind === 'Role' ? [`--role-namespace=${namespace}`] : []), '-n', namespace]
  const command = ['oc', 'policy', verbOf('role', who)]
  return name.startsWith('-')
    ? commandLine(...command, ...where, ...words)
    : commandLine(...command, ...words, ...where)
}

/** Whether a text can be the name of a project. */
export function isProjectName(text: string): boolean {
  return dnsLabel.test(text)
}

const administrators = new Set(['admin', 'registry-admin', 'cluster-admin'])

/** Who may grant roles in a project, of those its bindings name: its administrators. */
export function administratorsOf(bindings: readonly RoleBinding[]): Subject[] {
  const found = new Map<string, Subject>()
  for (const { roleRef, subjects } of bindings) {
    if (roleRef.kind !== 'ClusterRole' || !administrators.has(roleRef.name)) continue
    for (const subject of subjects ?? []) found.set(`${subject.kind} ${subjectName(subject)}`, subject)
  }
  return [...found.values()]
}
