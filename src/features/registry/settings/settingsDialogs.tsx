import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { ManagementState } from './ManagementStateDialog.tsx'

const EditRegistryDialog = lazy(async () => ({
  default: (await import('./EditRegistryDialog.tsx')).EditRegistryDialog,
}))
const ManagementStateDialog = lazy(async () => ({
  default: (await import('./ManagementStateDialog.tsx')).ManagementStateDialog,
}))
const ReadOnlyDialog = lazy(async () => ({ default: (await import('./ReadOnlyDialog.tsx')).ReadOnlyDialog }))
const ScaleDialog = lazy(async () => ({ default: (await import('./ScaleDialog.tsx')).ScaleDialog }))
const LogLevelDialog = lazy(async () => ({ default: (await import('./LogLevelDialog.tsx')).LogLevelDialog }))

/** Opens the form of all settings of the registry. */
export function openEditSettings(): void {
  openDialog(<EditRegistryDialog />)
}

/** Asks whether the registry shall be run, left alone or removed. */
export function openManagementState(state: ManagementState): void {
  openDialog(<ManagementStateDialog state={state} />)
}

/** Asks whether the registry shall refuse pushes, or take them again. Without `on`: the other of what it does now. */
export function openReadOnly(on?: boolean): void {
  openDialog(<ReadOnlyDialog on={on} />)
}

/** Asks how many pods the registry shall have. */
export function openScale(): void {
  openDialog(<ScaleDialog />)
}

/** Asks how much the registry and its operator shall write. */
export function openLogLevel(): void {
  openDialog(<LogLevelDialog />)
}
