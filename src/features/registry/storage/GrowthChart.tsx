import { useMemo } from 'react'
import { reaches, valueAt } from '../../../lib/growth.ts'
import { t } from '../../../lib/t.ts'
import { problemOf } from '../../../prometheus/PrometheusError.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { ChartSeries } from '../../../ui/charts/chartTypes.ts'
import { LazyTimeChart } from '../../../ui/charts/LazyTimeChart.tsx'
import type { VolumeGrowth } from './volumeState.ts'

/** What was measured, the straight line through it and where that goes, and the capacity. */
export function GrowthChart({ growth, capacity }: { growth: VolumeGrowth; capacity: number | undefined }) {
  const { points, growth: grown, from, to, step } = growth
  // A third of the past into the future, and more where it is full by then: what was measured must stay in sight.
  const full = grown && capacity !== undefined ? reaches(grown, capacity, to) : undefined
  const range = to - from
  const ahead = full !== undefined && full - to < range ? Math.max(range / 3, (full - to) * 1.1) : range / 3
  const end = to + Math.ceil(ahead / step) * step
  const series = useMemo((): ChartSeries[] => {
    const used: ChartSeries = { name: t('Used'), points }
    if (!grown) return [used]
    const future = Array.from({ length: Math.round((end - to) / step) }, (_, index) => to + (index + 1) * step)
    const times = [...points.map(([at]) => at).filter((at) => at >= grown.from), ...future]
    const line = times.map((at) => [at, Math.max(0, valueAt(grown.line, at))] as const)
    return [used, { name: t('Straight line'), points: line, dashed: true }]
  }, [points, grown, to, end, step])
  if (growth.state === 'failed') {
    const { title, message } = problemOf(growth.error)
    return (
      <Alert inline status="info" title={title} actions={<Button onClick={growth.retry}>{t('Retry')}</Button>}>
        {message}
      </Alert>
    )
  }
  if (growth.state === 'known' && points.length === 0) {
    return <p>{t('Nothing was measured in this time.')}</p>
  }
  return (
    <LazyTimeChart
      title={t('Use of the volume over time')}
      series={series}
      unit="bytes"
      from={from}
      to={end}
      height={220}
      {...(capacity !== undefined && { limit: { name: t('Capacity'), value: capacity } })}
    />
  )
}
