/** Where an image would come from. */
export function ResolveTab() {
  return null
}
