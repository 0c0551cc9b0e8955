import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const EditPrunerDialog = lazy(async () => ({ default: (await import('./EditPrunerDialog.tsx')).EditPrunerDialog }))

/** Opens the form of the pruner's settings. */
export function openPrunerDialog(): void {
  openDialog(<EditPrunerDialog />)
}
