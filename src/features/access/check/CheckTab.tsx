/** Whether somebody may do something, and why. */
export function CheckTab() {
  return null
}
