import { isRouteErrorResponse, useRouteError } from 'react-router'
import { t } from '../lib/t.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Problem } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { ApiError } from '../k8s/ApiError.ts'
import { ServerMessage } from '../ui/ServerMessage.tsx'

/** A page that could not be shown at all: its code did not load, or it failed. */
export function ErrorPage() {
  const error = useRouteError()
  const reload = () => location.reload()
  return (
    <Page title={t('This page failed')}>
      {error instanceof ApiError ? (
        <Problem error={error} onRetry={reload} />
      ) : (
        <EmptyState
          title={t('The console met an error of its own')}
          status="danger"
          actions={<Button onClick={reload}>{t('Reload')}</Button>}
        >
          <p>
            {t('Nothing in the cluster has changed. A new version of the console may have been installed meanwhile.')}
          </p>
          <ServerMessage message={messageOf(error)} />
        </EmptyState>
      )}
    </Page>
  )
}

function messageOf(error: unknown): string {
  if (isRouteErrorResponse(error)) return `${error.status} ${error.statusText}`
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
