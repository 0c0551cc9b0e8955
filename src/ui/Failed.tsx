import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import { asApiError, isKindMissing } from '../k8s/ApiError.ts'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'
import { Forbidden } from './Forbidden.tsx'
import { Missing } from './Missing.tsx'
import { ServerMessage } from './ServerMessage.tsx'

/** What could not be loaded: the server's message and Retry. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { code, reason, message, url } = asApiError(error)
  return (
    <EmptyState
      title={code === 401 ? t('Signed out') : code === 404 ? t('Not found') : t('Could not load this')}
      icon={ExclamationCircleIcon}
      status="danger"
      actions={onRetry && <Button onClick={onRetry}>{t('Retry')}</Button>}
    >
      <ServerMessage message={message} />
      <p className="rc-subtle">{[code > 0 ? `${code} ${reason}` : reason, pathOf(url)].filter(Boolean).join(' · ')}</p>
    </EmptyState>
  )
}

/** Any error in the shape it deserves: a missing right, a missing kind, or a failure with Retry. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const known = asApiError(error)
  if (known.code === 403) return <Forbidden error={known} />
  if (isKindMissing(known)) return <Missing what={groupOf(known.url)} />
  return <Failed error={known} onRetry={onRetry} />
}

/** The API group that a request asked for. */
function groupOf(url: string): string | undefined {
  return /\/apis\/([^/?]+)/.exec(url)?.[1]
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}
