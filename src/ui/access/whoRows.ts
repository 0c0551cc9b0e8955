import type { WhoCan } from '../../k8s/accessReviews.ts'
import type { AccessGrant } from '../../k8s/resources/registryRights.ts'
import { serviceAccountOf, subjectName } from '../../k8s/resources/roleBinding.ts'

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

interface GrowingRow extends WhoRow {
  rights: string[]
  grants: AccessGrant[]
}

/** Users, groups and service accounts with their rights, people first and the cluster's own last. */
export function whoRows(sources: readonly WhoSource[]): WhoRow[] {
  const rows = new Map<string, GrowingRow>()
  const rowOf = (name: string, isGroup: boolean): GrowingRow => {
    const key = `${isGroup ? 'Group' : 'User'} ${name}`
    let row = rows.get(key)
    if (!row) rows.set(key, (row = newRow(key, name, isGroup)))
    return row
  }
  for (const { right, review, grants } of sources) {
    const add = (row: GrowingRow) => {
      if (row.rights.at(-1) !== right) row.rights.push(right)
    }
    for (const name of review?.users ?? []) add(rowOf(name, false))
    for (const name of review?.groups ?? []) add(rowOf(name, true))
    for (const grant of grants) {
      const isGroup = grant.subject.kind === 'Group'
      const name = subjectName(grant.subject)
      if (!review) add(rowOf(name, isGroup))
      const row = rows.get(`${isGroup ? 'Group' : 'User'} ${name}`)
      if (row?.rights.at(-1) !== right) continue
      // The same binding gives several rights.
      if (!row.grants.some(({ binding }) => binding === grant.binding)) row.grants.push(grant)
    }
  }
  const placed = Array.from(rows.values(), (row) => ({ row, place: placeOf(row) }))
  placed.sort((a, b) => (a.place < b.place ? -1 : 1))
  return placed.map(({ row }) => row)
}

function newRow(key: string, name: string, isGroup: boolean): GrowingRow {
  const account = isGroup ? undefined : serviceAccountOf(name)
  if (account) return { key, kind: 'ServiceAccount', ...account, rights: [], grants: [] }
  return { key, kind: isGroup ? 'Group' : 'User', name, rights: [], grants: [] }
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

/** Places of rows as texts: names are compared by their letters' codes, as comparing by language takes seconds for thousands. */
function placeOf(row: WhoRow): string {
  return `${String(rankOf(row))} ${row.namespace ?? ''} ${row.name}`
}
