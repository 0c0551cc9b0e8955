import type { StorageUse } from '../../../k8s/useStorageUse.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Counting } from './Capacity.tsx'
import { percentText } from './growthWords.ts'
import type { StoragePlace } from './useStoragePlace.ts'
import type { VolumeState } from './volumeState.ts'

interface UnaccountedProps {
  place: StoragePlace
  volume: VolumeState
  use: StorageUse
}

/** The gap between what the storage holds and what the API knows of. */
export function Unaccounted({ place, volume, use }: UnaccountedProps) {
  return (
    <div className="rc-storage__stack rc-storage__text">
      <Gap place={place} volume={volume} use={use} />
      <p>{t('What the storage can hold beside the layers of the images that were pushed:')}</p>
      <ul className="rc-storage__list">
        <li>
          {t(
            'Orphaned blobs: of images deleted with “oc delete image”, of pushes that a quota refused, of runs of the pruner that were stopped. Pruning does not find them; a hard prune does.',
          )}
        </li>
        <li>
          {t(
            'Copies of layers that were pulled through from other registries. They are in use: imported images have them.',
          )}
        </li>
        <li>{t('Uploads that were not finished. The registry clears them away by itself after a while.')}</li>
        <li>{t('Manifests, configurations and links, and what the file system itself needs: small.')}</li>
      </ul>
    </div>
  )
}

function Gap({ place, volume, use }: UnaccountedProps) {
  const { managed } = use
  if (use.state === 'failed') {
    return <p>{t('How much that is cannot be said: the images could not be counted.')}</p>
  }
  if (place.claim === undefined || volume.state === 'failed' || volume.state === 'none') {
    return (
      <p>
        {place.claim === undefined
          ? t(
              'How much that is cannot be said here: the cluster does not measure this storage. Compare what it says itself with what images take.',
            )
          : t('How much that is cannot be said: nothing measures the volume.')}
      </p>
    )
  }
  if (managed === undefined || volume.used === undefined) {
    return <Counting state={use.state} />
  }
  const gap = volume.used - managed
  const numbers = { used: formatBytes(volume.used), managed: formatBytes(managed), gap: formatBytes(Math.abs(gap)) }
  if (gap < 0) {
    return (
      <p>
        {t(
          'The volume holds {{used}}, which is {{gap}} less than the images that were pushed should take ({{managed}}): their data may be missing in part, as after a change of storage, or the volume compresses it.',
          numbers,
        )}
      </p>
    )
  }
  return (
    <p>
      {t('The volume holds {{used}}; the images that were pushed explain {{managed}} of it.', numbers)}
      {sentenceGap()}
      <strong>
        {t('{{gap}} ({{percent}}) are something else.', { ...numbers, percent: percentText(gap / volume.used) })}
      </strong>
    </p>
  )
}
