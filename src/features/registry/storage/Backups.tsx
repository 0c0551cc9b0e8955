import { useQuery } from '@tanstack/react-query'
import { useKind } from '../../../k8s/discovery.ts'
import { t } from '../../../lib/t.ts'
import { asApiError } from '../../../k8s/ApiError.ts'
import { listOf } from '../../../k8s/queries.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { VolumeSnapshot, snapshotsOf, snapshotState } from '../../../k8s/resources/volumeSnapshot.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { backupAdvice } from './objectStorage.ts'
import { RestoreSteps } from './RestoreSteps.tsx'
import { SnapshotTable } from './SnapshotTable.tsx'
import { SnapshotVerdict } from './SnapshotVerdict.tsx'
import type { ClaimState } from './useClaim.ts'
import type { StoragePlace } from './useStoragePlace.ts'

/** How image data can be had back after it was lost. */
export function Backups({ place, claim }: { place: StoragePlace; claim: ClaimState }) {
  return (
    <div className="rc-storage__stack">
      {place.claim !== undefined ? (
        <Snapshots claimName={place.claim} claim={claim} />
      ) : place.type === 'emptyDir' ? (
        <p className="rc-storage__text">
          {t('None is possible: an empty directory is part of its pod. Choose another storage to keep images.')}
        </p>
      ) : (
        <ObjectStorage place={place} />
      )}
      {place.type !== 'emptyDir' && (
        <p className="rc-subtle rc-storage__text">
          {t(
            'A backup takes both halves: the data here, and etcd with the image streams and images. Data without its images is orphaned blobs; images without their data cannot be pulled. Take both at the same time.',
          )}
        </p>
      )}
    </div>
  )
}

function ObjectStorage({ place: { storage } }: { place: StoragePlace }) {
  return (
    <div className="rc-storage__stack rc-storage__text">
      <p>
        {t(
          'VolumeSnapshots are of volumes; object storage is backed up by what it offers itself. That it is kept on several disks is no backup: what is deleted is deleted on all of them.',
        )}
      </p>
      <ol className="rc-storage__list">
        {backupAdvice(storage).map(({ what, command }) => (
          <li key={command}>
            {what}
            <div className="rc-storage__step">
              <CommandLine command={command} />
            </div>
          </li>
        ))}
        <li>
          {t(
            'Replicate it into another region or account, by a rule of the storage. Protect that copy from deletion: a replica that follows each deletion is none.',
          )}
        </li>
      </ol>
      <p>
        {t(
          'While old versions are kept, pruning frees room only when they expire: give them a rule that ends them after some days.',
        )}
      </p>
    </div>
  )
}

const refreshMs = 10_000
/** Somebody waits for what is being taken. */
const takingMs = 2000

function Snapshots({ claimName, claim }: { claimName: string; claim: ClaimState }) {
  const kind = useKind(VolumeSnapshot)
  const { data, error, refetch } = useQuery({
    ...listOf(VolumeSnapshot, { namespace: registryNamespace }),
    enabled: kind === 'present',
    refetchInterval: ({ state: { data: known, error: failure } }) => {
      // What is refused today is refused in ten seconds.
      if (failure && asApiError(failure).code === 403) return false
      const isGoing = known?.items.some((each) => ['waiting', 'creating', 'deleting'].includes(snapshotState(each)))
      return isGoing ? takingMs : refreshMs
    },
  })
  if (kind === undefined) return <SkeletonLines lines={4} />
  if (kind !== 'present') {
    return (
      <Alert inline status="warning" title={t('This cluster has no VolumeSnapshots')}>
        {t(
          'Nothing here can copy the volume: the snapshot controller is not installed, or its API does not answer. Copy the data from a pod while the registry is read-only:',
        )}{' '}
        <CommandLine command={copyCommand} />
      </Alert>
    )
  }
  if (!data) {
    if (error) return <Problem error={asApiError(error)} onRetry={() => void refetch()} />
    return <SkeletonLines lines={4} />
  }
  const snapshots = snapshotsOf(data.items, claimName)
  return (
    <div className="rc-storage__stack">
      <SnapshotVerdict snapshots={snapshots} claim={claimName} provisioner={claim.provisioner} />
      {snapshots.length > 0 && <SnapshotTable snapshots={snapshots} />}
      <RestoreSteps snapshots={snapshots} claim={claim.claim} name={claimName} />
    </div>
  )
}

const copyCommand = `oc exec -n ${registryNamespace} deployment/image-registry -- tar -cf - -C /registry . > registry.tar`
