export type ManagementState = 'Managed' | 'Removed' | 'Unmanaged'

/** Comes with its form. */
export function ManagementStateDialog({ state }: { state: ManagementState }) {
  return state
}
