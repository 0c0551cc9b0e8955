import { useSuspenseQuery } from '@tanstack/react-query'
import { isComplete, listOf } from '../../../k8s/queries.ts'
import { Event } from '../../../k8s/resources/event.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { EventTable } from '../../../ui/EventTable.tsx'

const scope = { namespace: registryNamespace, fieldSelector: 'type=Warning' }

/** The warnings of the last hours in the registry's project. */
export function Warnings() {
  const { data: events } = useSuspenseQuery(listOf(Event, scope))
  if (isComplete(events) && events.items.length === 0)
    return <p>{t('There were none in the project {{project}} in the last hours.', { project: registryNamespace })}</p>
  return <EventTable events={events.items} loading={!isComplete(events)} empty={null} />
}
