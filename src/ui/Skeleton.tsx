import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton'
import { t } from '../lib/t.ts'

/** One bar in the cell of a table where a text will be: a plain element, as rows are. */
export function SkeletonCell({ width }: { width: '50' | '66' | '75' | '33' }) {
  return <div className={`pf-v6-c-skeleton pf-m-text-sm pf-m-width-${width}`} />
}

const widths = ['66%', '50%', '75%', '33%'] as const

/** Some lines where a text will be. */
export function SkeletonLines({ lines = 4 }: { lines?: number }) {
  return (
    <div className="rc-skeleton-lines" role="status" aria-label={t('Loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} fontSize="sm" width={widths[line % widths.length] ?? '50%'} />
      ))}
    </div>
  )
}
