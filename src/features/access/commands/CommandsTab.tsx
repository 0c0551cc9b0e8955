/** The commands to log in, pull and push. */
export function CommandsTab() {
  return null
}
