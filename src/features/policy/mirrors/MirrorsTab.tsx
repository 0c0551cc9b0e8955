/** The mirror sets of the cluster. */
export function MirrorsTab() {
  return null
}
