import { useState } from 'react'
import { isKindMissing, asApiError } from '../../../k8s/ApiError.ts'
import { poolState, type MachineConfigPool } from '../../../k8s/resources/machineConfigPool.ts'
import { t } from '../../../lib/t.ts'
import { Failed } from '../../../ui/Failed.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { isMoving, isRecent, usePools } from './usePools.ts'

/** How far the nodes are with what is set: which pools have it, which are at it, which cannot. */
export function MachineConfigPools({ savedAt }: { savedAt: number | undefined }) {
  const { data: pools, error, refetch } = usePools(savedAt)
  const [begun, setBegun] = useState<number>()
  const moves = pools?.some((pool) => isMoving(pool)) === true
  if (moves && savedAt !== begun) setBegun(savedAt)
  if (!pools) {
    if (!error) return <SkeletonLines lines={3} />
    if (isKindMissing(error))
      return <p>{t('This cluster has no machine config pools: whoever runs its nodes brings them the change.')}</p>
    const known = asApiError(error)
    const right = known.code === 403 ? missingRight(known) : undefined
    if (right)
      return <p>{t('{{refusal}} The progress on the nodes cannot be seen here.', { refusal: sentence(right) })}</p>
    return <Failed error={error} onRetry={() => void refetch()} />
  }
  if (pools.length === 0)
    return <p>{t('There are no machine config pools: no node takes its configuration from here.')}</p>
  const waits = isRecent(savedAt) && savedAt !== begun
  return (
    <div className="rc-policy__scroll">
      <p role="status" className="rc-subtle">
        {waits && t('A change for the nodes was saved. Their new configuration takes a minute or so to be made.')}
      </p>
      <table className="rc-policy__table" aria-label={t('Machine config pools')}>
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Updated')}</th>
            <th scope="col">{t('Ready')}</th>
          </tr>
        </thead>
        <tbody>
          {pools.map((pool) => (
            <PoolRow key={pool.metadata.name} pool={pool} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PoolRow({ pool }: { pool: MachineConfigPool }) {
  const { updatedMachines, ready, machines, messages, paused, updated } = poolState(pool)
  const of = (count: number) => t('{{done}} of {{count}} machines', { done: count, count: machines })
  return (
    <tr>
      <th scope="row">
        {pool.metadata.name}
        {paused && !updated && (
          <div className="rc-subtle">{t('Paused: its nodes get the change after it is resumed.')}</div>
        )}
        {messages.map((message) => (
          <div key={message} className="rc-policy__message">
            {message}
          </div>
        ))}
      </th>
      <td data-label={t('State')}>
        <PoolLabels pool={pool} />
      </td>
      <td data-label={t('Updated')}>{of(updatedMachines)}</td>
      <td data-label={t('Ready')}>{of(ready)}</td>
    </tr>
  )
}

function PoolLabels({ pool }: { pool: MachineConfigPool }) {
  const { updated, updating, degraded, paused } = poolState(pool)
  return (
    <span className="rc-policy__labels">
      {degraded && (
        <StatusLabel compact status="danger">
          {t('Degraded')}
        </StatusLabel>
      )}
      {paused && (
        <StatusLabel compact status="warning">
          {t('Paused')}
        </StatusLabel>
      )}
      {updating ? (
        <StatusLabel compact status="info">
          {t('Updating')}
        </StatusLabel>
      ) : updated ? (
        <StatusLabel compact status="success">
          {t('Updated')}
        </StatusLabel>
      ) : (
        !degraded && (
          <StatusLabel compact status="info">
            {t('Not updated yet')}
          </StatusLabel>
        )
      )}
    </span>
  )
}
