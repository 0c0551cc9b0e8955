/** A tab of the pruning page. */
export function PrunerYamlTab() {
  return null
}
