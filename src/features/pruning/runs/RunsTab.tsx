/** A tab of the pruning page. */
export function RunsTab() {
  return null
}
