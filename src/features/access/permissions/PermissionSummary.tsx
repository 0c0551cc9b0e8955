import { useMemo } from 'react'
import { Link } from 'react-router'
import type { RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { paths } from '../../../lib/paths.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { rightTitle } from '../../../ui/audit/rightWords.ts'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { rightCounts, type PermissionRow, type RightCount } from './permissionRow.ts'

const asked: readonly RegistryRight[] = ['pull', 'push', 'administer']

interface PermissionSummaryProps {
  rows: readonly PermissionRow[]
  namespace: string | undefined
  /** Not all bindings and roles could be read: there may be more. */
  isPartial: boolean
  pending: boolean
}

/** How many may pull, push and administer; each leads to who they are. */
export function PermissionSummary({ rows, namespace, isPartial, pending }: PermissionSummaryProps) {
  const counts = useMemo(() => rightCounts(rows, asked), [rows])
  return (
    <ul className="rc-permissions__counts" aria-label={t('Who may do what')}>
      {counts.map((count) => (
        <li key={count.right}>
          <Link
            to={paths.access('permissions', { ...(namespace && { project: namespace }), right: count.right })}
            state={keepFocus}
          >
            {rightTitle(count.right)}
          </Link>{' '}
          {pending ? '…' : countWords(count, { isOneProject: namespace !== undefined, isPartial })}
        </li>
      ))}
    </ul>
  )
}

function countWords(
  { users, groups, serviceAccounts, everybody }: RightCount,
  { isOneProject, isPartial }: { isOneProject: boolean; isPartial: boolean },
): string {
  const words = [
    // That a project is open to everybody says nothing of the others.
    ...(everybody && isOneProject ? [t('everybody')] : []),
    ...(users > 0 ? [t('{{count}} users', { count: users })] : []),
    ...(groups > 0 ? [t('{{count}} groups', { count: groups })] : []),
    ...(serviceAccounts > 0 ? [t('{{count}} service accounts', { count: serviceAccounts })] : []),
  ]
  if (words.length > 0) return listed(words)
  return isPartial ? t('nobody that you can see') : t('nobody')
}
