import type { ApiError } from '../ApiError.ts'
import { shippedRules } from './builtInRoles.ts'
import { effectiveRules, ruleAllows, ruleConcerns } from './role.ts'
import type { PolicyRule, Role, RuleTarget } from './role.ts'
import { serviceAccountOf } from './roleBinding.ts'
import type { RoleBinding, Subject } from './roleBinding.ts'

/**
 * What roles may allow in the registry. `create`: new image streams by pushing to them; `administer`: grant roles;
 * `delete`: tags; `prune`: images and their blobs, which belong to the whole cluster.
 */
export type RegistryRight = 'pull' | 'push' | 'create' | 'administer' | 'delete' | 'prune'

const image = 'image.openshift.io'
const layers = (verb: string): RuleTarget => ({ verb, group: image, resource: 'imagestreams', subresource: 'layers' })

/**
 * What is asked for a right, the first being what makes it: the registry asks in image.openshift.io alone, so that rules of
 * the legacy group "" do not count (image-registry pkg/dockerregistry/server/auth.go). A push asks for pull as well.
 */
export const rightTargets: Record<RegistryRight, readonly [RuleTarget, ...RuleTarget[]]> = {
  pull: [layers('get')],
  push: [layers('update'), layers('get')],
  create: [{ verb: 'create', group: image, resource: 'imagestreams' }, layers('update'), layers('get')],
  administer: [{ verb: 'create', group: 'rbac.authorization.k8s.io', resource: 'rolebindings' }],
  delete: [{ verb: 'delete', group: image, resource: 'imagestreamtags' }],
  prune: [{ verb: 'delete', group: image, resource: 'images' }],
}

export const registryRights: readonly RegistryRight[] = ['pull', 'push', 'create', 'administer', 'delete', 'prune']

/** How far a right goes: to everything in its scope, to these names only, or not at all. */
export type Reach = 'all' | readonly string[] | undefined

export type Rights = Record<RegistryRight, Reach>

/** What rules allow in the registry. Names limit nothing that is yet to be made: such rules do not allow to create. */
export function rightsOf(rules: readonly PolicyRule[]): Rights {
  const of = (right: RegistryRight) => reachOf(rules, rightTargets[right][0])
  return {
    pull: of('pull'),
    push: of('push'),
    create: of('create'),
    administer: of('administer'),
    delete: of('delete'),
    prune: of('prune'),
  }
}

function reachOf(rules: readonly PolicyRule[], target: RuleTarget): Reach {
  const names = new Set<string>()
  for (const rule of rules) {
    if (!ruleConcerns(rule, target)) continue
    if (!rule.resourceNames?.length) return 'all'
    if (target.verb !== 'create') for (const name of rule.resourceNames) names.add(name)
  }
  return names.size > 0 ? [...names].toSorted() : undefined
}

/** What was read to tell who may do what: the bindings of a project or of all, those of the cluster, and the roles they name. */
export interface AccessSources {
  bindings: readonly RoleBinding[]
  clusterBindings: readonly RoleBinding[]
  /** By `ClusterRole/NAME` or `Role/PROJECT/NAME`. `missing`: there is no such role. `unknown`, or not in it: it may not be read. */
  roles: ReadonlyMap<string, Role | 'missing' | 'unknown'>
  /** What could not be read: what is told from the rest is not all. */
  unread: readonly { what: string; error: ApiError }[]
  pending: boolean
}

export type GrantedRights = Rights | 'unknownRole' | 'missingRole'

/** One subject of one binding, with what it comes to. */
export interface AccessGrant {
  subject: Subject
  role: { kind: 'ClusterRole' | 'Role'; name: string }
  /** Without a namespace: for the whole cluster. */
  binding: RoleBinding
  rights: GrantedRights
  /** The role may not be read: this is what one of its name ships with. */
  isAssumed: boolean
}

/** The key of a binding's role in AccessSources.roles. */
export function roleKeyOf({ roleRef, metadata }: RoleBinding): string {
  return roleRef.kind === 'Role' ? `Role/${metadata.namespace ?? ''}/${roleRef.name}` : `ClusterRole/${roleRef.name}`
}

interface KnownRules {
  rules: readonly PolicyRule[]
  isAssumed: boolean
}

