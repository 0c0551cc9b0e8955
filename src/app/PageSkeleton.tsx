import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton'
import { SkeletonLines } from '../ui/Skeleton.tsx'

/** The shape of a page whose code is still on the way. */
export function PageSkeleton() {
  return (
    <div className="rc-page-skeleton">
      <Skeleton fontSize="sm" width="25%" />
      <SkeletonLines lines={10} />
    </div>
  )
}
