import { useSyncExternalStore } from 'react'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { newestReady, VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { subscribeToClock } from '../../../ui/clock.ts'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { useDenied } from '../../../ui/useDenied.tsx'
import { snapshotDays, useSnapshotDays } from './snapshotAge.ts'
import { openCreateSnapshot } from './snapshotDialogs.tsx'

interface SnapshotVerdictProps {
  snapshots: readonly VolumeSnapshot[]
  claim: string
  provisioner: string | undefined
}

const dayMs = 86_400_000
// Never before what has just happened.
const everyMinute = () => Math.ceil(Date.now() / 60_000) * 60_000

/** Whether there is a snapshot to go back to, and how old it may be. */
export function SnapshotVerdict({ snapshots, claim, provisioner }: SnapshotVerdictProps) {
  const now = useSyncExternalStore(subscribeToClock, everyMinute)
  const [days, setDays] = useSnapshotDays()
  const denied = useDenied('create', VolumeSnapshot, registryNamespace)
  const newest = newestReady(snapshots, now)
  const isOld = newest !== undefined && days > 0 && newest.age > days * dayMs
  return (
    <div className="rc-storage__stack">
      {newest === undefined ? (
        <Alert inline status="warning" title={t('There is no snapshot of the claim to go back to')}>
          {snapshots.length > 0
            ? t('None of its snapshots is ready.')
            : t('What is deleted, overwritten or lost with the volume cannot be had back.')}
        </Alert>
      ) : isOld ? (
        <Alert inline status="warning" title={t('The newest snapshot is {{span}} old', { span: timeSpan(newest.age) })}>
          {t('Images that were pushed since are in no snapshot.')}
        </Alert>
      ) : (
        <p>{t('The newest snapshot is {{span}} old.', { span: timeSpan(newest.age) })}</p>
      )}
      <div className="rc-storage__actions">
        <Button isAriaDisabled={denied !== undefined} onClick={() => openCreateSnapshot(claim, provisioner)}>
          {t('Create snapshot')}
        </Button>
        <span className="rc-storage__choice">
          {t('Warn when older than')}
          <NativeSelect
            label={t('Warn when older than')}
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
            options={snapshotDays.map((each) => ({
              value: String(each),
              label: each === 0 ? t('Do not warn') : t('{{count}} days', { count: each }),
            }))}
          />
        </span>
      </div>
      {denied !== undefined && <p className="rc-subtle">{denied}</p>}
    </div>
  )
}
