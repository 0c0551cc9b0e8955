/** A tab of the pruning page. */
export function PreviewTab() {
  return null
}
