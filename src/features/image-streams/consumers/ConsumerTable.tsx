import type { ReactNode } from 'react'
import { t } from '../../../lib/t.ts'
import type { ImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import type { Column } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { ConsumerDetails } from './ConsumerDetails.tsx'
import { consumerFilters, type ConsumerView } from './consumerColumns.tsx'
import { NotListedNotice } from './NotListedNotice.tsx'
import './consumers.css'

interface ConsumerTableProps {
  reading: ImageConsumers
  rows: readonly ConsumerView[]
  columns: readonly Column<ConsumerView>[]
  /** What was found, in a sentence. */
  lead: ReactNode
  /** What "nothing" is about. */
  empty: string
  exportName: string
  actions?: ReactNode
  rowActions?: (row: ConsumerView) => ReactNode
}

const rowKey = ({ key }: ConsumerView) => key
// Rows are made anew with every reading: only what they show counts.
const rowVersion = ({ image, pods, idle, behind, trigger, members }: ConsumerView) =>
  JSON.stringify([image, pods, idle, behind, trigger, members.length])
const expand = (row: ConsumerView) => <ConsumerDetails row={row} />
const byName = { key: 'workload', descending: false }

/** Who uses something: one line for each workload and container, with what could not be looked at said first. */
export function ConsumerTable(props: ConsumerTableProps) {
  const { reading, rows, columns, lead, empty, exportName, actions, rowActions } = props
  const { state, error, notListed, readAt, refreshing, retry, byProject } = reading
  if (state === 'failed') return <Failed error={error} onRetry={retry} />
  return (
    <>
      <NotListedNotice notListed={notListed} />
      <div className="rc-consumers__lead">
        <span>{state === 'ready' ? lead : t('Looking through all workloads …')}</span>
        {readAt && (
          <span className="rc-subtle">
            {t('as of')} <Timestamp value={readAt} />
            {' · '}
            <Button variant="link" isInline isLoading={refreshing} onClick={retry}>
              {t('Refresh')}
            </Button>
          </span>
        )}
        {error && (
          <span className="rc-subtle">{t('Could not be read anew: {{message}}', { message: error.message })}</span>
        )}
      </div>
      <ResourceTable
        name={t('Used by')}
        rows={rows}
        columns={columns}
        filters={consumerFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        expand={expand}
        rowActions={rowActions}
        loading={state === 'loading'}
        defaultSort={byName}
        exportName={exportName}
        actions={actions}
        empty={
          <EmptyState title={t('Nothing that you may list uses it')}>
            <p>{empty}</p>
            <p>
              {byProject
                ? t('Only your own projects were looked through: others may use it all the same.')
                : t('Pods that ended and were deleted, and what is outside this cluster, are not known here.')}
            </p>
          </EmptyState>
        }
      />
    </>
  )
}
