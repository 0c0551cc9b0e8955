import { t } from '../../lib/t.ts'
import { ApiError } from '../../k8s/ApiError.ts'
import { Alert } from '../../ui/Alert.tsx'

/** Says that what is shown is no longer there. Nothing while it is. */
export function DeletedAlert({ error, title }: { error: Error | null; title: string }) {
  if (!(error instanceof ApiError) || error.code !== 404) return null
  return (
    <Alert status="warning" inline title={title}>
      {t('What it held last is still shown. Its images stay in the registry until pruning removes them.')}
    </Alert>
  )
}
