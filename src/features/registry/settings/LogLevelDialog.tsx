/** Comes with its form. */
export function LogLevelDialog() {
  return null
}
