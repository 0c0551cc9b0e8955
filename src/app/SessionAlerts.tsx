import { useQueryClient } from '@tanstack/react-query'
import { asApiError } from '../k8s/ApiError.ts'
import { t } from '../lib/t.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { ServerMessage } from '../ui/ServerMessage.tsx'
import { SignedOutAlert } from '../ui/SignedOutAlert.tsx'
import { useApiHealth } from './apiHealth.ts'

/** What concerns every page: nobody is signed in, or the API does not answer. What was loaded stays below it. */
export function SessionAlerts() {
  const client = useQueryClient()
  const { signedOut, unreachable } = useApiHealth()
  if (signedOut) {
    return (
      <div className="rc-session rc-m-signed-out" role="alert">
        <SignedOutAlert />
      </div>
    )
  }
  if (!unreachable) return null
  const retry = () => {
    void client.refetchQueries({
      predicate: ({ state }) => state.error !== null && asApiError(state.error).code !== 403,
    })
  }
  const byProxy = unreachable.reason === 'ProxyError'
  return (
    <div className="rc-session" role="alert">
      <Alert
        inline
        status="danger"
        title={t('The API does not answer')}
        actions={<Button onClick={retry}>{t('Retry')}</Button>}
      >
        <p>{t('What is shown may be out of date.')}</p>
        <ServerMessage message={unreachable.message} />
        {!byProxy && <p className="rc-subtle">{t('Tried: {{url}}', { url: unreachable.url })}</p>}
      </Alert>
    </div>
  )
}
