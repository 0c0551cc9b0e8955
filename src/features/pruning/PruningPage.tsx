import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { objectOf } from '../../k8s/queries.ts'
import { ImagePruner, imagePrunerName } from '../../k8s/resources/imagePruner.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { NavTabs } from '../../ui/NavTabs.tsx'
import { NoTab } from '../../ui/NoTab.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { PrunerActions } from './PrunerActions.tsx'

const SettingsTab = lazy(async () => ({ default: (await import('./settings/SettingsTab.tsx')).SettingsTab }))
const PreviewTab = lazy(async () => ({ default: (await import('./preview/PreviewTab.tsx')).PreviewTab }))
const RunsTab = lazy(async () => ({ default: (await import('./runs/RunsTab.tsx')).RunsTab }))
const PrunerYamlTab = lazy(async () => ({ default: (await import('./settings/PrunerYamlTab.tsx')).PrunerYamlTab }))

/** Pruning: how it is set, what it would delete, and what its runs have done. */
export function PruningPage() {
  const { tab = 'settings' } = useParams()
  const tabs = [
    { name: 'settings', path: paths.pruning(), title: t('Settings') },
    { name: 'preview', path: paths.pruning('preview'), title: t('Preview') },
    { name: 'runs', path: paths.pruning('runs'), title: t('Runs') },
    { name: 'yaml', path: paths.pruning('yaml'), title: t('YAML') },
  ]
  return (
    <Page
      title={t('Pruning')}
      description={t('Deletes images that nothing needs any more, on a schedule.')}
      labels={<Suspended />}
      actions={<PrunerActions />}
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Pruning')} />}
    >
      <Panel key={tab} skeleton={<SkeletonLines lines={10} />}>
        <Suspense fallback={<SkeletonLines lines={10} />}>
          <Tab tab={tab} />
        </Suspense>
      </Panel>
    </Page>
  )
}

/** Said on every tab: nothing else of the page would tell why nothing is deleted. */
function Suspended() {
  const { data: pruner } = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  if (!pruner?.spec?.suspend) return null
  return <StatusLabel status="warning">{t('Suspended')}</StatusLabel>
}

function Tab({ tab }: { tab: string }) {
  switch (tab) {
    case 'settings':
      return <SettingsTab />
    case 'preview':
      return <PreviewTab />
    case 'runs':
      return <RunsTab />
    case 'yaml':
      return <PrunerYamlTab />
    default:
      return <NoTab tab={tab} to={paths.pruning()} />
  }
}
