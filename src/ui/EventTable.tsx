import type { ReactNode } from 'react'
import { countOf, lastSeenOf, reporterOf, type Event } from '../k8s/resources/event.ts'
import { formatNumber, t } from '../lib/t.ts'
import { Absent } from './Bytes.tsx'
import { ResourceTable } from './ResourceTable.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import type { Column, Filter } from './table.ts'
import { Timestamp } from './Timestamp.tsx'

const columns: readonly Column<Event>[] = [
  {
    key: 'type',
    title: () => t('Type'),
    width: 12,
    render: ({ type }) => (
      <StatusLabel compact status={type === 'Warning' ? 'warning' : 'none'}>
        {type || t('Normal')}
      </StatusLabel>
    ),
    sort: ({ type }) => type,
    text: ({ type }) => type,
  },
  {
    key: 'reason',
    title: () => t('Reason'),
    isRowHeader: true,
    width: 18,
    render: ({ reason }) => reason || <Absent />,
    sort: ({ reason }) => reason,
    text: ({ reason }) => reason,
  },
  {
    key: 'message',
    title: () => t('Message'),
    width: 34,
    render: ({ message }) => message || <Absent />,
    text: ({ message }) => message,
  },
  {
    key: 'count',
    title: () => t('Count'),
    width: 8,
    align: 'end',
    render: (event) => formatNumber(countOf(event)),
    sort: countOf,
    descendingFirst: true,
    text: countOf,
  },
  {
    key: 'seen',
    title: () => t('Last seen'),
    width: 13,
    render: (event) => <Timestamp value={lastSeenOf(event)} />,
    sort: lastSeenOf,
    descendingFirst: true,
    text: lastSeenOf,
  },
  {
    key: 'from',
    title: () => t('From'),
    width: 15,
    render: (event) => reporterOf(event) ?? <Absent />,
    sort: reporterOf,
    text: reporterOf,
  },
]

const filters: readonly Filter<Event>[] = [
  {
    key: 'text',
    kind: 'text',
    label: () => t('Reason or message'),
    text: ({ reason, message }) => `${reason ?? ''} ${message ?? ''}`,
  },
  { key: 'warnings', kind: 'toggle', label: () => t('Warnings only'), matches: ({ type }) => type === 'Warning' },
]

const newestFirst = { key: 'seen', descending: true }
const rowKey = ({ metadata }: Event) => metadata.uid ?? metadata.name

export interface EventTableProps {
  events: readonly Event[]
  loading: boolean
  /** What to say when there are none. */
  empty: ReactNode
}

/** Events of an object, the newest first. */
export function EventTable({ events, loading, empty }: EventTableProps) {
  return (
    <ResourceTable
      name={t('Events')}
      rows={events}
      columns={columns}
      filters={filters}
      rowKey={rowKey}
      loading={loading}
      defaultSort={newestFirst}
      exportName="events"
      empty={empty}
    />
  )
}
