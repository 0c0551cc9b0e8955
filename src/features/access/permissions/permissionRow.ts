import { registryRights, type AccessGrant, type RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { autoUpdateAnnotation, bootstrappingLabel } from '../../../k8s/resources/roleProjections.ts'
import { serviceAccountOf, subjectName } from '../../../k8s/resources/roleBinding.ts'
import type { RoleBinding, Subject } from '../../../k8s/resources/roleBinding.ts'
import type { Steps } from '../../../lib/inSlices.ts'

/** Who a row is about; `everybody` are the groups that nobody is put in. */
export type SubjectKind = 'user' | 'group' | 'everybody' | 'serviceAccounts' | 'serviceAccount'

/** `gone`: there is no such service account. `unseen`: no user or group object of the name, which may come with a login. */
export type SubjectState = 'gone' | 'unseen' | undefined

/** Somebody in a binding. */
export interface PermissionRow {
  key: string
  grant: AccessGrant
  kind: SubjectKind
  /** As `oc` is given it. */
  name: string
  /** The project of a service account, or of a group of them. */
  home: string | undefined
  state: SubjectState
  /** The users in a group, where its object may be read. */
  members: readonly string[] | undefined
  /** `unrelated`: it allows nothing in the registry. `system`: the machinery of the cluster itself. */
  about: 'registry' | 'unrelated' | 'system'
}

/** What is known of who exists. Undefined: may not be read. */
export interface SubjectFacts {
  /** The service accounts of those projects that could be read. */
  accountsOf(namespace: string): ReadonlySet<string> | undefined
  users: ReadonlySet<string> | undefined
  groups: ReadonlyMap<string, readonly string[]> | undefined
}

const everybody = new Set([
  'system:authenticated',
  'system:authenticated:oauth',
  'system:unauthenticated',
  'system:serviceaccounts',
])
const accountsPrefix = 'system:serviceaccounts:'

/** What a subject is, and the project of service accounts. */
export function kindOf(subject: Subject, binding: RoleBinding): { kind: SubjectKind; home: string | undefined } {
  const { kind, name } = subject
  if (kind === 'ServiceAccount')
    return { kind: 'serviceAccount', home: subject.namespace || binding.metadata.namespace }
  if (kind === 'Group') {
    if (everybody.has(name)) return { kind: 'everybody', home: undefined }
    if (name.startsWith(accountsPrefix)) return { kind: 'serviceAccounts', home: name.slice(accountsPrefix.length) }
    return { kind: 'group', home: undefined }
  }
  const account = name.startsWith('system:serviceaccount:') ? serviceAccountOf(name) : undefined
  return account ? { kind: 'serviceAccount', home: account.namespace } : { kind: 'user', home: undefined }
}

const ranks: Record<SubjectKind, number> = { user: 0, group: 1, everybody: 2, serviceAccounts: 3, serviceAccount: 4 }

/** People first, then groups, then service accounts. */
export function rankOf({ kind }: Pick<PermissionRow, 'kind'>): number {
  return ranks[kind]
}

function stateOf(subject: Subject, kind: SubjectKind, home: string | undefined, facts: SubjectFacts): SubjectState {
  if (kind === 'serviceAccount') {
    const name = subject.kind === 'ServiceAccount' ? subject.name : serviceAccountOf(subject.name)?.name
    const known = home === undefined ? undefined : facts.accountsOf(home)
    return known && name !== undefined && !known.has(name) ? 'gone' : undefined
  }
  // Names that the cluster gives itself have no objects.
  if (subject.name.startsWith('system:') || subject.name === 'kube:admin') return undefined
  if (kind === 'user') return facts.users && !facts.users.has(subject.name) ? 'unseen' : undefined
  return kind === 'group' && facts.groups && !facts.groups.has(subject.name) ? 'unseen' : undefined
}

const rowsAtOnce = 500

/** A row for each subject of each binding, people first and by name. */
export function* permissionSteps(grants: readonly AccessGrant[], facts: SubjectFacts): Steps<PermissionRow[]> {
  let at = 0
  let before: RoleBinding | undefined
  const keyed: { row: PermissionRow; order: string }[] = []
  for (const grant of grants) {
    const { subject, binding } = grant
    at = binding === before ? at + 1 : 0
    before = binding
    const { kind, home } = kindOf(subject, binding)
    const isAccount = home !== undefined && subject.kind === 'ServiceAccount'
    const name = subjectName(isAccount ? { ...subject, namespace: home } : subject)
    const { namespace = '', name: bindingName } = binding.metadata
    const row: PermissionRow = {
      key: `${namespace}/${bindingName}/${at}`,
      grant,
      kind,
      name,
      home,
      state: stateOf(subject, kind, home, facts),
      members: kind === 'group' ? facts.groups?.get(subject.name) : undefined,
      about: 'registry',
    }
    if (!concernsRegistry(grant)) row.about = 'unrelated'
    else if (isOfSystem(row)) row.about = 'system'
    keyed.push({ row, order: `${ranks[kind]}${name.toLowerCase()}` })
    if (keyed.length % rowsAtOnce === 0) yield
  }
  yield
  keyed.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  yield
  return keyed.map(({ row }) => row)
}

/** Whether a grant is about the registry, or may be: what cannot be told, and roles that do not exist, are not left out. */
function concernsRegistry({ rights }: AccessGrant): boolean {
  return typeof rights === 'string' || registryRights.some((right) => rights[right] !== undefined)
}

const ownProject = /^(?:openshift|kube)(?:-|$)/
const ownBinding = /^system:(?:openshift:)?controller:|^system::/

/** Whether a grant is the machinery of the cluster itself: what it came with, and what its operators give their accounts. */
function isOfSystem({ grant, kind, home, name }: PermissionRow): boolean {
  if (kind === 'everybody' || kind === 'serviceAccounts') return false
  const { metadata } = grant.binding
  if (kind === 'serviceAccount') {
    return (home !== undefined && home !== metadata.namespace && ownProject.test(home)) || isShipped(grant.binding)
  }
  return name.startsWith('system:') || isShipped(grant.binding)
}

function isShipped({ metadata: { name, annotations, labels } }: RoleBinding): boolean {
  return (
    annotations?.[autoUpdateAnnotation] === 'true' ||
    labels?.[bootstrappingLabel] !== undefined ||
    ownBinding.test(name)
  )
}

/** Which rows are shown, and how many are not. */
export interface ShownRows {
  rows: PermissionRow[]
  unrelated: number
  system: number
}

/** Leaves out what has nothing to do with the registry and what is the cluster's own, unless it is asked for. */
export function shownRows(rows: readonly PermissionRow[], show: { unrelated: boolean; system: boolean }): ShownRows {
  const shown: ShownRows = { rows: [], unrelated: 0, system: 0 }
  for (const row of rows) {
    if (row.about !== 'registry') shown[row.about]++
    if (row.about === 'registry' || show[row.about]) shown.rows.push(row)
  }
  return shown
}

/** How many have a right, each counted once. */
export interface RightCount {
  right: RegistryRight
  users: number
  groups: number
  serviceAccounts: number
  /** Everybody who is logged in, or everybody at all. */
  everybody: boolean
}

/** Who may do the most asked for, in numbers. */
export function rightCounts(rows: readonly PermissionRow[], rights: readonly RegistryRight[]): RightCount[] {
  return rights.map((right) => {
    const found: Record<SubjectKind, Set<string>> = {
      user: new Set(),
      group: new Set(),
      everybody: new Set(),
      serviceAccounts: new Set(),
      serviceAccount: new Set(),
    }
    for (const { grant, kind, name, state } of rows) {
      if (typeof grant.rights === 'string' || grant.rights[right] === undefined || state === 'gone') continue
      found[kind].add(name)
    }
    const isForAll = found.everybody.has('system:authenticated') || found.everybody.has('system:unauthenticated')
    return {
      right,
      users: found.user.size,
      groups: found.group.size + found.serviceAccounts.size + (isForAll ? 0 : found.everybody.size),
      serviceAccounts: found.serviceAccount.size,
      everybody: isForAll,
    }
  })
}
