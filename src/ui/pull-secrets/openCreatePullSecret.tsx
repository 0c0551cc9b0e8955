import { lazy } from 'react'
import { openDialog } from '../openDialog.tsx'

const CreatePullSecretDialog = lazy(async () => ({
  default: (await import('./CreatePullSecretDialog.tsx')).CreatePullSecretDialog,
}))

export interface WantedPullSecret {
  /** The project; without one it is chosen in the form. */
  namespace?: string | undefined
  /** The host that credentials are missing for. */
  registry?: string | undefined
  onCreated?: (() => void) | undefined
}

/** Opens the form that makes a pull secret. */
export function openCreatePullSecret(wanted: WantedPullSecret): void {
  openDialog(<CreatePullSecretDialog {...wanted} />)
}
