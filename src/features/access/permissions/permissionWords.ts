import type { AccessGrant, GrantedRights, Reach, RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { PermissionRow, SubjectKind } from './permissionRow.ts'

/** What somebody is, in a word. */
export function kindWord(kind: SubjectKind): string {
  switch (kind) {
    case 'user':
      return t('User')
    case 'serviceAccount':
      return t('Service account')
    default:
      return t('Group')
  }
}

/** What a group is that nobody is put in; undefined for others. */
export function groupMeaning({ kind, name, home }: Pick<PermissionRow, 'kind' | 'name' | 'home'>): string | undefined {
  if (kind === 'serviceAccounts') return t('All service accounts of {{project}}', { project: home })
  if (kind !== 'everybody') return undefined
  if (name === 'system:unauthenticated') return t('Everybody who is not logged in')
  if (name === 'system:serviceaccounts') return t('All service accounts of all projects')
  return name === 'system:authenticated' ? t('Everybody who is logged in') : t('All users who logged in')
}

/** How far a role's right goes; undefined when it may not be told. */
export function reachOf(rights: GrantedRights, right: RegistryRight): Reach | 'unknown' {
  if (rights === 'unknownRole') return 'unknown'
  return rights === 'missingRole' ? undefined : rights[right]
}

/** A right of a row, as exports say it. */
export function reachText({ rights }: AccessGrant, right: RegistryRight): string {
  const reach = reachOf(rights, right)
  if (reach === 'unknown') return t('not known')
  if (reach === undefined) return t('no')
  if (reach !== 'all') return t('only {{names}}', { names: listed(reach) })
  return right === 'push' && isForExisting(rights) ? t('existing streams') : t('yes')
}

/** Whether one may push, but not make new streams by it. */
export function isForExisting(rights: GrantedRights): boolean {
  return typeof rights !== 'string' && rights.push === 'all' && rights.create === undefined
}

/** Where a grant counts. */
export function scopeWord({ binding }: AccessGrant): string {
  return binding.metadata.namespace ?? t('Whole cluster')
}
