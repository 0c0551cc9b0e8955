import { Route } from '../../../k8s/resources/route.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { copyText } from '../../../ui/clipboard.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry, NeededRight } from '../../../ui/MenuPopup.tsx'
import { announce } from '../../../ui/toasts.ts'
import { openDeleteRoute, openEditRoute, openHideRoute } from './routeDialogs.tsx'
import type { RouteRow } from './routeRows.ts'

const needs: NeededRight = { verb: 'patch', type: RegistryConfig, name: registryConfigName }

/** The menu of a route in the table. */
export function RouteActions({ row }: { row: RouteRow }) {
  const { name, origin, host } = row
  const command = commandLine('oc', 'registry', 'login', `--registry=${host}`)
  const entries = (): MenuEntry[] => [
    {
      key: 'copy',
      label: t('Copy login command'),
      disabledReason: host === '' ? t('It has no host yet.') : undefined,
      onSelect: () => void copyText(command).then((copied) => copied && announce(t('Copied'))),
    },
    { key: 'divider', divider: true },
    ...changes(name, origin),
  ]
  return <MenuButton label={t('Actions for {{name}}', { name })} entries={entries} />
}

function changes(name: string, origin: RouteRow['origin']): MenuEntry[] {
  if (origin === 'default')
    return [{ key: 'hide', label: t('Hide default route'), danger: true, needs, onSelect: openHideRoute }]
  const disabledReason =
    origin === 'other'
      ? t('The operator does not know it: change the {{kind}} itself.', { kind: Route.kind })
      : origin === 'leftOver'
        ? t('The settings do not ask for it: the operator deletes it by itself.')
        : origin === 'unknown'
          ? t('You may not read the settings that it comes from.')
          : undefined
  return [
    { key: 'edit', label: t('Edit route'), needs, disabledReason, onSelect: () => openEditRoute(name) },
    {
      key: 'delete',
      label: t('Delete route'),
      danger: true,
      needs,
      disabledReason,
      onSelect: () => openDeleteRoute(name),
    },
  ]
}
