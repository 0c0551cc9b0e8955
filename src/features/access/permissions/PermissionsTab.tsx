/** Who may pull, push and administer, by project. */
export function PermissionsTab() {
  return null
}
