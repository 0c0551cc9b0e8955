import { Link, useLocation } from 'react-router'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'

/** An address that no page has: what was asked for, and the way home. */
export function NotFoundPage() {
  const { pathname } = useLocation()
  return (
    <Page title={t('Page not found')}>
      <EmptyState
        title={t('Nothing is at this address')}
        actions={
          <Link className="pf-v6-c-button pf-m-primary" to={paths.home()}>
            {t('Go to the start page')}
          </Link>
        }
      >
        <p>{t('This was asked for:')}</p>
        <p className="rc-command">
          <code>{readable(pathname)}</code>
        </p>
      </EmptyState>
    </Page>
  )
}

function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
