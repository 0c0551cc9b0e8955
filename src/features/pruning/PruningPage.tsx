import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import { objectOf } from '../../k8s/queries.ts'
import { ImagePruner, imagePrunerName } from '../../k8s/resources/imagePruner.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { TabbedPage, type PageTab } from '../../ui/TabbedPage.tsx'
import { PrunerActions } from './PrunerActions.tsx'

const SettingsTab = lazy(async () => ({ default: (await import('./settings/SettingsTab.tsx')).SettingsTab }))
const PreviewTab = lazy(async () => ({ default: (await import('./preview/PreviewTab.tsx')).PreviewTab }))
const RunsTab = lazy(async () => ({ default: (await import('./runs/RunsTab.tsx')).RunsTab }))
const PrunerYamlTab = lazy(async () => ({ default: (await import('./settings/PrunerYamlTab.tsx')).PrunerYamlTab }))

/** Pruning: how it is set, what it would delete, and what its runs have done. */
export function PruningPage() {
  const tabs: [PageTab, ...PageTab[]] = [
    { name: 'settings', path: paths.pruning(), title: t('Settings'), content: <SettingsTab /> },
    { name: 'preview', path: paths.pruning('preview'), title: t('Preview'), content: <PreviewTab /> },
    { name: 'runs', path: paths.pruning('runs'), title: t('Runs'), content: <RunsTab /> },
    { name: 'yaml', path: paths.pruning('yaml'), title: t('YAML'), content: <PrunerYamlTab /> },
  ]
  return (
    <TabbedPage
      title={t('Pruning')}
      description={t('Deletes images that nothing needs any more, on a schedule.')}
      labels={<Suspended />}
      actions={<PrunerActions />}
      tabs={tabs}
    />
  )
}

/** Said on every tab: nothing else of the page would tell why nothing is deleted. */
function Suspended() {
  const { data: pruner } = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  if (!pruner?.spec?.suspend) return null
  return <StatusLabel status="warning">{t('Suspended')}</StatusLabel>
}
