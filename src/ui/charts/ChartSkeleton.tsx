import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton'
import { t } from '../../lib/t.ts'

/** The height of a drawing in pixels, unless said otherwise. */
export const chartHeight = 200

/** The place of a chart that is still coming. */
export function ChartSkeleton({ height = chartHeight }: { height?: number | undefined }) {
  return (
    <div role="status" aria-label={t('Loading')}>
      <Skeleton height={`${height}px`} />
    </div>
  )
}
