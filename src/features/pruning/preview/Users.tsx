import { Link } from 'react-router'
import type { PruneUser } from '../../../k8s/resources/pruneReferences.ts'
import { t } from '../../../lib/t.ts'
import { userText } from './previewWords.ts'

interface UsersProps {
  users: readonly PruneUser[]
  /** Of all, of whom some may be left out here. */
  count: number
  /** Where the console shows what uses the tag or the image stream. */
  to: string
}

/** The workloads that keep something. */
export function Users({ users, count, to }: UsersProps) {
  return (
    <ul className="rc-preview__users" aria-label={t('Used by')}>
      {users.map((user) => (
        <li key={userText(user)}>
          <Link to={to}>{userText(user)}</Link>
        </li>
      ))}
      {count > users.length && (
        <li className="rc-subtle">{t('and {{count}} more', { count: count - users.length })}</li>
      )}
    </ul>
  )
}
