import type { ApiError } from '../../../k8s/ApiError.ts'
import type { MirrorSets } from '../../../k8s/useMirrorSets.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'

/** Kinds that could not be read, while others could. */
export function Unread({ found: { unread, retry } }: { found: MirrorSets }) {
  if (unread.length === 0) return null
  const words = (error: ApiError) => {
    const right = error.code === 403 ? missingRight(error) : undefined
    return right && sentence(right)
  }
  const mayHelp = unread.some(({ error }) => error.code !== 403)
  return (
    <Alert
      inline
      status="warning"
      title={t('Partial: not all mirror sets could be read')}
      actions={mayHelp && <Button onClick={retry}>{t('Retry')}</Button>}
    >
      {unread.map(({ kind, error }) => (
        <div key={kind}>
          <p>{words(error) ?? t('{{kind}} could not be read.', { kind })}</p>
          <ServerMessage message={error.message} />
        </div>
      ))}
    </Alert>
  )
}
