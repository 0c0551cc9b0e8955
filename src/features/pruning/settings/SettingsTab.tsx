/** A tab of the pruning page. */
export function SettingsTab() {
  return null
}
