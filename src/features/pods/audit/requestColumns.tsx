import { t } from '../../../lib/t.ts'
import type { RegistryRequest } from '../../../lib/registryRequests.ts'
import type { InLog } from '../../../logs/logProtocol.ts'
import {
  addressText,
  clientText,
  durationText,
  isoTime,
  operationWord,
  targetText,
} from '../../../ui/audit/auditWords.ts'
import { FilterBy } from '../../../ui/audit/FilterBy.tsx'
import { Moment } from '../../../ui/audit/Moment.tsx'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { StatusLabel, type StatusKind } from '../../../ui/StatusLabel.tsx'
import type { Column } from '../../../ui/table.ts'

/** A request with the pod whose log has it. */
export interface RequestRow extends InLog<RegistryRequest> {
  pod: string
}

type RequestColumn = Column<RequestRow>

/** What a request did to what: "Push storefront/web:v5". */
export function requestName(request: RegistryRequest): string {
  return `${operationWord(request.operation)} ${targetText(request)}`.trim()
}

const shown: readonly RequestColumn[] = [
  {
    key: 'time',
    title: () => t('Time'),
    width: 17,
    render: ({ time }) => <Moment time={time} ms />,
    sort: ({ time }) => time,
    descendingFirst: true,
    text: ({ time }) => isoTime(time),
  },
  {
    key: 'request',
    title: () => t('Request'),
    isRowHeader: true,
    width: 36,
    render: (request) => (
      <span title={request.uri}>
        {operationWord(request.operation)} <bdi className="rc-requests__target">{targetText(request)}</bdi>
      </span>
    ),
    text: requestName,
  },
  {
    key: 'method',
    title: () => t('Method'),
    width: 7,
    render: ({ method }) => <bdi>{method}</bdi>,
    text: ({ method }) => method,
  },
  {
    key: 'status',
    title: () => t('Status'),
    width: 9,
    render: (request) => <Status request={request} />,
    sort: ({ status }) => status,
    descendingFirst: true,
    text: ({ status }) => status,
  },
  {
    key: 'user',
    title: () => t('User'),
    width: 16,
    render: ({ user }) =>
      user === undefined ? <Absent text={t('not known')} /> : <FilterBy param="user" value={user} />,
    text: ({ user }) => user,
  },
  {
    key: 'duration',
    title: () => t('Duration'),
    width: 9,
    align: 'end',
    render: ({ durationMs }) =>
      durationMs === undefined ? <Absent /> : <span className="rc-number">{durationText(durationMs)}</span>,
    sort: ({ durationMs }) => durationMs,
    descendingFirst: true,
    text: ({ durationMs }) => durationMs,
  },
  {
    key: 'written',
    title: () => t('Answer'),
    width: 8,
    align: 'end',
    render: ({ written }) => <Bytes value={written} />,
    text: ({ written }) => written,
  },
  {
    key: 'remote',
    title: () => t('Client address'),
    width: 12,
    render: ({ remote }) => <bdi title={remote}>{addressText(remote) ?? <Absent />}</bdi>,
    text: ({ remote }) => remote,
  },
  {
    key: 'client',
    title: () => t('Client'),
    width: 10,
    defaultHidden: true,
    render: ({ userAgent }) => (
      <bdi className="rc-audit__cut" title={userAgent}>
        {clientText(userAgent) ?? ''}
      </bdi>
    ),
    text: ({ userAgent }) => userAgent,
  },
]

const more: readonly RequestColumn[] = [
  textColumn(
    'operation',
    () => t('Operation'),
    ({ operation }) => operation,
  ),
  textColumn(
    'repository',
    () => t('Repository'),
    ({ repository }) => repository,
  ),
  textColumn(
    'reference',
    () => t('Tag or digest'),
    ({ reference, digest }) => reference ?? digest,
  ),
  textColumn(
    'uri',
    () => t('URI'),
    ({ uri }) => uri,
  ),
  textColumn(
    'error',
    () => t('Error'),
    ({ error, denial }) => error?.detail ?? error?.message ?? error?.code ?? denial,
  ),
  textColumn(
    'id',
    () => t('Request ID'),
    ({ id }) => id,
  ),
  textColumn(
    'pod',
    () => t('Pod'),
    ({ pod }) => pod,
  ),
]

/** A column that is shown when somebody chooses it, and in exports. */
function textColumn(
  key: string,
  title: () => string,
  text: (request: RequestRow) => string | undefined,
): RequestColumn {
  return { key, title, width: 16, defaultHidden: true, render: (row) => <bdi>{text(row)}</bdi>, text }
}

/** The columns of requests. Only those sort that the worker sorts by, over all requests and not only those shown. */
export const requestColumns: readonly RequestColumn[] = [...shown, ...more]

function Status({ request: { status, state, error, denial } }: { request: RequestRow }) {
  const why = [error?.code, error?.detail ?? error?.message, denial].filter(Boolean).join(' · ')
  if (status === undefined)
    return state === 'running' ? (
      <StatusLabel status="info" compact>
        {t('Running')}
      </StatusLabel>
    ) : (
      <Absent />
    )
  return (
    <StatusLabel status={statusKind(status)} compact title={why || undefined}>
      {String(status)}
    </StatusLabel>
  )
}

function statusKind(status: number): StatusKind | 'none' {
  if (status >= 500) return 'danger'
  return status >= 400 ? 'warning' : 'none'
}
