import { useQueryClient } from '@tanstack/react-query'
import { isFinished, Job, stateOf } from '../../../k8s/resources/job.ts'
import { isPrunerJob, registryNamespace, runSettingsOf } from '../../../k8s/resources/prunerJob.ts'
import { perform } from '../../../k8s/writes.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'

const noForm = () => ({})
/** Whether it has ended decides what is lost. */
const relevant = (job: Job) => ({ uid: job.metadata.uid, state: isFinished(job) ? 'ended' : 'going' })

/** Deletes a job with its pod and log, a run of the pruner or another one that stands in for it in the operator's status. */
export function DeleteRunDialog({ name, onDeleted }: { name: string; onDeleted?: (() => void) | undefined }) {
  const client = useQueryClient()
  const editing = useEditing({ type: Job, namespace: registryNamespace, name, formOf: noForm, relevant })
  const { base } = editing
  const isRun = isPrunerJob(base)
  const dry = runSettingsOf(base.spec?.template)?.dryRun === true
  const failed = stateOf(base).kind === 'failed'
  return (
    <ActionDialog
      title={isRun ? t('Delete run {{name}}', { name }) : t('Delete job {{name}}', { name })}
      confirm={isRun ? t('Delete run') : t('Delete job')}
      danger
      editing={editing}
      command={commandLine('oc', 'delete', 'job', name, '-n', registryNamespace)}
      perform={(seen) => perform(client, Job, { seen, remove: true, dependents: true })}
      isDone={(latest) => latest?.metadata.uid !== base.metadata.uid}
      done={isRun ? t('Deleted run {{name}}', { name }) : t('Deleted job {{name}}', { name })}
      onDone={() => onDeleted?.()}
    >
      <ul>
        <li>{t('The job and its pod are deleted, and its log with them.')}</li>
        {!isFinished(base) && isRun && (
          <li>
            {dry
              ? t('It is going: it is stopped. A dry run deletes nothing.')
              : t(
                  'It is going: it is stopped in the middle. What it has deleted stays deleted; the next run goes on with the rest.',
                )}
          </li>
        )}
        {!isFinished(base) && !isRun && <li>{t('It is going: it is stopped, and it is no run of the pruner.')}</li>}
        {isFinished(base) && isRun && !dry && <li>{t('What it pruned does not come back.')}</li>}
        {failed && (
          <li>{t('The conditions Failed and Degraded of the pruner are then about the newest job that is left.')}</li>
        )}
      </ul>
    </ActionDialog>
  )
}
