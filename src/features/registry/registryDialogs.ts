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

/** The dialogs that an address can open: `?action=NAME`. */
const dialogs: Record<string, (() => void) | undefined> = {
  'edit-settings': openEditSettings,
  'change-storage': () => openChangeStorage(),
  manage: () => openManagementState('Managed'),
  remove: () => openManagementState('Removed'),
  'read-only': () => openReadOnly(),
  scale: openScale,
  'log-level': openLogLevel,
  'expose-route': openExposeRoute,
  'hide-route': openHideRoute,
  'add-route': openAddRoute,
  'restart-pods': openRestartPods,
  diagnostics: openDiagnostics,
}

/** Opens the dialog of this name; nothing for names that there are not. */
export function openRegistryDialog(name: string): void {
  if (Object.hasOwn(dialogs, name)) dialogs[name]?.()
}
