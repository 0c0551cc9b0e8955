import { useQuery } from '@tanstack/react-query'
import { ApiError, asApiError, isKindMissing } from './ApiError.ts'
import { polledObject } from './polled.ts'
import { ClusterOperator } from './resources/clusterOperator.ts'
import { registryName } from './resources/registryConfig.ts'

/**
 * Whether an object of the registry's operator is missing because the cluster has no such operator: its API does not know the kind, or,
 * where the capability ImageRegistry was left out at installation, nothing of the operator but its kinds is there. What is deleted by
 * hand has a ClusterOperator beside it. Undefined while that is asked.
 */
export function useLacksOperator(error: unknown): boolean | undefined {
  const isAbsent = error instanceof ApiError && error.code === 404
  const isUnknown = isKindMissing(error)
  const operator = useQuery({
    ...polledObject(ClusterOperator, { name: registryName }, 30_000),
    enabled: isAbsent && !isUnknown,
  })
  if (!isAbsent || isUnknown) return isUnknown
  if (operator.data) return false
  return operator.error ? asApiError(operator.error).code === 404 : undefined
}