/** The rules of the roles that bindings name; each role is looked at once. */
function createRuleSource({ roles }: Pick<AccessSources, 'roles'>) {
  const known = new Map<string, KnownRules | 'unknownRole' | 'missingRole'>()
  const find = (key: string): KnownRules | 'unknownRole' | 'missingRole' => {
    const role = roles.get(key)
    if (role === 'missing') return 'missingRole'
    if (role !== undefined && role !== 'unknown') {
      return { rules: effectiveRules(role, clusterRolesIn(roles)), isAssumed: false }
    }
    const shipped = key.startsWith('ClusterRole/') ? shippedRules(key.slice('ClusterRole/'.length)) : undefined
    return shipped ? { rules: shipped, isAssumed: true } : 'unknownRole'
  }
  return (binding: RoleBinding) => {
    const key = roleKeyOf(binding)
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = find(key)))
    return found
  }
}

function* clusterRolesIn(roles: AccessSources['roles']): Generator<Role> {
  for (const [key, role] of roles) if (typeof role !== 'string' && key.startsWith('ClusterRole/')) yield role
}

function kindOfRole({ roleRef }: RoleBinding): AccessGrant['role'] {
  return { kind: roleRef.kind === 'Role' ? 'Role' : 'ClusterRole', name: roleRef.name }
}

/** Every subject of every binding, with what its role allows: what belongs to the cluster is not granted in a project. */
export function grantsOf(sources: Pick<AccessSources, 'bindings' | 'clusterBindings' | 'roles'>): AccessGrant[] {
  const rulesOf = createRuleSource(sources)
  const rightsByRules = new Map<readonly PolicyRule[], { project: Rights; cluster: Rights }>()
  const grants: AccessGrant[] = []
  for (const binding of [...sources.clusterBindings, ...sources.bindings]) {
    const subjects = binding.subjects ?? []
    if (subjects.length === 0) continue
    const known = rulesOf(binding)
    let rights: GrantedRights
    if (typeof known === 'string') rights = known
    else {
      let both = rightsByRules.get(known.rules)
      if (!both) {
        const cluster = rightsOf(known.rules)
        rightsByRules.set(known.rules, (both = { cluster, project: { ...cluster, prune: undefined } }))
      }
      rights = binding.metadata.namespace === undefined ? both.cluster : both.project
    }
    const role = kindOfRole(binding)
    const isAssumed = typeof known !== 'string' && known.isAssumed
    for (const subject of subjects) grants.push({ subject, role, binding, rights, isAssumed })
  }
  return grants
}

/**
 * Who may do something, of those whom bindings name: in a project by its bindings and the cluster's, without one by the
 * cluster's alone. Whose role cannot be read is left out; what is assumed is marked.
 */
export function whoMay(
  sources: Pick<AccessSources, 'bindings' | 'clusterBindings' | 'roles'>,
  { namespace, ...target }: RuleTarget & { namespace?: string },
): AccessGrant[] {
  const rulesOf = createRuleSource(sources)
  // Of roles that many bindings name the rules are looked at once.
  const allowing = new Map<readonly PolicyRule[], Rights | undefined>()
  const bindings = sources.bindings.filter(
    ({ metadata }) => namespace !== undefined && metadata.namespace === namespace,
  )
  const found: AccessGrant[] = []
  for (const binding of [...sources.clusterBindings, ...bindings]) {
    const known = rulesOf(binding)
    if (typeof known === 'string') continue
    if (!allowing.has(known.rules)) {
      const isAllowed = known.rules.some((rule) => ruleAllows(rule, target))
      allowing.set(known.rules, isAllowed ? rightsOf(known.rules) : undefined)
    }
    const rights = allowing.get(known.rules)
    if (!rights) continue
    const role = kindOfRole(binding)
    for (const subject of binding.subjects ?? []) {
      found.push({ subject, role, binding, rights, isAssumed: known.isAssumed })
    }
  }
  return found
}

/** A user as the API knows them. */
export interface KnownUser {
  name: string
  groups: readonly string[]
}

/** The groups that a user is in without anybody having put them there. */
export function ownGroups(user: string): string[] {
  if (user === 'system:anonymous') return ['system:unauthenticated']
  const account = serviceAccountOf(user)
  const accounts = account ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`] : []
  return [...accounts, 'system:authenticated']
}

/** Whether a grant is for somebody, by name or as a member of a group: as Kubernetes compares them. */
export function isGrantedTo({ subject, binding }: Pick<AccessGrant, 'subject' | 'binding'>, user: KnownUser): boolean {
  const { kind, name } = subject
  if (kind === 'User') return name === user.name
  if (kind === 'Group') return user.groups.includes(name)
  const namespace = subject.namespace || binding.metadata.namespace
  return namespace !== undefined && user.name === `system:serviceaccount:${namespace}:${name}`
}
