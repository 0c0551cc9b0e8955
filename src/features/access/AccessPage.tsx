import { lazy } from 'react'
import { useSearchParams } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { TabbedPage, type PageTab } from '../../ui/TabbedPage.tsx'

const CommandsTab = lazy(async () => ({ default: (await import('./commands/CommandsTab.tsx')).CommandsTab }))
const PermissionsTab = lazy(async () => ({
  default: (await import('./permissions/PermissionsTab.tsx')).PermissionsTab,
}))
const PullSecretsTab = lazy(async () => ({
  default: (await import('./pull-secrets/PullSecretsTab.tsx')).PullSecretsTab,
}))
const CheckTab = lazy(async () => ({ default: (await import('./check/CheckTab.tsx')).CheckTab }))

/** Who may pull and push, with which credentials, and the commands to do it. */
export function AccessPage() {
  const [params] = useSearchParams()
  // The project stays chosen from tab to tab.
  const kept = { project: params.get('project') ?? undefined }
  const tabs: [PageTab, ...PageTab[]] = [
    { name: 'commands', path: paths.access(undefined, kept), title: t('Commands'), content: <CommandsTab /> },
    {
      name: 'permissions',
      path: paths.access('permissions', kept),
      title: t('Permissions'),
      content: <PermissionsTab />,
    },
    {
      name: 'pull-secrets',
      path: paths.access('pull-secrets', kept),
      title: t('Pull secrets'),
      content: <PullSecretsTab />,
    },
    { name: 'check', path: paths.access('check', kept), title: t('Check'), content: <CheckTab /> },
  ]
  return (
    <TabbedPage
      title={t('Access')}
      description={t('The commands to pull and push, who may do it, and with which credentials.')}
      tabs={tabs}
    />
  )
}
