import { useSuspenseQuery } from '@tanstack/react-query'
import { isComplete, listOf, totalOf } from '../../../k8s/queries.ts'
import { Event } from '../../../k8s/resources/event.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { eventKey, newestEventsFirst } from '../../../ui/eventColumns.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { columns, filters } from './eventTable.tsx'

/** What happened in the registry's project, live. */
export function EventsPage() {
  return (
    <Page
      title={t('Events')}
      description={t('What the cluster wrote down of the project {{project}}. OpenShift keeps events for 3 hours.', {
        project: registryNamespace,
      })}
      actions={<LinkButton to={paths.logs()}>{t('Logs')}</LinkButton>}
    >
      <Panel skeleton={<SkeletonLines lines={10} />}>
        <Events />
      </Panel>
    </Page>
  )
}

function Events() {
  const { data: events } = useSuspenseQuery(listOf(Event, { namespace: registryNamespace }))
  return (
    <ResourceTable
      name={t('Events')}
      rows={events.items}
      columns={columns}
      filters={filters}
      rowKey={eventKey}
      loading={!isComplete(events)}
      total={totalOf(events)}
      defaultSort={newestEventsFirst}
      exportName="registry-events"
      empty={
        <EmptyState title={t('No events')} actions={<LinkButton to={paths.pods()}>{t('See the pods')}</LinkButton>}>
          <p>{t('Nothing was written down in the last 3 hours, which is how it is while nothing changes.')}</p>
        </EmptyState>
      }
    />
  )
}
