/** Comes with its form. */
export function EditRegistryDialog() {
  return null
}
