import { useQuery } from '@tanstack/react-query'
import { rulesOf, type PromAlertRule } from './client.ts'
import { registryAlerts, registryRules, type RegistryAlert } from './registryAlerts.ts'

export interface RegistryAlerts {
  /** done: known as of the last minute. failed: `problemOf(error)` says why. */
  state: 'pending' | 'done' | 'failed'
  firing: readonly RegistryAlert[]
  pending: readonly RegistryAlert[]
  /** What can fire for the registry. */
  rules: readonly PromAlertRule[]
  error?: Error
  retry: () => void
}

/** The alerts of the registry that fire or are pending, asked for every minute. */
export function useRegistryAlerts(): RegistryAlerts {
  const { data, error, refetch } = useQuery({ ...rulesOf(), staleTime: 30_000, refetchInterval: 60_000 })
  const alerts = data ? registryAlerts(data) : []
  return {
    state: data ? 'done' : error ? 'failed' : 'pending',
    firing: alerts.filter(({ state }) => state === 'firing'),
    pending: alerts.filter(({ state }) => state === 'pending'),
    rules: registryRules(data ?? []),
    ...(error && { error }),
    retry: () => void refetch(),
  }
}
