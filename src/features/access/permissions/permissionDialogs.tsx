import { lazy } from 'react'
import type { Grant } from '../../../k8s/resources/roleBinding.ts'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { OpenPull } from './openPull.ts'

const RevokeRoleDialog = lazy(async () => ({ default: (await import('./RevokeRoleDialog.tsx')).RevokeRoleDialog }))
const OpenPullDialog = lazy(async () => ({ default: (await import('./OpenPullDialog.tsx')).OpenPullDialog }))
const ProjectPullDialog = lazy(async () => ({ default: (await import('./ProjectPullDialog.tsx')).ProjectPullDialog }))

/** Asks whether somebody shall lose a role. */
export function openRevokeRole(grant: Grant): void {
  openDialog(<RevokeRoleDialog grant={grant} />)
}

/** Asks whether a project shall be open for pulls to these. */
export function openOpenPull(namespace: string, wanted: OpenPull): void {
  openDialog(<OpenPullDialog namespace={namespace} wanted={wanted} />)
}

/** Opens the form that lets pods of another project pull. */
export function openProjectPull(namespace: string | undefined): void {
  openDialog(<ProjectPullDialog namespace={namespace} />)
}
