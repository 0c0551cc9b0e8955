import { lazy } from 'react'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { TabbedPage, type PageTab } from '../../ui/TabbedPage.tsx'

const ChartsTab = lazy(async () => ({ default: (await import('./ChartsTab.tsx')).ChartsTab }))
const AlertsTab = lazy(async () => ({ default: (await import('./AlertsTab.tsx')).AlertsTab }))
const ObjectivesTab = lazy(async () => ({ default: (await import('./ObjectivesTab.tsx')).ObjectivesTab }))

/** What Prometheus knows of the registry: how it is used, how fast it answers, what fires. */
export function MetricsPage() {
  const tabs: [PageTab, ...PageTab[]] = [
    { name: 'charts', path: paths.metrics(), title: t('Charts'), content: <ChartsTab /> },
    { name: 'alerts', path: paths.metrics('alerts'), title: t('Alerts'), content: <AlertsTab /> },
    { name: 'objectives', path: paths.metrics('objectives'), title: t('Service level'), content: <ObjectivesTab /> },
  ]
  return (
    <TabbedPage
      title={t('Metrics')}
      description={t('Requests, errors and latency of the registry, as Prometheus recorded them.')}
      tabs={tabs}
    />
  )
}
