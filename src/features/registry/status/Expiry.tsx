import { useSyncExternalStore } from 'react'
import { t } from '../../../lib/t.ts'
import { subscribeToClock } from '../../../ui/clock.ts'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { expiryState } from './certificateRows.ts'

/** When a certificate ends: a warning 30 days before, danger afterwards. */
export function Expiry({ value }: { value: string }) {
  const state = useSyncExternalStore(subscribeToClock, () => expiryState(value, Date.now()))
  if (state === 'valid') return <Timestamp value={value} />
  return (
    <>
      <StatusLabel compact status={state === 'expired' ? 'danger' : 'warning'}>
        {state === 'expired' ? t('Expired') : t('Expires soon')}
      </StatusLabel>{' '}
      <Timestamp value={value} />
    </>
  )
}
