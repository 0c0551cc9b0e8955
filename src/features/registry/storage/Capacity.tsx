import { useSyncExternalStore } from 'react'
import type { StorageUse } from '../../../k8s/useStorageUse.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { problemOf } from '../../../prometheus/PrometheusError.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { subscribeToClock } from '../../../ui/clock.ts'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { dailyText, fullForecast, honestyText, percentText, type FullForecast } from './growthWords.ts'
import { GrowthChart } from './GrowthChart.tsx'
import { sizeCommand } from './objectStorage.ts'
import { NearlyFull, VolumeAlerts } from './VolumeAlerts.tsx'
import { UseBar } from './UseBar.tsx'
import type { ClaimState } from './useClaim.ts'
import type { StoragePlace } from './useStoragePlace.ts'
import { growthDays, type GrowthDays, type VolumeGrowth, type VolumeState } from './volumeState.ts'

interface CapacityProps {
  place: StoragePlace
  claim: ClaimState
  volume: VolumeState
  growth: VolumeGrowth
  days: GrowthDays
  onDays(days: GrowthDays): void
  use: StorageUse
}

/** How full the place is, how it grows and when it is full; what is known instead where nobody measures it. */
export function Capacity(props: CapacityProps) {
  const { place, volume, use } = props
  if (place.claim === undefined) return <Unmeasured place={place} use={use} />
  if (volume.state === 'pending') return <SkeletonLines lines={6} />
  if (volume.state === 'failed') return <NoMetrics error={volume.error} use={use} retry={volume.retry} />
  if (volume.state === 'none') {
    return (
      <div className="rc-storage__stack">
        <Alert inline status="info" title={t('Prometheus knows no use of this volume')}>
          {t(
            'The kubelet measures volumes that a running pod mounts, and not every driver tells it. How full it is can be seen in a pod:',
          )}{' '}
          <CommandLine command="oc exec -n openshift-image-registry deployment/image-registry -- df -h /registry" />
        </Alert>
        <Estimate use={use} />
      </div>
    )
  }
  return <Measurements {...props} />
}

const everyMinute = () => Math.floor(Date.now() / 60_000) * 60

function Measurements({ claim, volume, growth, days, onDays }: CapacityProps) {
  const now = useSyncExternalStore(subscribeToClock, everyMinute)
  const { used = 0, capacity, usedInodes, inodes } = volume
  const forecast = capacity ? fullForecast(growth.growth, { used, capacity }, now) : undefined
  const terms: Term[] = [
    { name: t('Used'), value: usedText(used, capacity) },
    ...(capacity ? [{ name: t('Free'), value: formatBytes(Math.max(0, capacity - used)) }] : []),
    {
      name: t('Growth'),
      value: growth.growth ? dailyText(growth.growth) : growth.state === 'pending' ? ' ' : t('not known'),
    },
    ...(forecast && growth.state !== 'pending'
      ? [
          {
            name: t('Full'),
            value: <Forecast forecast={forecast} />,
          },
        ]
      : []),
    ...(usedInodes !== undefined && inodes
      ? [
          {
            name: t('Inodes'),
            value: t('{{used}} of {{inodes}} ({{percent}})', {
              used: formatNumber(usedInodes),
              inodes: formatNumber(inodes),
              percent: percentText(usedInodes / inodes),
            }),
          },
        ]
      : []),
  ]
  return (
    <div className="rc-storage__stack">
      {capacity !== undefined && forecast && (used / capacity >= 0.85 || forecast.status === 'danger') && (
        <NearlyFull share={used / capacity} claim={claim} />
      )}
      <VolumeAlerts claim={claim.claim?.metadata.name} />
      {capacity !== undefined && <UseBar label={t('Use of the volume')} used={used} capacity={capacity} />}
      <div className="rc-storage__capacity">
        <div className="rc-storage__stack">
          <DescriptionList label={t('Capacity and growth')} terms={terms} />
          {growth.growth && <p className="rc-subtle rc-storage__text">{honestyText(growth.growth)}</p>}
        </div>
        <div className="rc-storage__stack">
          <NativeSelect
            label={t('Growth over')}
            value={String(days)}
            onChange={(value) => onDays(growthDays.find((each) => String(each) === value) ?? 30)}
            options={growthDays.map((each) => ({
              value: String(each),
              label: t('Last {{count}} days', { count: each }),
            }))}
          />
          <GrowthChart growth={growth} capacity={capacity} />
        </div>
      </div>
    </div>
  )
}

function Forecast({ forecast: { text, date, status } }: { forecast: FullForecast }) {
  if (status === 'none') return date === undefined ? text : t('{{span}}, on {{date}}', { span: text, date })
  return (
    <>
      <StatusLabel status={status}>{text}</StatusLabel> {date !== undefined && t('on {{date}}', { date })}
    </>
  )
}

function usedText(used: number, capacity: number | undefined): string {
  if (!capacity) return formatBytes(used)
  return t('{{used}} of {{capacity}} ({{percent}})', {
    used: formatBytes(used),
    capacity: formatBytes(capacity),
    percent: percentText(used / capacity),
  })
}

/** Why nothing was measured, and what is known instead. */
function NoMetrics({ error, use, retry }: { error: unknown; use: StorageUse; retry: () => void }) {
  const { problem, title, advice, message, command } = problemOf(error)
  return (
    <div className="rc-storage__stack">
      <Alert
        inline
        status="info"
        title={title}
        actions={problem !== 'missing' && problem !== 'forbidden' && <Button onClick={retry}>{t('Retry')}</Button>}
      >
        <p>
          {advice} {command && <CommandLine command={command} />}
        </p>
        {problem !== 'missing' && <ServerMessage message={message} />}
      </Alert>
      <Estimate use={use} />
    </div>
  )
}

/** Object storage and empty directories: no volume that could be measured. */
function Unmeasured({ place, use }: { place: StoragePlace; use: StorageUse }) {
  const command = sizeCommand(place.storage)
  return (
    <div className="rc-storage__stack">
      <p className="rc-storage__text">
        {place.type === 'emptyDir'
          ? t(
              'An empty directory takes room on the disk of its node, up to what is free there; nobody measures it for the registry alone.',
            )
          : t(
              'Object storage has no size that it could fill: it grows with what is stored, and with its price. The cluster does not measure it; the storage itself can tell.',
            )}
      </p>
      {command !== undefined && <CommandLine command={command} />}
      <Estimate use={use} />
    </div>
  )
}

/** What images take as far as the API knows. */
function Estimate({ use: { managed, state } }: { use: StorageUse }) {
  if (managed === undefined) {
    return state === 'failed' ? null : <Counting state={state} />
  }
  return (
    <p className="rc-storage__text">
      {t('From the API: the images that were pushed to this registry take {{bytes}}, each layer counted once.', {
        bytes: formatBytes(managed),
      })}
      {sentenceGap()}
      {t('Layers kept by pulling through, and what no image has any more, come on top.')}
    </p>
  )
}

/** Why a number that needs all images is not there yet. */
export function Counting({ state }: Pick<StorageUse, 'state'>) {
  return (
    <p className="rc-subtle">
      {state === 'stopped'
        ? t('Not all images were read: this needs all of them.')
        : t('The images are still being counted.')}
    </p>
  )
}
