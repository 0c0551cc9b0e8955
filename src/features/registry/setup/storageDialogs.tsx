import { lazy } from 'react'
import type { StorageType } from '../../../k8s/resources/registryStorageTypes.ts'
import { openDialog } from '../../../ui/openDialog.tsx'

const ChangeStorageDialog = lazy(async () => ({
  default: (await import('./ChangeStorageDialog.tsx')).ChangeStorageDialog,
}))

/** Opens the form of where images are kept; `type`: what is chosen at first. */
export function openChangeStorage(type?: StorageType): void {
  openDialog(<ChangeStorageDialog type={type} />)
}
