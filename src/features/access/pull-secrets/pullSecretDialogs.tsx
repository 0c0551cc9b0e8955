import { lazy } from 'react'
import type { PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import { openDialog } from '../../../ui/openDialog.tsx'

const LinkServiceAccountsDialog = lazy(async () => ({
  default: (await import('./LinkServiceAccountsDialog.tsx')).LinkServiceAccountsDialog,
}))
const DeletePullSecretDialog = lazy(async () => ({
  default: (await import('./DeletePullSecretDialog.tsx')).DeletePullSecretDialog,
}))

/** Opens the form that says which service accounts use a secret. */
export function openLinkServiceAccounts(namespace: string, name: string): void {
  openDialog(<LinkServiceAccountsDialog namespace={namespace} name={name} />)
}

/** Asks whether a pull secret shall go. */
export function openDeletePullSecret(secret: PullSecretRow): void {
  openDialog(<DeletePullSecretDialog secret={secret} />)
}
