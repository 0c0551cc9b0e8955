import { lazy } from 'react'
import type { MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { openDialog } from '../../../ui/openDialog.tsx'

const CreateMirrorSetDialog = lazy(async () => ({
  default: (await import('./CreateMirrorSetDialog.tsx')).CreateMirrorSetDialog,
}))
const EditMirrorSetDialog = lazy(async () => ({
  default: (await import('./EditMirrorSetDialog.tsx')).EditMirrorSetDialog,
}))
const DeleteMirrorSetDialog = lazy(async () => ({
  default: (await import('./DeleteMirrorSetDialog.tsx')).DeleteMirrorSetDialog,
}))

/** Opens the form of a new mirror set. */
export function openCreateMirrorSet(): void {
  openDialog(<CreateMirrorSetDialog />)
}

/** Opens the form of a mirror set. */
export function openEditMirrorSet(kind: MirrorSetKind, name: string): void {
  openDialog(<EditMirrorSetDialog kind={kind} name={name} />)
}

/** Asks whether a mirror set shall go. */
export function openDeleteMirrorSet(kind: MirrorSetKind, name: string): void {
  openDialog(<DeleteMirrorSetDialog kind={kind} name={name} />)
}
