import { asApiError } from '../../../k8s/ApiError.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import type { Filter } from '../../../ui/table.ts'
import { MissingRightNote } from './MissingRightNote.tsx'
import { RunActions } from './RunActions.tsx'
import { runColumns } from './runColumns.tsx'
import { openRunDialog } from './runDialogs.tsx'
import { ScheduleState } from './ScheduleState.tsx'
import { StatusDoubtAlert } from './StatusDoubtAlert.tsx'
import { stateWord, triggerWord } from './runWords.ts'
import { useRunRows, type RunRow } from './useRunLogs.ts'
import { useCronJob, type PrunerRuns } from './useRuns.ts'

const filters: readonly Filter<RunRow>[] = [
  {
    key: 'result',
    kind: 'select',
    label: () => t('Result'),
    matches: (row, value) => stateWord(row).word === value,
    options: (rows) => optionsOf(rows.map((row) => stateWord(row).word)),
  },
  {
    key: 'by',
    kind: 'select',
    label: () => t('Started by'),
    matches: (row, value) => triggerWord(row) === value,
    options: (rows) => optionsOf(rows.map(triggerWord)),
  },
  { key: 'real', kind: 'toggle', label: () => t('Without dry runs'), matches: ({ settings }) => !settings?.dryRun },
]

const optionsOf = (words: string[]) => [...new Set(words)].map((word) => ({ value: word, label: word }))
const newestFirst = { key: 'start', descending: true }
const rowKey = ({ name }: RunRow) => name
// A pod that is read later is no news.
const rowVersion = ({ job }: RunRow) => job.metadata.resourceVersion
const rowActions = ({ name }: RunRow) => <RunActions name={name} />

/** All runs that are still there, and when the next one is. */
export function RunList({ runs }: { runs: PrunerRuns }) {
  const rows = useRunRows(runs)
  const { cronJob, error } = useCronJob()
  const canRun = cronJob !== null
  const buttons = (
    <>
      <Button onClick={() => openRunDialog('run')}>{t('Run now')}</Button>
      <Button onClick={() => openRunDialog('dry-run')}>{t('Dry run on the cluster')}</Button>
    </>
  )
  return (
    <>
      <StatusDoubtAlert jobs={runs.jobs} />
      {error !== undefined && error !== null && (
        <Alert inline status="warning" title={t('The schedule could not be read')}>
          <ServerMessage message={asApiError(error).message} />
        </Alert>
      )}
      {cronJob !== undefined && <ScheduleState cronJob={cronJob} runs={runs.runs} />}
      {typeof runs.pods === 'object' && (
        <MissingRightNote title={t('What runs deleted cannot be shown')} error={runs.pods.error}>
          {t('The logs of runs are those of their pods.')}
        </MissingRightNote>
      )}
      <ResourceTable
        name={t('Pruner runs')}
        rows={rows}
        columns={runColumns}
        filters={filters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        rowActions={rowActions}
        loading={!runs.complete}
        defaultSort={newestFirst}
        exportName="pruner-runs"
        actions={rows.length > 0 && buttons}
        empty={
          <EmptyState title={t('No runs yet')} actions={canRun && buttons}>
            <p>
              {t(
                'Runs are jobs of the CronJob image-pruner. The last few of them are kept, as many as the history limits say.',
              )}
            </p>
            {canRun && <p>{t('A dry run shows what a run would delete, and deletes nothing.')}</p>}
          </EmptyState>
        }
      />
    </>
  )
}
