import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { AuditKind } from '../../../lib/registryAudit.ts'
import type { AuditQuery } from '../../../logs/logProtocol.ts'
import { AuditDetails } from '../../../ui/audit/AuditDetails.tsx'
import { auditColumns } from '../../../ui/audit/auditColumns.tsx'
import { auditGroups, rowKey, useAuditRows, type AuditRow } from '../../../ui/audit/auditRows.ts'
import { auditKinds } from '../../../ui/audit/auditWords.ts'
import { KindCounts } from '../../../ui/audit/KindCounts.tsx'
import { NewRows } from '../../../ui/audit/NewRows.tsx'
import { ReachNote } from '../../../ui/audit/ReachNote.tsx'
import { useFound } from '../../../ui/audit/useFound.ts'
import { ReadingRows, useReading } from '../../../ui/audit/useReading.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { auditFilters } from './auditFilters.ts'
import { AuditGroupTable } from './AuditGroupTable.tsx'
import { ExportAll } from './ExportAll.tsx'
import { isAwaited, linesOf, type LogsViewProps } from './logsViewProps.ts'
import { NothingMatches } from './NothingMatches.tsx'
import { useLinesPath } from './useLinesPath.ts'
import '../../../ui/audit/audit.css'

const mostRows = 5000
const newestFirst = { key: 'time', descending: true }
const rowVersion = ({ kind, status }: AuditRow) => `${kind} ${status}`

/** Who pushed, pulled and deleted what, and who was denied it. */
export function AuditView({ client, view, sources, query }: LogsViewProps) {
  const [params, setParams] = useSearchParams()
  const kinds = auditKinds.filter((kind) => (params.get('kind') ?? '').split(',').includes(kind))
  const by = byOf(params.get('by'))
  const wanted = auditQuery(query, kinds)
  const limit = by === undefined ? mostRows : Number.MAX_SAFE_INTEGER
  const { reading, handlers, change } = useReading()
  const asked = { ...wanted, limit }
  const { found, current, waiting, error, refresh } = useFound(client, 'audit', asked, linesOf(view), reading)
  const rows = useAuditRows(found?.rows, sources)
  const linesPath = useLinesPath()
  const expand = useCallback(
    (row: AuditRow) => <AuditDetails row={row} client={client} linesPath={linesPath} />,
    [client, linesPath],
  )
  const set = (name: 'kind' | 'by', value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        next.delete('page')
        if (name === 'by') next.delete('sort')
        return next
      },
      { preventScrollReset: true },
    )
  const awaited = isAwaited(view, sources, found)
  const loading = !current || awaited
  const empty = <NoEvents filtered={isFiltered(query) || kinds.length > 0} />
  const actions = (
    <>
      <NewRows waiting={waiting} onShow={refresh} />
      <NativeSelect
        label={t('Show by')}
        value={by ?? ''}
        onChange={(value) => set('by', value)}
        options={[
          { value: '', label: t('Each event') },
          { value: 'user', label: t('By user') },
          { value: 'repository', label: t('By repository') },
        ]}
      />
    </>
  )
  return (
    <div {...handlers}>
      {error && (
        <Alert inline status="danger" title={t('The events could not be read from the lines')}>
          {error.message}
        </Alert>
      )}
      <KindCounts
        counts={awaited ? undefined : found?.counts}
        chosen={kinds}
        onChange={(next) => set('kind', next.join(','))}
      />
      <ReachNote sources={sources} view={view} />
      {found && found.total > rows.length && (
        <p className="rc-audit__note">
          {t('The newest {{shown}} of {{all}} events.', { shown: rows.length, all: found.total })}
          {sentenceGap()}
          <ExportAll client={client} query={wanted} sources={sources} />
        </p>
      )}
      <ReadingRows change={change}>
        {by === undefined ? (
          <ResourceTable
            name={t('Audit')}
            rows={rows}
            columns={auditColumns}
            filters={auditFilters}
            rowKey={rowKey}
            rowVersion={rowVersion}
            loading={loading}
            expand={expand}
            defaultSort={newestFirst}
            exportName="registry-audit"
            actions={actions}
            empty={empty}
          />
        ) : (
          <AuditGroupTable by={by} groups={auditGroups(rows, by)} loading={loading} actions={actions} empty={empty} />
        )}
      </ReadingRows>
    </div>
  )
}

function byOf(value: string | null): 'user' | 'repository' | undefined {
  return value === 'user' || value === 'repository' ? value : undefined
}

function auditQuery(query: LogsViewProps['query'], kinds: readonly AuditKind[]): Omit<AuditQuery, 'limit'> {
  const { user, repo, method, status, q } = query
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(user !== undefined && { user }),
    ...(repo !== undefined && { repository: repo }),
    ...(method !== undefined && { method }),
    ...(status !== undefined && { status }),
    ...(q.trim() !== '' && { text: q.trim() }),
  }
}

const isFiltered = ({ user, repo, method, status, q }: LogsViewProps['query']) =>
  [user, repo, method, status].some((value) => value !== undefined) || q.trim() !== ''

function NoEvents({ filtered }: { filtered: boolean }) {
  if (filtered) return <NothingMatches>{t('No event matches all filters.')}</NothingMatches>
  return (
    <EmptyState title={t('Nothing was pushed, pulled or denied')}>
      {t('As far back as these logs reach. Pods that start with an image which their node has already pull nothing.')}
    </EmptyState>
  )
}
