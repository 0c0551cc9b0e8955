import { useCallback, useState } from 'react'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { registryPodSelector } from '../../k8s/resources/registryConfig.ts'
import type { AuditKind } from '../../lib/registryAudit.ts'
import { paths } from '../../lib/paths.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { useLogSession } from '../../logs/useLogSession.ts'
import { Alert } from '../Alert.tsx'
import { Announcement } from '../Announcement.tsx'
import { Problem } from '../Failed.tsx'
import { Forbidden } from '../Forbidden.tsx'
import { ServerMessage } from '../ServerMessage.tsx'
import { SkeletonLines } from '../Skeleton.tsx'
import { applySort, type Sort } from '../table.ts'
import { TableHead } from '../TableHead.tsx'
import { TableRows } from '../TableRows.tsx'
import { AuditDetails } from './AuditDetails.tsx'
import { historyColumns } from './auditColumns.tsx'
import { rowKey, useAuditRows, type AuditRow } from './auditRows.ts'
import { ReachNote } from './ReachNote.tsx'
import { useFound } from './useFound.ts'

const mostRows = 200
// What the pruner deletes would hide the rest.
const kinds: AuditKind[] = ['push', 'pull', 'denied', 'failed']
const newestFirst: Sort = { key: 'time', descending: true }
const rowVersion = ({ kind, status }: AuditRow) => `${kind} ${status}`
const linesPath = (requestId: string) => paths.logs({ field: `http.request.id=${requestId}`, tail: 'all' })

/** Reads the logs of the registry once, and shows what they say of one repository. */
export function ReadPushHistory({ repository }: { repository: string }) {
  const { client, sources, view, podsError, retry } = useLogSession({
    namespace: registryNamespace,
    pods: { labelSelector: registryPodSelector },
    follow: false,
  })
  const wanted = { kinds, repository, exact: true, limit: mostRows }
  const { found, error } = useFound(client, 'audit', wanted, view.total + view.dropped, false)
  const rows = useAuditRows(found?.rows, sources)
  const isOver =
    sources.length > 0 && sources.every(({ state }) => !['reading', 'waiting', 'live', 'polled'].includes(state))
  const refused = sources.find(({ state }) => state === 'forbidden')
  if (podsError && sources.length === 0) return <Problem error={podsError} onRetry={retry} />
  if (refused?.error && view.total === 0) return <Forbidden error={refused.error} />
  const broken = sources.filter(({ state }) => state === 'broken')
  return (
    <>
      {broken.map(({ id, pod, error: why }) => (
        <Alert key={id} inline status="warning" title={t('The log of {{pod}} broke off', { pod })}>
          {why && <ServerMessage message={why.message} />}
        </Alert>
      ))}
      {error && (
        <Alert inline status="danger" title={t('The events could not be read from the lines')}>
          {error.message}
        </Alert>
      )}
      <p className="rc-subtle">
        {isOver
          ? t('{{count}} lines were read.', { count: view.total })
          : t('Reading the logs: {{count}} lines so far.', { count: view.total })}
        {sentenceGap()}
        {found &&
          found.total > rows.length &&
          t('The newest {{shown}} of {{all}} events.', { shown: rows.length, all: found.total })}
      </p>
      <Announcement label={t('Reading')} text={isOver ? t('The logs were read') : t('Reading the logs …')} />
      {rows.length > 0 ? (
        <HistoryTable rows={rows} client={client} />
      ) : isOver && broken.length === 0 && found?.lines === view.total ? (
        <p>{t('These logs speak of no push to it and no pull from it.')}</p>
      ) : (
        !isOver && <SkeletonLines lines={4} />
      )}
      <ReachNote sources={sources} view={view} />
    </>
  )
}

interface HistoryTableProps {
  rows: readonly AuditRow[]
  client: Parameters<typeof AuditDetails>[0]['client']
}

/** A table whose state is not in the address: there is another one on the page. */
function HistoryTable({ rows, client }: HistoryTableProps) {
  const [sort, setSort] = useState(newestFirst)
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const toggleRow = useCallback(
    (key: string) => setExpanded((before) => (before.has(key) ? without(before, key) : new Set([...before, key]))),
    [],
  )
  const expand = useCallback(
    (row: AuditRow) => <AuditDetails row={row} client={client} linesPath={linesPath} />,
    [client],
  )
  return (
    <div className="rc-table">
      <div className="rc-table__scroll">
        <table className="pf-v6-c-table pf-m-compact rc-table__table rc-m-fixed" aria-label={t('History of pushes')}>
          <TableHead columns={historyColumns} sort={sort} expandable withActions={false} onSort={setSort} />
          <TableRows
            rows={applySort(rows, historyColumns, sort)}
            from={1}
            columns={historyColumns}
            rowKey={rowKey}
            rowVersion={rowVersion}
            expand={expand}
            expanded={expanded}
            toggleRow={toggleRow}
          />
        </table>
      </div>
    </div>
  )
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set([...keys].filter((other) => other !== key))
}
