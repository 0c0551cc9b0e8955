import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { Duration } from './Duration.tsx'
import { durationOf } from '../../../k8s/resources/job.ts'
import { settingsText } from './RunSettingsText.tsx'
import { lastError, stateWord, summaryText, triggerWord } from './runWords.ts'
import { useRunLog, type RunLog, type RunRow } from './useRunLogs.ts'

/** What the log of a run says that it deleted, or why that is not known. Undefined while there is nothing to say. */
export function deletedText({ settings, state }: RunRow, log: RunLog): string | undefined {
  if (log.kind === 'gone') return t('The log went with its pod')
  if (log.kind === 'unreadable') {
    const left = log.log && (summaryText(log.log, settings?.dryRun === true) ?? lastError(log.log))
    if (left) return left
    return log.error.code === 403 ? t('You may not read the log') : t('The log could not be read')
  }
  if (log.kind !== 'read') return undefined
  const failed = state.kind === 'failed'
  const error = failed ? lastError(log.log) : undefined
  const summary = error ?? summaryText(log.log, settings?.dryRun === true)
  return summary ?? (log.log.last.lost === undefined ? t('The log ends without a summary') : t('The log is lost'))
}

function Deleted({ row }: { row: RunRow }) {
  const log = useRunLog(row)
  if (log.kind === 'reading') return <SkeletonCell width="75" />
  const text = deletedText(row, log)
  if (text === undefined) return <Absent />
  if (log.kind !== 'read') return <span className="rc-subtle">{text}</span>
  if (row.state.kind !== 'failed') return text
  return (
    <code className="rc-run__error" title={text}>
      {text}
    </code>
  )
}

export const runColumns: readonly Column<RunRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 21,
    render: ({ name, settings }) => (
      <>
        <Link to={paths.pruning('runs', { run: name })} state={keepFocus}>
          {name}
        </Link>
        {settings?.dryRun && (
          <>
            {' '}
            <StatusLabel compact status="none">
              {t('Dry run')}
            </StatusLabel>
          </>
        )}
      </>
    ),
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'result',
    title: () => t('Result'),
    width: 14.5,
    render: (row) => {
      const { status, word } = stateWord(row)
      const reason = row.state.kind === 'failed' ? row.state.reason : ''
      return (
        <>
          <StatusLabel compact status={status} title={row.state.kind === 'failed' ? row.state.message : undefined}>
            {word}
          </StatusLabel>
          {reason && <div className="rc-subtle rc-break">{reason}</div>}
        </>
      )
    },
    sort: (row) => stateWord(row).word,
    text: (row) => (row.state.kind === 'failed' ? `${stateWord(row).word}: ${row.state.reason}` : stateWord(row).word),
  },
  {
    key: 'deleted',
    title: () => t('Deleted'),
    width: 24,
    render: (row) => <Deleted row={row} />,
    text: (row) => deletedText(row, row.knownLog()),
  },
  {
    key: 'start',
    title: () => t('Started'),
    width: 10,
    render: ({ start }) => <Timestamp value={start} />,
    sort: ({ start }) => start,
    descendingFirst: true,
    text: ({ start }) => start,
  },
  {
    key: 'duration',
    title: () => t('Duration'),
    width: 9,
    align: 'end',
    render: ({ job }) => <Duration job={job} />,
    sort: ({ job }) => durationOf(job, Date.now()),
    descendingFirst: true,
    text: ({ job }) => durationOf(job, Date.now()),
  },
  {
    key: 'trigger',
    title: () => t('Started by'),
    width: 9.5,
    render: triggerWord,
    sort: triggerWord,
    text: triggerWord,
  },
  {
    key: 'settings',
    title: () => t('Settings'),
    width: 12,
    render: ({ settings }) => (settings ? settingsText(settings) : <Absent text={t('not known')} />),
    text: ({ settings }) => settings && settingsText(settings),
  },
]
