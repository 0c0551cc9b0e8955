import type { ApiError } from '../../k8s/ApiError.ts'
import { isRefused } from '../../k8s/accessReviews.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../Alert.tsx'
import { Button } from '../Button.tsx'
import { missingRight } from '../forbidden.ts'
import { sentence } from '../Forbidden.tsx'
import { ServerMessage } from '../ServerMessage.tsx'

/**
 * Says that what is shown comes from bindings and not from the authorizer, and what of them could not be read. `refused`: why no
 * review was made.
 */
export function PartialNote({
  refused,
  unread,
  retry,
}: {
  refused: ApiError
  unread: readonly { what: string; error: ApiError }[]
  retry(): void
}) {
  const isFinal = isRefused(refused)
  return (
    <Alert
      inline
      status={isFinal ? 'info' : 'warning'}
      title={unread.length > 0 ? t('Partial') : t('Derived from the bindings')}
      actions={!isFinal && <Button onClick={retry}>{t('Retry')}</Button>}
    >
      <div className="rc-verdict__details">
        <p>
          {unread.length > 0
            ? t('Derived from the roles and bindings that you can see. There may be more:')
            : t('Derived from all roles and bindings, not answered by the cluster itself.')}
        </p>
        {unread.length > 0 && (
          <ul className="rc-grants">
            {unread.map(({ what, error }, at) => (
              <li key={`${what} ${String(at)}`}>
                <Reason error={error} />
              </li>
            ))}
          </ul>
        )}
        <div>
          {refusalWords(refused)} <Reason error={refused} />
        </div>
      </div>
    </Alert>
  )
}

function refusalWords(refused: ApiError): string {
  if (refused.code === 403) return t('You cannot ask the cluster itself:')
  if (isRefused(refused)) return t('This cluster does not answer the review:')
  return t('The cluster’s own answer failed:')
}

/** What could not be read or asked: the missing right where it is one, else the server's words. */
function Reason({ error }: { error: ApiError }) {
  const right = error.code === 403 ? missingRight(error) : undefined
  return right ? <>{sentence(right)}</> : <ServerMessage message={error.message} />
}
