import { useQueries } from '@tanstack/react-query'
import { listOf } from '../../../k8s/queries.ts'
import { imageLimitsOf, LimitRange, type ImageLimit } from '../../../k8s/resources/limitRange.ts'
import { ResourceQuota, streamQuotasOf, type StreamQuota } from '../../../k8s/resources/resourceQuota.ts'

export interface ImageLimits {
  limits: readonly ImageLimit[]
  quotas: readonly StreamQuota[]
}

/** What limits the images and image streams of a project. Nothing where there are no limits, or where they may not be read. */
export function useImageLimits(namespace: string | undefined): ImageLimits {
  const scope = { namespace: namespace ?? '' }
  const enabled = namespace !== undefined && namespace !== ''
  const [ranges, quotas] = useQueries({
    queries: [
      { ...listOf(LimitRange, scope), enabled },
      { ...listOf(ResourceQuota, scope), enabled },
    ],
  })
  return {
    limits: ranges.data ? imageLimitsOf(ranges.data.items) : none,
    quotas: quotas.data ? streamQuotasOf(quotas.data.items) : none,
  }
}

const none: readonly never[] = []
