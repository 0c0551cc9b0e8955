import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { isComplete, listOf } from '../../../k8s/queries.ts'
import { Event, eventsAbout } from '../../../k8s/resources/event.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { EventTable } from '../../../ui/EventTable.tsx'

/** What happened to a pod. Events about another pod that had its name are left out, unless there is no pod to tell them by. */
export function PodEventsTab({ name, uid }: { name: string; uid: string | undefined }) {
  const { data } = useSuspenseQuery(listOf(Event, eventsAbout({ kind: 'Pod', namespace: registryNamespace, name })))
  const events = useMemo(
    () => data.items.filter(({ involvedObject }) => !uid || !involvedObject.uid || involvedObject.uid === uid),
    [data, uid],
  )
  return (
    <EventTable
      events={events}
      loading={!isComplete(data)}
      empty={
        <EmptyState title={t('No events')} actions={<Link to={paths.events()}>{t('All events of the registry')}</Link>}>
          <p>{t('A cluster keeps events for about 3 hours: a pod that has run for longer than that has none.')}</p>
        </EmptyState>
      }
    />
  )
}
