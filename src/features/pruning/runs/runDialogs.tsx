import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { RunMode } from '../../../k8s/resources/prunerJob.ts'

const RunPrunerDialog = lazy(async () => ({ default: (await import('./RunPrunerDialog.tsx')).RunPrunerDialog }))
const DeleteRunDialog = lazy(async () => ({ default: (await import('./DeleteRunDialog.tsx')).DeleteRunDialog }))

/** Asks before a run or a dry run is started. */
export function openRunDialog(mode: RunMode): void {
  openDialog(<RunPrunerDialog mode={mode} />)
}

/** Asks before a job and its log are deleted. */
export function openDeleteDialog(name: string, onDeleted?: () => void): void {
  openDialog(<DeleteRunDialog name={name} onDeleted={onDeleted} />)
}
