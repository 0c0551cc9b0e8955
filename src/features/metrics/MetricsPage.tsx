import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { NavTabs } from '../../ui/NavTabs.tsx'
import { NoTab } from '../../ui/NoTab.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'

const ChartsTab = lazy(async () => ({ default: (await import('./ChartsTab.tsx')).ChartsTab }))
const AlertsTab = lazy(async () => ({ default: (await import('./AlertsTab.tsx')).AlertsTab }))
const ObjectivesTab = lazy(async () => ({ default: (await import('./ObjectivesTab.tsx')).ObjectivesTab }))

/** What Prometheus knows of the registry: how it is used, how fast it answers, what fires. */
export function MetricsPage() {
  const { tab = 'charts' } = useParams()
  const tabs = [
    { name: 'charts', path: paths.metrics(), title: t('Charts') },
    { name: 'alerts', path: paths.metrics('alerts'), title: t('Alerts') },
    { name: 'objectives', path: paths.metrics('objectives'), title: t('Service level') },
  ]
  return (
    <Page
      title={t('Metrics')}
      description={t('Requests, errors and latency of the registry, as Prometheus recorded them.')}
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Metrics')} />}
    >
      <Panel key={tab} skeleton={<SkeletonLines lines={10} />}>
        <Suspense fallback={<SkeletonLines lines={10} />}>
          <Tab tab={tab} />
        </Suspense>
      </Panel>
    </Page>
  )
}

function Tab({ tab }: { tab: string }) {
  switch (tab) {
    case 'charts':
      return <ChartsTab />
    case 'alerts':
      return <AlertsTab />
    case 'objectives':
      return <ObjectivesTab />
    default:
      return <NoTab tab={tab} to={paths.metrics()} />
  }
}
