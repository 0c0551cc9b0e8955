import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { isComplete, listOf } from '../../../k8s/queries.ts'
import { Event, eventsAbout } from '../../../k8s/resources/event.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { EventTable } from '../../../ui/EventTable.tsx'
import { Panel } from '../../../ui/Panel.tsx'

/** What happened to an image stream lately, as far as somebody wrote it down. */
export function StreamEventsTab({ stream }: { stream: ImageStream }) {
  return (
    <Panel>
      <Events stream={stream} />
    </Panel>
  )
}

function Events({ stream }: { stream: ImageStream }) {
  const { namespace = '', name } = stream.metadata
  const { data: events } = useSuspenseQuery(listOf(Event, eventsAbout({ kind: 'ImageStream', namespace, name })))
  return (
    <EventTable
      events={events.items}
      loading={!isComplete(events)}
      empty={
        <EmptyState
          title={t('No events')}
          actions={<Link to={paths.imageStream(namespace, name)}>{t('Tags of {{stream}}', { stream: name })}</Link>}
        >
          <p>{t('A cluster keeps events for about 3 hours. Imports rarely write any.')}</p>
          <p>{t('Whether an import failed, and why, stays with its tag: that is the record.')}</p>
        </EmptyState>
      }
    />
  )
}
