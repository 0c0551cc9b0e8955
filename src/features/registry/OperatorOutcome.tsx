/** What the operator makes of a change that was saved. */
export function OperatorOutcome() {
  return null
}
