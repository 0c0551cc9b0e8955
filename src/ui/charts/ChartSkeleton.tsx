import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton'
import { t } from '../../lib/t.ts'

/** The height of a drawing in pixels, unless said otherwise. */
export const chartHeight = 200

interface ChartSkeletonProps {
  height?: number | undefined
  /** Nothing is loaded before it is in sight: that is nothing to speak of. */
  isAhead?: boolean
}

/** The place of a chart that is still coming. */
export function ChartSkeleton({ height = chartHeight, isAhead = false }: ChartSkeletonProps) {
  return (
    <div {...(!isAhead && { role: 'status', 'aria-label': t('Loading') })}>
      <Skeleton height={`${height}px`} />
    </div>
  )
}
