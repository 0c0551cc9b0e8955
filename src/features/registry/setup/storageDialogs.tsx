import { openDialog } from '../../../ui/openDialog.tsx'

/** Opens the form of where images are kept. */
export function openChangeStorage(type?: string): void {
  openDialog(type ?? '')
}
