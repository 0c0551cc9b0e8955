import { useQuery } from '@tanstack/react-query'
import { ApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { polledList } from '../../../k8s/polled.ts'
import { MachineConfigPool, poolState } from '../../../k8s/resources/machineConfigPool.ts'

const oftenMs = 4000
const seldomMs = 30_000
// The operators take a while to make a new configuration of what was saved.
const recentMs = 180_000

/** The machine config pools: asked for every few seconds while nodes are changed, and for a while after `savedAt` (ms). */
export function usePools(savedAt?: number) {
  return useQuery({
    ...polledList(MachineConfigPool, {}, oftenMs),
    refetchInterval: ({ state: { data, error } }) => {
      if ((error instanceof ApiError && error.code === 403) || isKindMissing(error)) return false
      return isRecent(savedAt) || data?.some((pool) => isMoving(pool)) ? oftenMs : seldomMs
    },
  })
}

/** Whether nodes of a pool are being changed. */
export function isMoving(pool: MachineConfigPool): boolean {
  const { updated, updating, paused } = poolState(pool)
  return updating || (!updated && !paused)
}

/** Whether what was saved at this time (ms) may not have come to the pools yet. */
export function isRecent(savedAt: number | undefined): boolean {
  return savedAt !== undefined && Date.now() - savedAt < recentMs
}
