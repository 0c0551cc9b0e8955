import { prunerCondition } from '../../../k8s/resources/imagePruner.ts'
import type { Job } from '../../../k8s/resources/job.ts'
import { statusDoubtOf, type StatusDoubt } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { openDeleteDialog } from './runDialogs.tsx'
import { usePruner } from './useRuns.ts'

/** Says so when the status of the ImagePruner is about another job than the pruner's last run. */
export function StatusDoubtAlert({ jobs }: { jobs: readonly Job[] }) {
  const pruner = usePruner()
  const doubt = statusDoubtOf(jobs)
  if (!pruner || !doubt) return null
  const saysFailed = prunerCondition(pruner, 'Failed')?.status === 'True'
  // The operator takes a moment to see a job, and it may have been another version of it.
  if (saysFailed !== (doubt.kind !== 'hiddenFailure')) return null
  const { name } = doubt.job.metadata
  return (
    <Alert
      inline
      status="warning"
      title={titleOf(doubt)}
      actions={
        <Button variant="link" isInline onClick={() => openDeleteDialog(name)}>
          {t('Delete job {{name}}', { name })}
        </Button>
      }
    >
      <p>
        {t(
          'The operator takes the newest finished job of the project, whatever it is, for the last run of the pruner. Now that is {{name}}.',
          { name },
        )}
      </p>
      <p>{wayOut(doubt)}</p>
    </Alert>
  )
}

function titleOf(doubt: StatusDoubt): string {
  switch (doubt.kind) {
    case 'foreignFailure':
      return t('The status says that pruning failed, but it is about another job')
    case 'manualFailure':
      return t('The status says that pruning failed, but the last run by schedule completed')
    case 'hiddenFailure':
      return t('The status says that nothing failed, but the last run did')
  }
}

function wayOut(doubt: StatusDoubt): string {
  switch (doubt.kind) {
    case 'foreignFailure':
      return t(
        'Delete that job, and the conditions Failed and Degraded are about the pruner again, also in the status of the cluster operator.',
      )
    case 'manualFailure':
      return t(
        'Delete that run or wait for the next one by schedule: then Failed and Degraded go away, also in the status of the cluster operator.',
      )
    case 'hiddenFailure':
      return t('Look at {{name}}, the run that failed. With that job deleted the status is about it again.', {
        name: doubt.failed.metadata.name,
      })
  }
}
