import { useSyncExternalStore } from 'react'
import { expiryState } from '../lib/expiryState.ts'
import { t } from '../lib/t.ts'
import { subscribeToClock } from './clock.ts'
import { StatusLabel } from './StatusLabel.tsx'
import { Timestamp } from './Timestamp.tsx'

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
