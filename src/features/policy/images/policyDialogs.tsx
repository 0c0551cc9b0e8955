import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { SaveImageConfigDialogProps } from './SaveImageConfigDialog.tsx'

const SaveImageConfigDialog = lazy(async () => ({
  default: (await import('./SaveImageConfigDialog.tsx')).SaveImageConfigDialog,
}))
const TrustEntryDialog = lazy(async () => ({ default: (await import('./TrustEntryDialog.tsx')).TrustEntryDialog }))
const RemoveTrustDialog = lazy(async () => ({ default: (await import('./RemoveTrustDialog.tsx')).RemoveTrustDialog }))

/** Says what saving the form brings with it, and saves it. */
export function openSaveImageConfig(props: SaveImageConfigDialogProps): void {
  openDialog(<SaveImageConfigDialog {...props} />)
}

/** Asks for the certificates of a registry; of a certain one in place of those that are there. */
export function openTrustEntry(key?: string): void {
  openDialog(<TrustEntryDialog {...(key !== undefined && { replaced: key })} />)
}

/** Asks whether the certificates of a registry shall no longer be trusted. */
export function openRemoveTrust(name: string, key: string): void {
  openDialog(<RemoveTrustDialog name={name} trustKey={key} />)
}
