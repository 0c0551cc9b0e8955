import '@patternfly/patternfly/components/Skeleton/skeleton.css'
import { t } from '../lib/t.ts'

/** One bar where a text will be. */
export function Skeleton({ width }: { width?: '25' | '33' | '50' | '66' | '75' }) {
  return <div className={`pf-v6-c-skeleton pf-m-text-sm${width ? ` pf-m-width-${width}` : ''}`} />
}

const widths = ['66', '50', '75', '33'] as const

/** Some lines where a text will be. */
export function SkeletonLines({ lines = 4 }: { lines?: number }) {
  return (
    <div className="rc-skeleton-lines" role="status" aria-label={t('Loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={widths[line % widths.length] ?? '50'} />
      ))}
    </div>
  )
}
