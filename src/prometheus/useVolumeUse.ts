import { useQueries } from '@tanstack/react-query'
import { instantOf } from './client.ts'
import { volumeUsageQueries } from './volume.ts'

export interface VolumeUse {
  /** Bytes. Undefined while it is not known, without Prometheus, and while no pod mounts the claim. */
  used?: number
  capacity?: number
  pending: boolean
  error?: Error
}

/** How full the volume of a claim is, asked for every minute. Nothing is asked without a claim. */
export function useVolumeUse(claim: { namespace: string; name: string } | undefined): VolumeUse {
  const { usedBytes, capacityBytes } = volumeUsageQueries(claim ?? { namespace: '', name: '' })
  const [used, capacity] = useQueries({
    queries: [usedBytes, capacityBytes].map((query) => ({
      ...instantOf(query),
      enabled: claim !== undefined,
      staleTime: 30_000,
      refetchInterval: 60_000,
    })),
  })
  const amount = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : undefined)
  const usedNow = amount(used?.data?.samples[0]?.value)
  const capacityNow = amount(capacity?.data?.samples[0]?.value)
  const error = used?.error ?? capacity?.error
  return {
    ...(usedNow !== undefined && { used: usedNow }),
    ...(capacityNow !== undefined && { capacity: capacityNow }),
    pending: claim !== undefined && (used?.isPending === true || capacity?.isPending === true) && !error,
    ...(error && { error }),
  }
}
