import type { PolicyRule, Subject } from '../server/access.ts'
import { equal } from '../server/patch.ts'
import { fieldError, notFound, qualified, StatusError, type FieldError } from '../server/status.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { Call, KindRules } from './kind.ts'

const RBAC = 'rbac.authorization.k8s.io'

interface RoleBinding extends K8sObject {
  subjects?: (Subject & { apiGroup?: string })[] | null
  roleRef?: { apiGroup?: string; kind?: string; name?: string }
}

function defaults({ subjects, roleRef }: RoleBinding): void {
  if (roleRef) roleRef.apiGroup ||= RBAC
  for (const subject of subjects ?? []) if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= RBAC
}

function errorsOf({ metadata, subjects, roleRef }: RoleBinding): FieldError[] {
  const errors: FieldError[] = []
  const kinds = metadata.namespace ? ['ClusterRole', 'Role'] : ['ClusterRole']
  if (!kinds.includes(roleRef?.kind ?? ''))
    errors.push(fieldError.notSupported('roleRef.kind', roleRef?.kind ?? '', kinds))
  if (!roleRef?.name) errors.push(fieldError.required('roleRef.name'))
  for (const [i, { kind, name, namespace, apiGroup = '' }] of (subjects ?? []).entries()) {
    const at = `subjects[${i}]`
    if (!name) errors.push(fieldError.required(`${at}.name`))
    if (!['ServiceAccount', 'User', 'Group'].includes(kind))
      errors.push(fieldError.notSupported(`${at}.kind`, kind, ['Group', 'ServiceAccount', 'User']))
    if (kind === 'ServiceAccount' && !namespace) errors.push(fieldError.required(`${at}.namespace`))
    const group = kind === 'ServiceAccount' ? '' : RBAC
    if (apiGroup !== group)
      errors.push(fieldError.notSupported(`${at}.apiGroup`, apiGroup, [JSON.stringify(group).slice(1, -1)]))
  }
  return errors
}

/** Nobody gives away what they do not have, unless they may bind the role. */
function confirmNoEscalation(plural: string, { metadata, roleRef }: RoleBinding, call: Call): void {
  const { user, store } = call
  if (user.groups.includes('system:masters')) return
  const { kind = '', name = '' } = roleRef ?? {}
  const { namespace } = metadata
  const resource = kind === 'ClusterRole' ? 'clusterroles' : 'roles'
  const where = namespace ? { namespace } : {}
  if (call.allow({ verb: 'bind', group: RBAC, resource, name, ...where }).allowed) return
  const role: (K8sObject & { rules?: PolicyRule[] | null }) | undefined = store.get(
    `${RBAC}/${resource}`,
    kind === 'Role' ? namespace : undefined,
    name,
  )
  if (!role) throw notFound(RBAC, resource, name)
  const missing = (role.rules ?? []).filter((rule) => !holds(rule, call, where))
  if (!missing.length) return
  const groups = user.groups.map((group) => JSON.stringify(group)).join(' ')
  const texts = missing.map(ruleText).join('\n')
  const why = `user ${JSON.stringify(user.name)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${texts}`
  throw new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${qualified(plural, RBAC)} ${JSON.stringify(metadata.name)} is forbidden: ${why}`,
    details: { name: metadata.name, group: RBAC, kind: plural },
  })
}

/** Whether the user may do everything that a rule allows. */
function holds(rule: PolicyRule, { access, user, allow }: Call, where: { namespace?: string }): boolean {
  if (rule.nonResourceURLs)
    return rule.nonResourceURLs.every((path) => rule.verbs.every((verb) => access.decidePath(user, verb, path).allowed))
  const names = rule.resourceNames?.length ? rule.resourceNames : [undefined]
  return (rule.apiGroups ?? []).every((group) =>
    (rule.resources ?? []).every((each) => {
      const [resource = '', subresource] = each.split('/')
      const attributes = { group, resource, ...(subresource !== undefined && { subresource }), ...where }
      return names.every((name) =>
        rule.verbs.every((verb) => allow({ ...attributes, verb, ...(name !== undefined && { name }) }).allowed),
      )
    }),
  )
}

function ruleText({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: PolicyRule): string {
  const list = (name: string, texts: string[] | undefined) =>
    texts?.length ? [`${name}:[${texts.map((text) => JSON.stringify(text)).join(' ')}]`] : []
  const parts = [
    ...list('APIGroups', apiGroups),
    ...list('Resources', resources),
    ...list('ResourceNames', resourceNames),
    ...list('NonResourceURLs', nonResourceURLs),
    ...list('Verbs', verbs),
  ]
  return `{${parts.join(', ').replaceAll('" "', '", "')}}`
}

const rulesOf = (plural: string): KindRules<RoleBinding> => ({
  group: RBAC,
  plural,
  columns: [
    nameColumn,
    { name: 'Role', cell: ({ roleRef }) => `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}` },
    ageColumn,
  ],
  defaults,
  validateCreate(object, call) {
    confirmNoEscalation(plural, object, call)
    return errorsOf(object)
  },
  validateUpdate(object, old, call) {
    if (!equal(object.subjects, old.subjects) || !equal(object.roleRef, old.roleRef))
      confirmNoEscalation(plural, object, call)
    const { apiGroup = '', kind = '', name = '' } = object.roleRef ?? {}
    const text = `rbac.RoleRef{APIGroup:${JSON.stringify(apiGroup)}, Kind:${JSON.stringify(kind)}, Name:${JSON.stringify(name)}}`
    const changed = {
      field: 'roleRef',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${text}: cannot change roleRef`,
    }
    return [...errorsOf(object), ...(equal(object.roleRef, old.roleRef) ? [] : [changed])]
  },
})

/** Who has which role, in a project or everywhere. What is written counts at once. */
export const roleBindingKinds = [rulesOf('rolebindings'), rulesOf('clusterrolebindings')]
