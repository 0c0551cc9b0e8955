import { lazy } from 'react'
import { openDialog } from '../openDialog.tsx'

const GrantRoleDialog = lazy(async () => ({ default: (await import('./GrantRoleDialog.tsx')).GrantRoleDialog }))

export interface WantedGrant {
  /** Without one the role is granted in the whole cluster, unless a project is to be chosen. */
  namespace?: string | undefined
  /** A project has yet to be chosen. */
  chooseProject?: boolean
  role: string
  /** The name as the registry's log has it: of a user or of a service account; of a group where `isGroup`. */
  user: string
  isGroup?: boolean
}

/** Opens the form that grants somebody a role, filled in. */
export function openGrantRole(grant: WantedGrant): void {
  openDialog(<GrantRoleDialog {...grant} />)
}
