import type { WhoCan } from '../../k8s/accessReviews.ts'
import type { AccessGrant } from '../../k8s/resources/registryRights.ts'
import { serviceAccountOf, subjectName, type RoleBinding } from '../../k8s/resources/roleBinding.ts'

/** Somebody who may do something. */
export interface WhoRow {
  key: string
  kind: 'User' | 'Group' | 'ServiceAccount'
  /** As the authorizer has it; of a service account its own name. */
  name: string
  /** The project of a service account. */
  namespace?: string
  /** By which of the rights that were asked for, in their order. */
  rights: readonly string[]
  /** The bindings that give it, as far as they may be seen. */
  grants: readonly AccessGrant[]
}

/** One right with who has it: by a review, by the bindings that may be seen, or by both. */
export interface WhoSource {
  right: string
  /** Undefined where no review told: then the bindings alone do. */
  review: WhoCan | undefined
  grants: readonly AccessGrant[]
}

/** Users, groups and service accounts with their rights, people first and the cluster's own last. */
export function whoRows(sources: readonly WhoSource[]): WhoRow[] {
  const rows = new Map<
    string,
    { name: string; isGroup: boolean; rights: Set<string>; grants: Map<RoleBinding, AccessGrant> }
  >()
  for (const { right, review, grants } of sources) {
    const grantsByKey = new Map<string, AccessGrant[]>()
    for (const grant of grants) {
      const key = keyOf(subjectName(grant.subject), grant.subject.kind === 'Group')
      const known = grantsByKey.get(key)
      if (known) known.push(grant)
      else grantsByKey.set(key, [grant])
    }
    const add = (name: string, isGroup: boolean) => {
      const key = keyOf(name, isGroup)
      let row = rows.get(key)
      if (!row) rows.set(key, (row = { name, isGroup, rights: new Set(), grants: new Map() }))
      row.rights.add(right)
      for (const grant of grantsByKey.get(key) ?? []) row.grants.set(grant.binding, grant)
    }
    if (review) {
      for (const name of review.users) add(name, false)
      for (const name of review.groups) add(name, true)
    } else {
      for (const { subject } of grants) add(subjectName(subject), subject.kind === 'Group')
    }
  }
  return [...rows].map(([key, row]) => rowOf(key, row)).toSorted(compareRows)
}

const keyOf = (name: string, isGroup: boolean) => `${isGroup ? 'Group' : 'User'} ${name}`

function rowOf(
  key: string,
  {
    name,
    isGroup,
    rights,
    grants,
  }: { name: string; isGroup: boolean; rights: Set<string>; grants: Map<RoleBinding, AccessGrant> },
): WhoRow {
  const account = isGroup ? undefined : serviceAccountOf(name)
  const kind = account ? 'ServiceAccount' : isGroup ? 'Group' : 'User'
  return { key, kind, name, ...account, rights: [...rights], grants: [...grants.values()] }
}

/** Groups in which everybody is, and how far "everybody" goes. */
export type Everybody = 'anonymous' | 'loggedIn' | 'people' | 'serviceAccounts'

/** Whether a name stands for everybody of some kind. */
export function everybodyOf({ kind, name }: Pick<WhoRow, 'kind' | 'name'>): Everybody | undefined {
  if (kind !== 'Group') return undefined
  switch (name) {
    case 'system:unauthenticated':
      return 'anonymous'
    case 'system:authenticated':
      return 'loggedIn'
    case 'system:authenticated:oauth':
      return 'people'
    case 'system:serviceaccounts':
      return 'serviceAccounts'
    default:
      return undefined
  }
}

/** Whether somebody is part of the cluster itself. */
export function isClusterOwn(row: WhoRow): boolean {
  if (everybodyOf(row)) return false
  if (row.kind === 'ServiceAccount') return /^(?:openshift|kube)(?:-|$)/.test(row.namespace ?? '')
  // The groups of a project's service accounts are those of a team.
  return row.name.startsWith('system:') && !row.name.startsWith('system:serviceaccounts:')
}

function rankOf(row: WhoRow): number {
  if (everybodyOf(row)) return 0
  if (isClusterOwn(row)) return 4
  return row.kind === 'User' ? 1 : row.kind === 'Group' ? 2 : 3
}

function compareRows(a: WhoRow, b: WhoRow): number {
  return (
    rankOf(a) - rankOf(b) ||
    (a.namespace ?? '').localeCompare(b.namespace ?? '', 'en') ||
    a.name.localeCompare(b.name, 'en')
  )
}
