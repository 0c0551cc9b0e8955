import { lazy, useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { TabbedPage, type PageTab } from '../../ui/TabbedPage.tsx'
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
  useActionOfAddress()
  const tabs: [PageTab, ...PageTab[]] = [
    { name: 'status', path: paths.registry(), title: t('Status'), content: <StatusTab /> },
    { name: 'settings', path: paths.registry('settings'), title: t('Settings'), content: <SettingsTab /> },
    { name: 'storage', path: paths.registry('storage'), title: t('Storage'), content: <StorageTab /> },
    { name: 'routes', path: paths.registry('routes'), title: t('Routes'), content: <RoutesTab /> },
    { name: 'setup', path: paths.registry('setup'), title: t('Setup'), content: <SetupTab /> },
    { name: 'yaml', path: paths.registry('yaml'), title: t('YAML'), content: <RegistryYamlTab /> },
  ]
  return (
    <TabbedPage
      title={t('Registry')}
      description={t('The integrated image registry: its health, its settings and its storage.')}
      actions={<RegistryActions />}
      tabs={tabs}
    >
      <OperatorOutcome />
    </TabbedPage>
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
