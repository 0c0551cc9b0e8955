import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing } from '../../k8s/ApiError.ts'
import { objectOf } from '../../k8s/queries.ts'
import { Pod } from '../../k8s/resources/pod.ts'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName, type RegistryConfigSpec } from '../../k8s/resources/registryConfig.ts'
import { t } from '../../lib/t.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import type { MenuEntry, NeededRight } from '../../ui/MenuPopup.tsx'
import { openAddRoute, openExposeRoute, openHideRoute } from './routes/routeDialogs.tsx'
import {
  openEditSettings,
  openLogLevel,
  openManagementState,
  openReadOnly,
  openScale,
} from './settings/settingsDialogs.tsx'
import { openChangeStorage } from './setup/storageDialogs.tsx'
import { openDiagnostics, openRestartPods } from './status/statusDialogs.tsx'

const patchConfig: NeededRight = { verb: 'patch', type: RegistryConfig, name: registryConfigName }
const evictPods: NeededRight = { verb: 'create', type: Pod, namespace: registryNamespace, subresource: 'eviction' }

/** What can be done about the registry, on every tab of its page. */
export function RegistryActions() {
  const { data: config, error } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const missing = config === undefined && error ? missingReason(asApiError(error)) : undefined
  return (
    <MenuButton label={t('Actions for the registry')} entries={() => entriesOf(config?.spec ?? {}, missing)}>
      {t('Actions')}
    </MenuButton>
  )
}

function missingReason(error: ReturnType<typeof asApiError>): string | undefined {
  if (isKindMissing(error)) return t('The cluster has no registry operator.')
  return error.code === 404 ? t('There is no Config of the registry.') : undefined
}

/** The entries, by how the registry is set. What is not known is offered as for a registry that nobody has changed. */
function entriesOf(spec: RegistryConfigSpec, missing: string | undefined): MenuEntry[] {
  const change = { needs: patchConfig, disabledReason: missing }
  const { managementState } = spec
  return [
    { key: 'settings', label: t('Edit settings'), onSelect: openEditSettings, ...change },
    { key: 'storage', label: t('Change storage'), onSelect: () => openChangeStorage(), ...change },
    { key: 'route divider', divider: true },
    spec.defaultRoute
      ? { key: 'route', label: t('Hide default route'), onSelect: openHideRoute, ...change }
      : { key: 'route', label: t('Expose default route'), onSelect: openExposeRoute, ...change },
    { key: 'add route', label: t('Add route'), onSelect: openAddRoute, ...change },
    { key: 'run divider', divider: true },
    spec.readOnly
      ? { key: 'read-only', label: t('Set writable'), onSelect: () => openReadOnly(false), ...change }
      : { key: 'read-only', label: t('Set read-only'), onSelect: () => openReadOnly(true), ...change },
    { key: 'scale', label: t('Scale'), onSelect: openScale, ...change },
    { key: 'log level', label: t('Change log level'), onSelect: openLogLevel, ...change },
    { key: 'restart', label: t('Restart pods'), onSelect: openRestartPods, needs: evictPods },
    { key: 'diagnostics', label: t('Download diagnostics'), onSelect: openDiagnostics },
    { key: 'state divider', divider: true },
    ...(managementState === undefined || managementState === 'Managed'
      ? []
      : [
          {
            key: 'manage',
            label: t('Manage registry'),
            onSelect: () => openManagementState('Managed'),
            ...change,
          },
        ]),
    ...(managementState === 'Removed'
      ? []
      : [
          {
            key: 'remove',
            label: t('Remove registry'),
            danger: true,
            onSelect: () => openManagementState('Removed'),
            ...change,
          },
        ]),
  ]
}
