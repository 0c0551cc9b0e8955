import { Link } from 'react-router'
import { shortDigest } from '../../lib/digest.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Absent } from '../Bytes.tsx'
import { StatusLabel } from '../StatusLabel.tsx'
import type { Column } from '../table.ts'
import type { AuditRow } from './auditRows.ts'
import { addressText, clientText, isoTime, kindStatus, kindWord, targetText } from './auditWords.ts'
import { denialShort } from './denialWords.ts'
import { FilterBy, UserName } from './FilterBy.tsx'
import { Moment } from './Moment.tsx'

type AuditColumn = Column<AuditRow>

const hidden = { render: () => undefined, defaultHidden: true } as const

const time: AuditColumn = {
  key: 'time',
  title: () => t('Time'),
  width: 13,
  render: ({ time: at }) => <Moment time={at} />,
  sort: ({ time: at }) => at,
  descendingFirst: true,
  text: ({ time: at }) => isoTime(at),
}

const event: AuditColumn = {
  key: 'event',
  title: () => t('Event'),
  width: 13,
  render: ({ kind, reason }) => (
    <StatusLabel compact status={kindStatus(kind)} title={reason}>
      {kindWord(kind)}
    </StatusLabel>
  ),
  sort: ({ kind }) => kindWord(kind),
  text: ({ kind }) => kind,
}

const target: AuditColumn = {
  key: 'target',
  title: () => t('Image'),
  isRowHeader: true,
  width: 21,
  render: (row) => <TargetLink row={row} />,
  sort: (row) => targetText(row),
  text: (row) => targetText(row, true),
}

const user: AuditColumn = {
  key: 'user',
  title: () => t('User'),
  width: 18,
  render: ({ user: name }) =>
    name === undefined ? <Absent text={t('not known')} /> : <FilterBy param="user" value={name} />,
  sort: ({ user: name }) => name,
  text: ({ user: name }) => name,
}

const result: AuditColumn = {
  key: 'status',
  title: () => t('Result'),
  width: 23,
  render: ({ status, denial, reason, kind }) => (
    <span title={reason}>
      <span className="rc-number">{status ?? ''}</span> {denial && kind !== 'notFound' && denialShort(denial)}
    </span>
  ),
  sort: ({ status }) => status,
  text: ({ status }) => status,
}

const remote: AuditColumn = {
  key: 'remote',
  title: () => t('Client address'),
  width: 12,
  render: ({ remote: from }) => <bdi title={from}>{addressText(from) ?? <Absent />}</bdi>,
  sort: ({ remote: from }) => from,
  text: ({ remote: from }) => from,
}

const client: AuditColumn = {
  key: 'client',
  title: () => t('Client'),
  width: 14,
  defaultHidden: true,
  render: ({ userAgent }) => (
    <bdi className="rc-audit__cut" title={userAgent}>
      {clientText(userAgent) ?? ''}
    </bdi>
  ),
  sort: ({ userAgent }) => userAgent,
  text: ({ userAgent }) => userAgent,
}

const exported: readonly AuditColumn[] = [
  {
    ...hidden,
    key: 'method',
    title: () => t('Method'),
    width: 8,
    render: ({ method }) => method,
    text: ({ method }) => method,
  },
  {
    ...hidden,
    key: 'repository',
    title: () => t('Repository'),
    width: 18,
    render: ({ repository }) => <bdi>{repository}</bdi>,
    text: ({ repository }) => repository,
  },
  {
    ...hidden,
    key: 'reference',
    title: () => t('Tag or digest'),
    width: 14,
    render: ({ reference }) => <bdi>{reference}</bdi>,
    text: ({ reference }) => reference,
  },
  {
    ...hidden,
    key: 'uri',
    title: () => t('URI'),
    width: 24,
    render: ({ uri }) => <bdi>{uri}</bdi>,
    text: ({ uri }) => uri,
  },
  {
    ...hidden,
    key: 'reason',
    title: () => t('Reason'),
    width: 24,
    render: ({ reason }) => <bdi>{reason}</bdi>,
    text: ({ reason }) => reason,
  },
  {
    ...hidden,
    key: 'missing',
    title: () => t('Missing role'),
    width: 14,
    render: ({ denial }) => denial?.role,
    text: ({ denial }) => denial?.role,
  },
  { ...hidden, key: 'pod', title: () => t('Pod'), width: 18, render: ({ pod }) => pod, text: ({ pod }) => pod },
]

/** The columns of events, in a table of their own. */
export const auditColumns: readonly AuditColumn[] = [time, event, target, user, result, remote, client, ...exported]

/** The columns of the events of one repository, beside its other tables. */
export const historyColumns: readonly AuditColumn[] = [
  time,
  event,
  {
    ...target,
    title: () => t('Tag or digest'),
    render: ({ reference }) => (reference ? <bdi title={reference}>{shortDigest(reference)}</bdi> : <Absent />),
  },
  {
    ...user,
    render: ({ user: name }) => (name === undefined ? <Absent text={t('not known')} /> : <UserName name={name} />),
  },
  result,
  remote,
  { ...client, defaultHidden: false },
]

/** What it was done to, with the way to its image stream. */
function TargetLink({ row }: { row: AuditRow }) {
  const text = <bdi title={targetText(row, true)}>{targetText(row)}</bdi>
  const [namespace, name, ...more] = (row.repository ?? '').split('/')
  if (!namespace || !name || more.length > 0) return text
  return <Link to={paths.imageStream(namespace, name)}>{text}</Link>
}
