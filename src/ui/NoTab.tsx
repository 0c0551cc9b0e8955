import { Link } from 'react-router'
import { t } from '../lib/t.ts'
import { EmptyState } from './EmptyState.tsx'

/** What an address shows that names a tab there is none of. */
export function NoTab({ tab, to }: { tab: string; to: string }) {
  return (
    <EmptyState title={t('Page not found')} actions={<Link to={to}>{t('Back to the first tab')}</Link>}>
      {t('There is no tab {{tab}} here.', { tab })}
    </EmptyState>
  )
}
