import { Link } from 'react-router'
import { reporterOf, subjectOf, type Event } from '../../../k8s/resources/event.ts'
import { naturalCompare } from '../../../lib/naturalCompare.ts'
import { t } from '../../../lib/t.ts'
import { eventColumns } from '../../../ui/eventColumns.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { objectPath } from './objectPath.ts'

const { type, reason, message, count, first, seen, from } = eventColumns

export const columns: readonly Column<Event>[] = [
  { ...seen, width: 10 },
  { ...type, width: 12 },
  { ...reason, width: 14 },
  {
    key: 'about',
    title: () => t('Object'),
    width: 19,
    render: (event) => <Subject event={event} />,
    sort: subjectOf,
    text: subjectOf,
  },
  { ...message, width: 27 },
  { ...count, width: 8 },
  { ...first, width: 10 },
  { ...from, width: 11, defaultHidden: true },
]

/** What an event is about, with a link to where the console shows it. */
function Subject({ event }: { event: Event }) {
  const { involvedObject } = event
  const path = objectPath(involvedObject)
  return (
    <>
      <span className="rc-subtle">{involvedObject.kind}</span>{' '}
      {path ? <Link to={path}>{involvedObject.name}</Link> : involvedObject.name}
    </>
  )
}

const distinct = (values: readonly (string | undefined)[]) =>
  [...new Set(values.flatMap((value) => value || []))].toSorted(naturalCompare)

export const filters: readonly Filter<Event>[] = [
  {
    key: 'text',
    kind: 'text',
    label: () => t('Message, object or source'),
    text: (event) => `${event.reason ?? ''} ${event.message ?? ''} ${subjectOf(event)} ${reporterOf(event) ?? ''}`,
  },
  {
    key: 'type',
    kind: 'select',
    label: () => t('Type'),
    matches: (event, value) => (event.type || 'Normal') === value,
    options: (rows) => distinct(rows.map((event) => event.type || 'Normal')).map(option),
  },
  {
    key: 'object',
    kind: 'select',
    label: () => t('Object'),
    matches: (event, value) => subjectOf(event) === value,
    options: (rows) => distinct(rows.map(subjectOf)).map(option),
  },
  {
    key: 'reason',
    kind: 'select',
    label: () => t('Reason'),
    matches: (event, value) => event.reason === value,
    options: (rows) => distinct(rows.map((event) => event.reason)).map(option),
  },
]

function option(value: string) {
  return { value, label: value }
}
