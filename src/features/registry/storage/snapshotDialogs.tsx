import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const CreateSnapshotDialog = lazy(async () => ({
  default: (await import('./CreateSnapshotDialog.tsx')).CreateSnapshotDialog,
}))
const DeleteSnapshotDialog = lazy(async () => ({
  default: (await import('./DeleteSnapshotDialog.tsx')).DeleteSnapshotDialog,
}))

/** Opens the form of a new snapshot of a claim. `provisioner`: the driver of its volume, where that is known. */
export function openCreateSnapshot(claim: string, provisioner: string | undefined): void {
  openDialog(<CreateSnapshotDialog claim={claim} provisioner={provisioner} />)
}

/** Asks whether a snapshot shall go. */
export function openDeleteSnapshot(name: string): void {
  openDialog(<DeleteSnapshotDialog name={name} />)
}
