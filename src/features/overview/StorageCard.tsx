import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { storageKeys, storageOf, type RegistryFacts } from '../../k8s/resources/registryFacts.ts'
import { storagePlace } from '../../k8s/resources/registryStorage.ts'
import { formatBytes } from '../../lib/bytes.ts'
import { growthOf, reaches } from '../../lib/growth.ts'
import { paths } from '../../lib/paths.ts'
import { parseQuantity } from '../../lib/quantity.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { rangeOf } from '../../prometheus/client.ts'
import type { VolumeUse } from '../../prometheus/useVolumeUse.ts'
import { volumeUsageQueries } from '../../prometheus/volume.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { CardLinks } from './CardLinks.tsx'
import { Facts, type FactLine } from './Facts.tsx'

/** Where images are kept, how full that is and how it grows. */
export function StorageCard({ facts, volume }: { facts: RegistryFacts; volume: VolumeUse }) {
  const { config, deployment, claim } = facts
  if (config.pending || deployment.pending) return <SkeletonLines />
  const storage = storageOf(facts)
  const isKnown = config.object !== undefined || storage !== undefined
  const lines: FactLine[] = [
    {
      name: t('Place'),
      value: !isKnown
        ? t('You may not see where images are kept.')
        : storageKeys(storage).length === 0
          ? t('None')
          : storagePlace(storage),
    },
  ]
  const object = claim.object
  if (object) {
    const size = parseQuantity(
      object.status?.capacity?.['storage'] ?? object.spec?.resources?.requests?.['storage'] ?? '',
    )
    lines.push({ name: t('Used'), value: <UsedText volume={volume} size={Number.isNaN(size) ? undefined : size} /> })
  }
  return (
    <>
      <Facts label={t('Storage')} lines={lines} />
      {object && volume.used !== undefined && <GrowthText claim={object.metadata.name} capacity={volume.capacity} />}
      <CardLinks>
        <Link to={paths.registry('storage')}>{t('See storage')}</Link>
      </CardLinks>
    </>
  )
}

function UsedText({ volume, size }: { volume: VolumeUse; size: number | undefined }) {
  const { used, capacity = size, pending } = volume
  if (used === undefined)
    return (
      <>
        {size !== undefined && (
          <>
            {t('Size')} <Bytes value={size} />
            {t('.')}
            {sentenceGap()}
          </>
        )}
        <span className="rc-subtle">
          {pending ? t('Asking Prometheus how full it is') : t('How full it is, Prometheus does not say.')}
        </span>
      </>
    )
  if (capacity === undefined || !(capacity > 0)) return <Bytes value={used} />
  const share = used / capacity
  return (
    <>
      <span className="rc-number">
        {t('{{used}} of {{capacity}}, {{percent}} %', {
          used: formatBytes(used),
          capacity: formatBytes(capacity),
          percent: formatNumber(Math.floor(share * 100)),
        })}
      </span>
      <meter
        className="rc-overview__meter"
        aria-label={t('Used share of the volume')}
        min={0}
        max={1}
        low={0.85}
        high={0.95}
        optimum={0}
        value={Math.min(1, share)}
      />
    </>
  )
}

const days = 14
const day = 86_400

/** The straight line through the last weeks, in words. Nothing until it is known. */
function GrowthText({ claim, capacity }: { claim: string; capacity: number | undefined }) {
  const [end] = useState(() => Math.floor(Date.now() / 3_600_000) * 3600)
  const { usedBytes } = volumeUsageQueries({ namespace: registryNamespace, name: claim })
  const { data } = useQuery({
    ...rangeOf(usedBytes, { start: end - days * day, end, step: 7200 }),
    select: ({ series }) => growthOf(series[0]?.points ?? []),
  })
  if (!data) return null
  const { line, course } = data
  if (course === 'even') return <p>{t('It does not grow to speak of.')}</p>
  const full = capacity === undefined ? undefined : reaches(data, capacity, end)
  const perDay = line.perSecond * day
  return (
    <p>
      {perDay >= 0
        ? t('Grows by {{bytes}} a day.', { bytes: formatBytes(perDay) })
        : t('Shrinks by {{bytes}} a day.', { bytes: formatBytes(-perDay) })}
      {sentenceGap()}
      {full !== undefined && full < end + 3650 * day && (
        <>
          {course === 'irregular' ? t('Full, if that goes on so unevenly,') : t('Full, if that goes on,')}{' '}
          <Timestamp value={new Date(full * 1000).toISOString()} />
          {t('.')}
        </>
      )}
    </p>
  )
}
