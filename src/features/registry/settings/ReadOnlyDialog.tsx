/** Comes with its form. */
export function ReadOnlyDialog({ on }: { on?: boolean | undefined }) {
  return on === undefined ? null : String(on)
}
