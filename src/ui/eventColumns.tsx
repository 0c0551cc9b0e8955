import { countOf, firstSeenOf, lastSeenOf, reporterOf, type Event } from '../k8s/resources/event.ts'
import { formatNumber, t } from '../lib/t.ts'
import { Absent } from './Bytes.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import type { Column } from './table.ts'
import { Timestamp } from './Timestamp.tsx'

/** The columns of events, by name: tables take those that they have room for, with widths of their own. */
export const eventColumns = {
  type: {
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
  reason: {
    key: 'reason',
    title: () => t('Reason'),
    isRowHeader: true,
    width: 18,
    render: ({ reason }) => reason || <Absent />,
    sort: ({ reason }) => reason,
    text: ({ reason }) => reason,
  },
  message: {
    key: 'message',
    title: () => t('Message'),
    width: 34,
    render: ({ message }) => message || <Absent />,
    text: ({ message }) => message,
  },
  count: {
    key: 'count',
    title: () => t('Count'),
    width: 8,
    align: 'end',
    render: (event) => formatNumber(countOf(event)),
    sort: countOf,
    descendingFirst: true,
    text: countOf,
  },
  first: {
    key: 'first',
    title: () => t('First seen'),
    render: (event) => <Timestamp value={firstSeenOf(event)} />,
    sort: firstSeenOf,
    descendingFirst: true,
    text: firstSeenOf,
  },
  seen: {
    key: 'seen',
    title: () => t('Last seen'),
    width: 13,
    render: (event) => <Timestamp value={lastSeenOf(event)} />,
    sort: lastSeenOf,
    descendingFirst: true,
    text: lastSeenOf,
  },
  from: {
    key: 'from',
    title: () => t('From', { context: 'event' }),
    width: 15,
    render: (event) => reporterOf(event) ?? <Absent />,
    sort: reporterOf,
    text: reporterOf,
  },
} satisfies Record<string, Column<Event>>

/** The row of an event in a table. */
export const eventKey = ({ metadata }: Event) => metadata.uid ?? metadata.name
/** How events are sorted unless somebody wants otherwise. */
export const newestEventsFirst = { key: 'seen', descending: true }
