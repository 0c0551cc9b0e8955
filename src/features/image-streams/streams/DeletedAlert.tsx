import { t } from '../../../lib/t.ts'
import { ApiError } from '../../../k8s/ApiError.ts'
import { Alert } from '../../../ui/Alert.tsx'

/** Says that the stream on screen is no longer there. Nothing while it is. */
export function DeletedStream({ error }: { error: Error | null }) {
  if (!(error instanceof ApiError) || error.code !== 404) return null
  return <DeletedAlert title={t('This image stream was deleted')} />
}

/** Says that what is shown is no longer there. */
export function DeletedAlert({ title }: { title: string }) {
  return (
    <div className="rc-streams__notice">
      <Alert status="warning" inline title={title}>
        {t('What it held last is still shown. Its images stay in the registry until pruning removes them.')}
      </Alert>
    </div>
  )
}
