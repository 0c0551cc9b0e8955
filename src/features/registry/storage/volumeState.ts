import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { growthOf, type Growth, type Measured } from '../../../lib/growth.ts'
import { instantOf, rangeOf, type PromSeries } from '../../../prometheus/client.ts'
import { useVolumeUse } from '../../../prometheus/useVolumeUse.ts'
import { volumeUsageQueries } from '../../../prometheus/volume.ts'
import { subscribeToClock } from '../../../ui/clock.ts'

const refreshMs = 60_000
const hour = 3600

/** What the kubelet last said of a volume. */
export interface VolumeState {
  /** none: Prometheus answers, and knows nothing of this volume. */
  state: 'pending' | 'known' | 'none' | 'failed'
  used?: number
  capacity?: number
  usedInodes?: number
  inodes?: number
  error?: unknown
  retry(): void
}

/** Capacity and use of a claim's volume from Prometheus, in inodes as well, every minute. Without a claim nothing is asked. */
export function useVolumeState(claim: string | undefined): VolumeState {
  const client = useQueryClient()
  const place = { namespace: registryNamespace, name: claim ?? '' }
  const { used, capacity, pending, error } = useVolumeUse(claim === undefined ? undefined : place)
  const queries = volumeUsageQueries(place)
  const options = { enabled: claim !== undefined && used !== undefined, refetchInterval: refreshMs }
  const usedInodes = valueOf(useQuery({ ...instantOf(queries.usedInodes), ...options }).data)
  const inodes = valueOf(useQuery({ ...instantOf(queries.inodes), ...options }).data)
  const retry = () => void client.refetchQueries({ queryKey: ['prometheus', 'instant'], type: 'active' })
  if (used !== undefined) {
    return {
      state: 'known',
      used,
      ...(capacity !== undefined && { capacity }),
      ...(usedInodes !== undefined && { usedInodes }),
      ...(inodes !== undefined && { inodes }),
      retry,
    }
  }
  if (error) return { state: 'failed', error, retry }
  return { state: pending ? 'pending' : 'none', retry }
}

function valueOf(answer: { samples: readonly { value: number }[] } | undefined): number | undefined {
  const value = answer?.samples[0]?.value
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

export const growthDays = [7, 30] as const
export type GrowthDays = (typeof growthDays)[number]

export interface VolumeGrowth {
  state: 'pending' | 'known' | 'failed'
  /** What was measured, gaps left out. */
  points: readonly Measured[]
  growth?: Growth
  /** What was asked for; seconds. */
  from: number
  to: number
  step: number
  error?: unknown
  retry(): void
}

function measuredOf({ series }: { series: readonly PromSeries[] }) {
  const points = (series[0]?.points ?? []).filter(([, value]) => Number.isFinite(value))
  return { points, growth: growthOf(points) }
}

/** How the use of a claim's volume has grown, from Prometheus. Without a claim nothing is asked. */
export function useVolumeGrowth(claim: string | undefined, days: GrowthDays): VolumeGrowth {
  const step = days === 7 ? hour / 2 : 2 * hour
  // The end moves on with the clock, a step at a time: the answer for one range is kept.
  const to = useSyncExternalStore(subscribeToClock, () => Math.floor(Date.now() / 1000 / step) * step)
  const from = to - days * 24 * hour
  const { usedBytes } = volumeUsageQueries({ namespace: registryNamespace, name: claim ?? '' })
  const { data, error, refetch } = useQuery({
    ...rangeOf(usedBytes, { start: from, end: to, step }),
    enabled: claim !== undefined,
    // While the next range is asked for, the one before stays.
    placeholderData: (before) => before,
    select: measuredOf,
  })
  return {
    state: data ? 'known' : error ? 'failed' : 'pending',
    points: data?.points ?? [],
    ...(data?.growth && { growth: data.growth }),
    from,
    to,
    step,
    ...(error && { error }),
    retry: () => void refetch(),
  }
}
