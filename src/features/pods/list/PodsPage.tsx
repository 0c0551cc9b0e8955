import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isComplete, listOf, totalOf } from '../../../k8s/queries.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { usePodUse } from '../../../prometheus/usePodUse.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { ComponentSummary } from './ComponentSummary.tsx'
import { PodActions } from './PodActions.tsx'
import { podColumns, podFilters } from './podColumns.tsx'
import { podRows, type PodRow } from './podRow.ts'
import { RegistryAbsence } from './RegistryAbsence.tsx'
import './pods.css'

const worstFirst = { key: 'status', descending: false }
const rowKey = ({ pod, name }: PodRow) => pod.metadata.uid ?? name
const rowActions = ({ name }: PodRow) => <PodActions name={name} />

/** The pods of the registry, its operator, its pruner, and those that bring certificates to the nodes. */
export function PodsPage() {
  return (
    <Page
      title={t('Pods')}
      description={t('What runs in the project {{project}}: as oc get pods prints it, live.', {
        project: registryNamespace,
      })}
      actions={
        <>
          <LinkButton to={paths.registry(undefined, { action: 'restart-pods' })}>{t('Restart pods')}</LinkButton>
          <LinkButton to={paths.events()}>{t('Events')}</LinkButton>
          <LinkButton primary to={paths.logs()}>
            {t('Logs of all pods')}
          </LinkButton>
        </>
      }
    >
      <Panel skeleton={<SkeletonLines lines={10} />}>
        <Pods />
      </Panel>
    </Page>
  )
}

function Pods() {
  const { data: pods } = useSuspenseQuery(listOf(Pod, { namespace: registryNamespace }))
  const { cores, bytes } = usePodUse(registryNamespace)
  const rows = useMemo(() => podRows(pods.items, { cores, bytes }), [pods, cores, bytes])
  const loading = !isComplete(pods)
  return (
    <>
      {!loading && !rows.some(({ component }) => component === 'registry') && <RegistryAbsence />}
      <ComponentSummary rows={rows} loading={loading} />
      <ResourceTable
        name={t('Registry pods')}
        rows={rows}
        columns={podColumns}
        filters={podFilters}
        rowKey={rowKey}
        loading={loading}
        total={totalOf(pods)}
        defaultSort={worstFirst}
        exportName="registry-pods"
        rowActions={rowActions}
        empty={
          <EmptyState title={t('No pods')}>
            <p>{t('Nothing runs in the project {{project}}.', { project: registryNamespace })}</p>
          </EmptyState>
        }
      />
    </>
  )
}
