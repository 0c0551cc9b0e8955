import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const DeletePodDialog = lazy(async () => ({ default: (await import('./DeletePodDialog.tsx')).DeletePodDialog }))

export function openDeletePod(name: string): void {
  openDialog(<DeletePodDialog name={name} />)
}
