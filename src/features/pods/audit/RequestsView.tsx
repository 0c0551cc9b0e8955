import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import type { RegistryRequest } from '../../../lib/registryRequests.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { InLog, RequestQuery } from '../../../logs/logProtocol.ts'
import { rowKey, useRows } from '../../../ui/audit/auditRows.ts'
import { NewRows } from '../../../ui/audit/NewRows.tsx'
import { useFound } from '../../../ui/audit/useFound.ts'
import { ReadingRows, useReading } from '../../../ui/audit/useReading.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { parseTableState } from '../../../ui/table.ts'
import { auditFilters } from './auditFilters.ts'
import { isAwaited, linesOf, type LogsViewProps } from './logsViewProps.ts'
import { NothingMatches } from './NothingMatches.tsx'
import { requestColumns, type RequestRow } from './requestColumns.tsx'
import { RequestDetails } from './RequestDetails.tsx'
import { useLinesPath } from './useLinesPath.ts'
import '../../../ui/audit/audit.css'

const mostRows = 5000
const newestFirst = { key: 'time', descending: true }
const rowVersion = ({ state, status, lines }: RequestRow) => `${state} ${status} ${lines.length}`

/** One row a request, joined from all lines that speak of it. */
export function RequestsView({ client, view, sources, query }: LogsViewProps) {
  const [params, setParams] = useSearchParams()
  const { sort = newestFirst } = parseTableState(params, requestColumns, auditFilters, newestFirst)
  const wanted = requestQuery(query, sort)
  const { reading, handlers, change } = useReading()
  const { found, current, waiting, error, refresh } = useFound(client, 'requests', wanted, linesOf(view), reading)
  const rows = useRows(found?.rows, sources, makeRow, isSame)
  const linesPath = useLinesPath()
  const expand = useCallback(
    (row: RequestRow) => <RequestDetails row={row} client={client} linesPath={linesPath} />,
    [client, linesPath],
  )
  const setNoise = (shown: boolean) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (shown) next.set('noise', '1')
      else next.delete('noise')
      return next
    })
  return (
    <div {...handlers}>
      {error && (
        <Alert inline status="danger" title={t('The requests could not be read from the lines')}>
          {error.message}
        </Alert>
      )}
      <p className="rc-audit__note">
        {found && found.total > rows.length && <span>{cutSentence(sort, rows.length, found.total)}</span>}
        <NoiseNote shown={query.noise} hidden={found?.noise ?? 0} onChange={setNoise} />
      </p>
      <ReadingRows change={change}>
        <ResourceTable
          name={t('Requests')}
          rows={rows}
          columns={requestColumns}
          filters={auditFilters}
          rowKey={rowKey}
          rowVersion={rowVersion}
          loading={!current || isAwaited(view, sources, found)}
          expand={expand}
          defaultSort={newestFirst}
          exportName="registry-requests"
          actions={<NewRows waiting={waiting} onShow={refresh} />}
          empty={<NoRequests filtered={isFiltered(query)} />}
        />
      </ReadingRows>
    </div>
  )
}

function requestQuery(query: LogsViewProps['query'], sort: { key: string; descending: boolean }): RequestQuery {
  const { user, repo, method, status, q, noise } = query
  const by = sort.key === 'duration' || sort.key === 'status' ? sort.key : 'time'
  return {
    noise,
    ...(user !== undefined && { user }),
    ...(repo !== undefined && { repository: repo }),
    ...(method !== undefined && { method }),
    ...(status !== undefined && { status }),
    ...(q.trim() !== '' && { text: q.trim() }),
    sort: { by, descending: sort.descending },
    limit: mostRows,
  }
}

const isFiltered = ({ user, repo, method, status, q }: LogsViewProps['query']) =>
  [user, repo, method, status].some((value) => value !== undefined) || q.trim() !== ''

const makeRow = (request: InLog<RegistryRequest>, pod: string): RequestRow => ({ ...request, pod })
const isSame = (request: InLog<RegistryRequest>, row: RequestRow) =>
  request.state === row.state && request.status === row.status && request.lines.length === row.lines.length

function cutSentence(sort: { key: string; descending: boolean }, shown: number, all: number): string {
  const numbers = { shown, all }
  switch (`${sort.key} ${sort.descending}`) {
    case 'time true':
      return t('The newest {{shown}} of {{all}} requests.', numbers)
    case 'time false':
      return t('The oldest {{shown}} of {{all}} requests.', numbers)
    case 'duration true':
      return t('The slowest {{shown}} of {{all}} requests.', numbers)
    case 'duration false':
      return t('The quickest {{shown}} of {{all}} requests.', numbers)
    default:
      return t('{{shown}} of {{all}} requests.', numbers)
  }
}

interface NoiseNoteProps {
  shown: boolean
  hidden: number
  onChange(shown: boolean): void
}

/** How many routine requests are left out, and the way to them and back. */
function NoiseNote({ shown, hidden, onChange }: NoiseNoteProps) {
  if (!shown && hidden === 0) return null
  return (
    <span>
      {shown
        ? t('Routine requests are shown: pings without login, checks of health, metrics, what is not there yet.')
        : t('{{count}} routine requests hidden', { count: hidden })}
      {sentenceGap()}
      <Button variant="link" isInline onClick={() => onChange(!shown)}>
        {shown ? t('Hide') : t('Show')}
      </Button>
    </span>
  )
}

function NoRequests({ filtered }: { filtered: boolean }) {
  if (filtered) return <NothingMatches>{t('No request matches all filters.')}</NothingMatches>
  return (
    <EmptyState title={t('No requests')}>
      {t('No line of these logs speaks of a request. With the log level Warning the registry does not log them.')}
    </EmptyState>
  )
}
