import { lazy, Suspense, useEffect } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { NavTabs } from '../../ui/NavTabs.tsx'
import { NoTab } from '../../ui/NoTab.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { OperatorOutcome } from './OperatorOutcome.tsx'
import { RegistryActions } from './RegistryActions.tsx'
import { openRegistryDialog } from './registryDialogs.ts'

const StatusTab = lazy(async () => ({ default: (await import('./status/StatusTab.tsx')).StatusTab }))
const SettingsTab = lazy(async () => ({ default: (await import('./settings/SettingsTab.tsx')).SettingsTab }))
const StorageTab = lazy(async () => ({ default: (await import('./storage/StorageTab.tsx')).StorageTab }))
const RoutesTab = lazy(async () => ({ default: (await import('./routes/RoutesTab.tsx')).RoutesTab }))
const SetupTab = lazy(async () => ({ default: (await import('./setup/SetupTab.tsx')).SetupTab }))
const RegistryYamlTab = lazy(async () => ({
  default: (await import('./settings/RegistryYamlTab.tsx')).RegistryYamlTab,
}))

/** The registry itself: how it is, how it is set, where it keeps images and how it is reached. */
export function RegistryPage() {
  const { tab = 'status' } = useParams()
  useActionOfAddress()
  const tabs = [
    { name: 'status', path: paths.registry(), title: t('Status') },
    { name: 'settings', path: paths.registry('settings'), title: t('Settings') },
    { name: 'storage', path: paths.registry('storage'), title: t('Storage') },
    { name: 'routes', path: paths.registry('routes'), title: t('Routes') },
    { name: 'setup', path: paths.registry('setup'), title: t('Setup') },
    { name: 'yaml', path: paths.registry('yaml'), title: t('YAML') },
  ]
  return (
    <Page
      title={t('Registry')}
      description={t('The integrated image registry: its health, its settings and its storage.')}
      actions={<RegistryActions />}
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Registry')} />}
    >
      <OperatorOutcome />
      <Panel key={tab} skeleton={<SkeletonLines lines={10} />}>
        <Suspense fallback={<SkeletonLines lines={10} />}>
          <Tab tab={tab} />
        </Suspense>
      </Panel>
    </Page>
  )
}

/** Opens the dialog that the address asks for, once: going back or loading the page again does not open it anew. */
function useActionOfAddress() {
  const [params, setParams] = useSearchParams()
  const action = params.get('action')
  // Dialogs are opened outside React, and the address is the browser's.
  useEffect(() => {
    if (action === null) return
    openRegistryDialog(action)
    setParams(
      (now) => {
        now.delete('action')
        return now
      },
      { replace: true },
    )
  }, [action, setParams])
}

function Tab({ tab }: { tab: string }) {
  switch (tab) {
    case 'status':
      return <StatusTab />
    case 'settings':
      return <SettingsTab />
    case 'storage':
      return <StorageTab />
    case 'routes':
      return <RoutesTab />
    case 'setup':
      return <SetupTab />
    case 'yaml':
      return <RegistryYamlTab />
    default:
      return <NoTab tab={tab} to={paths.registry()} />
  }
}
