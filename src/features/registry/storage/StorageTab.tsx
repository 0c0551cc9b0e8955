import { useState } from 'react'
import { t } from '../../../lib/t.ts'
import { useStorageUse } from '../../../k8s/useStorageUse.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { NoOperator } from '../../../ui/NoOperator.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { Backups } from './Backups.tsx'
import { Capacity } from './Capacity.tsx'
import { ClaimTerms } from './ClaimTerms.tsx'
import { ConfiguredStorage } from './ConfiguredStorage.tsx'
import { HardPrune } from './HardPrune.tsx'
import { StorageHead } from './StorageHead.tsx'
import { StorageUseTables } from './StorageUseTables.tsx'
import { Unaccounted } from './Unaccounted.tsx'
import { useClaim } from './useClaim.ts'
import { useStoragePlace } from './useStoragePlace.ts'
import { useVolumeGrowth, useVolumeState, type GrowthDays } from './volumeState.ts'
import { WhereDataLives } from './WhereDataLives.tsx'
import './storage.css'

/** Where images are kept, how full that is and will be, what takes the room, and how it is backed up. */
export function StorageTab() {
  const place = useStoragePlace()
  const claim = useClaim(place.claim)
  const volume = useVolumeState(place.claim)
  const [days, setDays] = useState<GrowthDays>(30)
  const growth = useVolumeGrowth(place.claim, days)
  const use = useStorageUse()
  if (place.pending) return <SkeletonLines lines={12} />
  // Who may see neither settings nor Deployment is told so once; what images take is another right.
  const isUnknown = place.error !== undefined && place.storage === undefined
  const isKept = place.type !== 'none'
  const where = (
    <Panel title={t('Where images live')}>
      <WhereDataLives />
    </Panel>
  )
  return (
    <div className="rc-storage">
      {isUnknown ? (
        <Panel title={t('Storage')}>
          <NoOperator error={place.error} otherwise={<Problem error={place.error} onRetry={place.retry} />}>
            <p>{t('It has no registry operator, so there are no settings of one. A registry may run all the same.')}</p>
          </NoOperator>
        </Panel>
      ) : (
        <StorageHead place={place} claim={claim} volume={volume} growth={growth} use={use} />
      )}
      {!isUnknown && isKept && (
        <Panel title={t('Capacity and growth')}>
          <Capacity
            place={place}
            claim={claim}
            volume={volume}
            growth={growth}
            days={days}
            onDays={setDays}
            use={use}
          />
        </Panel>
      )}
      {!isUnknown && (
        <div className="rc-storage__columns">
          <div className="rc-storage__column">
            <Panel title={t('Settings')}>
              <ConfiguredStorage place={place} />
            </Panel>
            {place.claim !== undefined && where}
          </div>
          {place.claim === undefined ? (
            where
          ) : (
            <Panel title={t('Claim')}>
              <ClaimTerms name={place.claim} state={claim} config={place.config} />
            </Panel>
          )}
        </div>
      )}
      {!isUnknown && isKept && (
        <Panel title={t('Backups')}>
          <Backups place={place} claim={claim} />
        </Panel>
      )}
      {!isUnknown && isKept && place.type !== 'emptyDir' && (
        <Panel title={t('Data that no image explains')}>
          <div className="rc-storage__stack">
            <Unaccounted place={place} volume={volume} use={use} />
            <HardPrune place={place} />
          </div>
        </Panel>
      )}
      {isUnknown && where}
      {/* The longest comes last. */}
      <Panel title={t('What images take')}>
        <StorageUseTables use={use} />
      </Panel>
    </div>
  )
}
