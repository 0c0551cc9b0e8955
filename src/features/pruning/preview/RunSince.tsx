import { useQuery } from '@tanstack/react-query'
import { objectOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useShownPreview } from './shownPreview.ts'

/** Says that a run has completed since the cluster was read: what it deleted is still shown as going. */
export function RunSince() {
  const { reading, preview } = useShownPreview()
  const query = objectOf(CronJob, { namespace: registryNamespace, name: prunerName })
  // The page has asked for it already: who was refused is not refused again.
  const { data: cronJob } = useQuery({ ...query, retryOnMount: false })
  // Both are the server's clock. The CronJob counts dry runs and runs by hand, too.
  const completed = Date.parse(cronJob?.status?.lastSuccessfulTime ?? '')
  if (!(completed > reading.at) || preview.state === 'reading') return null
  return (
    <Alert
      inline
      status="warning"
      title={t('A run has completed since this was read')}
      actions={
        <Button variant="link" isInline onClick={preview.readAgain}>
          {t('Read the cluster again')}
        </Button>
      }
    >
      {t('Unless it was a dry run, some of what is listed here is gone already.')}
    </Alert>
  )
}
