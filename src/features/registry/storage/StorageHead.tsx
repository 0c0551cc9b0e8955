import { useId } from 'react'
import { Link } from 'react-router'
import { useCan } from '../../../k8s/access.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import type { StorageUse } from '../../../k8s/useStorageUse.ts'
import { storagePlace } from '../../../k8s/resources/registryStorage.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { sentenceGap, sentences } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { openChangeStorage } from '../setup/storageDialogs.tsx'
import { fullForecast, percentText } from './growthWords.ts'
import type { ClaimState } from './useClaim.ts'
import type { StoragePlace } from './useStoragePlace.ts'
import type { VolumeGrowth, VolumeState } from './volumeState.ts'

interface StorageHeadProps {
  place: StoragePlace
  claim: ClaimState
  volume: VolumeState
  growth: VolumeGrowth
  use: StorageUse
}

/** The answer first: where images are kept, how full that is and when it will be. */
export function StorageHead(props: StorageHeadProps) {
  const { place } = props
  const { allowed } = useCan('patch', RegistryConfig, { name: registryConfigName })
  const reasonId = useId()
  const isRemoved = place.config?.spec?.managementState === 'Removed'
  return (
    <div className="rc-storage__head">
      <div>
        <p className="rc-storage__sentence">{placeSentence(place, isRemoved)}</p>
        <p className="rc-storage__second">
          {secondSentence(props)}
          {sentenceGap()}
          {place.type === 'none' && <Link to={paths.registry('setup')}>{t('Set it up step by step')}</Link>}
        </p>
        {allowed === false && (
          <p id={reasonId} className="rc-subtle">
            {sentence({
              verb: 'patch',
              resource: RegistryConfig.plural,
              group: RegistryConfig.group,
              name: registryConfigName,
            })}
          </p>
        )}
      </div>
      <Button
        // Another place moves no images: only where there is none is it what is to be done.
        variant={place.type === 'none' ? 'primary' : 'secondary'}
        onClick={() => openChangeStorage()}
        {...(allowed === false && { isAriaDisabled: true, 'aria-describedby': reasonId })}
      >
        {place.type === 'none' ? t('Choose storage') : t('Change storage')}
      </Button>
    </div>
  )
}

function placeSentence({ storage, type }: StoragePlace, isRemoved: boolean): string {
  const place = storagePlace(storage)
  if (type === 'none') return t('No storage is set: the registry keeps no images.')
  if (isRemoved) return t('The registry is removed. Its images were kept in {{place}}.', { place })
  return t('Images are kept in {{place}}.', { place })
}

function secondSentence({ place, claim, volume, growth, use }: StorageHeadProps): string {
  if (place.type === 'none') return t('Choose a claim or an object storage, and set the registry to Managed.')
  if (place.claim !== undefined) {
    if (claim.error?.code === 404) return t('There is no claim of this name in openshift-image-registry.')
    const { used, capacity } = volume
    if (used !== undefined && capacity) {
      const now = Date.now() / 1000
      const { text, date } = fullForecast(growth.growth, { used, capacity }, now)
      const when = date === undefined ? lowerFirst(text) : t('{{span}}, on {{date}}', { span: lowerFirst(text), date })
      const numbers = {
        used: formatBytes(used),
        capacity: formatBytes(capacity),
        percent: percentText(used / capacity),
      }
      const inUse = t('{{used}} of {{capacity}} are used ({{percent}}).', numbers)
      return growth.state === 'known' ? sentences(inUse, t('Full: {{when}}.', { when })) : inUse
    }
  }
  if (place.type === 'emptyDir') return t('Images are lost whenever a pod of the registry goes away.')
  if (use.managed !== undefined) {
    return t('The images that were pushed take about {{bytes}}, as far as the API knows.', {
      bytes: formatBytes(use.managed),
    })
  }
  return ' '
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
