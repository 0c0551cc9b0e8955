import { useLocation } from 'react-router'
import { t } from '../lib/t.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { HomeLink } from './HomeLink.tsx'

/** An address that no page has: what was asked for, and the way home. */
export function NotFoundPage() {
  const { pathname } = useLocation()
  return (
    <Page title={t('Page not found')}>
      <EmptyState
        title={t('Nothing is at this address')}
        actions={
          <Button variant="primary" component={HomeLink}>
            {t('Go to the start page')}
          </Button>
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
