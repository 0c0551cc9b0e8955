import { lazy, Suspense } from 'react'
import { ChartSkeleton } from './ChartSkeleton.tsx'
import type { TimeChartProps } from './chartTypes.ts'

const TimeChart = lazy(async () => ({ default: (await import('./TimeChart.tsx')).TimeChart }))

/** A chart over time, whose code comes with the first one that is shown. */
export function LazyTimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<ChartSkeleton height={props.height} />}>
      <TimeChart {...props} />
    </Suspense>
  )
}
