/** Comes with its form. */
export function ScaleDialog() {
  return null
}
