import type { ReactNode } from 'react'
import type { Event } from '../k8s/resources/event.ts'
import { t } from '../lib/t.ts'
import { eventColumns, eventKey, newestEventsFirst } from './eventColumns.tsx'
import { ResourceTable } from './ResourceTable.tsx'
import type { Column, Filter } from './table.ts'

const columns: readonly Column<Event>[] = [
  eventColumns.type,
  eventColumns.reason,
  eventColumns.message,
  eventColumns.count,
  eventColumns.seen,
  eventColumns.from,
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
      rowKey={eventKey}
      loading={loading}
      defaultSort={newestEventsFirst}
      exportName="events"
      empty={empty}
    />
  )
}
