import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { addressTime } from '../../lib/fieldTime.ts'
import { t } from '../../lib/t.ts'
import { instantOf } from '../../prometheus/client.ts'
import { registryCharts } from '../../prometheus/registryQueries.ts'
import { Alert } from '../../ui/Alert.tsx'
import { keepFocus } from '../../ui/titleFocus.ts'
import { MetricChart } from './MetricChart.tsx'
import { isForAll, MetricsNotice } from './MetricsNotice.tsx'
import { MetricsToolbar } from './MetricsToolbar.tsx'
import { viewOf, withChoices } from './metricsView.ts'
import './metrics.css'

/** Whether Prometheus is there, may be read, and scrapes the registry. */
const targets = instantOf('count(up{namespace="openshift-image-registry"})')

/** Requests, errors, latency, caches, storage and imports over time. The address says which part of the past. */
export function ChartsTab() {
  const [params, setParams] = useSearchParams()
  const view = viewOf(params)
  const probe = useQuery(targets)
  const blocked = isForAll(probe.error) ? probe.error : undefined
  const large = registryCharts.filter(({ id }) => id === view.chart)
  const go = (changes: Record<string, string | undefined>) =>
    setParams(withChoices(params, changes), { state: keepFocus })
  return (
    <>
      <TargetsNotice />
      <MetricsToolbar view={view} />
      <div className={large.length > 0 ? 'rc-metrics__large' : 'rc-metrics__charts'}>
        {(large.length > 0 ? large : registryCharts).map((chart) => (
          <MetricChart
            key={chart.id}
            chart={chart}
            view={view}
            blocked={blocked}
            onZoom={(from, to) => go({ from: addressTime(from), to: addressTime(Math.max(to, from + 60)) })}
            onEnlarge={() => go({ chart: view.chart === chart.id ? undefined : chart.id })}
          />
        ))}
      </div>
    </>
  )
}

/** What all charts lack. It stands before them, so that its question is asked before theirs, which need not be asked when it fails. */
function TargetsNotice() {
  const { data, error, refetch } = useQuery(targets)
  if (isForAll(error)) return <MetricsNotice error={error} onRetry={() => void refetch()} />
  if (data?.samples.length !== 0) return null
  return (
    <Alert inline status="info" title={t('Prometheus does not scrape the registry now')}>
      <p>
        {t(
          'It has no target in the project openshift-image-registry. The operator makes a ServiceMonitor there, and Prometheus follows it while the project has the label openshift.io/cluster-monitoring=true. What was recorded before is shown.',
        )}
      </p>
    </Alert>
  )
}
