import { Skeleton, SkeletonLines } from '../ui/Skeleton.tsx'

/** The shape of a page whose code is still on the way. */
export function PageSkeleton() {
  return (
    <div className="rc-page-skeleton">
      <Skeleton width="25" />
      <SkeletonLines lines={10} />
    </div>
  )
}
