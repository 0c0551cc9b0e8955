import { lazy, Suspense } from 'react'
import { ChartSkeleton } from './ChartSkeleton.tsx'
import type { TimeChartProps } from './chartTypes.ts'

const TimeChart = lazy(async () => {
  // Without a canvas there is a table, and no library to draw with.
  const canDraw = typeof Path2D !== 'undefined' && typeof ResizeObserver !== 'undefined'
  const [chart, plot] = await Promise.all([
    import('./TimeChart.tsx'),
    canDraw ? import('./plot.ts') : Promise.resolve(undefined),
  ])
  return { default: (props: TimeChartProps) => <chart.TimeChart {...props} draw={plot?.drawPlot} /> }
})

/** A chart over time, whose code comes with the first one that is shown. */
export function LazyTimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<ChartSkeleton height={props.height} />}>
      <TimeChart {...props} />
    </Suspense>
  )
}
