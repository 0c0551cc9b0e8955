import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { growthOf, type Growth, type Measured } from '../../../lib/growth.ts'
import { instantOf, rangeOf } from '../../../prometheus/client.ts'
import { volumeUsageQueries } from '../../../prometheus/volume.ts'
import { subscribeToClock } from '../../../ui/clock.ts'

const refreshMs = 60_000
const hour = 3600

/** What the kubelet last said of a volume. */
export interface VolumeUse {
  /** none: Prometheus answers, and knows nothing of this volume. */
  state: 'pending' | 'known' | 'none' | 'failed'
  used?: number
  capacity?: number
  usedInodes?: number
  inodes?: number
  error?: unknown
  retry(): void
}

/** Capacity and use of a claim's volume from Prometheus, every minute. Without a claim nothing is asked. */
export function useVolumeUse(claim: string | undefined): VolumeUse {
  const queries = volumeUsageQueries({ namespace: registryNamespace, name: claim ?? '' })
  const options = { enabled: claim !== undefined, refetchInterval: refreshMs }
  const used = useQuery({ ...instantOf(queries.usedBytes), ...options })
  const capacity = useQuery({ ...instantOf(queries.capacityBytes), ...options })
  const usedInodes = useQuery({ ...instantOf(queries.usedInodes), ...options })
  const inodes = useQuery({ ...instantOf(queries.inodes), ...options })
  const retry = () => {
    for (const query of [used, capacity, usedInodes, inodes]) void query.refetch()
  }
  const usedBytes = valueOf(used.data)
  const capacityBytes = valueOf(capacity.data)
  const error = used.error ?? capacity.error
  if (usedBytes !== undefined) {
    const [inodesUsed, inodesOf] = [valueOf(usedInodes.data), valueOf(inodes.data)]
    return {
      state: 'known',
      used: usedBytes,
      ...(capacityBytes !== undefined && { capacity: capacityBytes }),
      ...(inodesUsed !== undefined && { usedInodes: inodesUsed }),
      ...(inodesOf !== undefined && { inodes: inodesOf }),
      retry,
    }
  }
  if (error) return { state: 'failed', error, retry }
  return { state: used.isPending || capacity.isPending ? 'pending' : 'none', retry }
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
    select: ({ series }) => {
      const points = (series[0]?.points ?? []).filter(([, value]) => Number.isFinite(value))
      return { points, growth: growthOf(points) }
    },
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
