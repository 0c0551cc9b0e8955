import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const RestartPodsDialog = lazy(async () => ({ default: (await import('./RestartPodsDialog.tsx')).RestartPodsDialog }))
const DiagnosticsDialog = lazy(async () => ({ default: (await import('./DiagnosticsDialog.tsx')).DiagnosticsDialog }))

/** Asks whether the registry's pods shall be evicted, one after the other. */
export function openRestartPods(): void {
  openDialog(<RestartPodsDialog />)
}

/** Asks whether what a support case needs shall be collected. */
export function openDiagnostics(): void {
  openDialog(<DiagnosticsDialog />)
}
