/** A name that somebody wrote, no longer than names are. */
export function cut(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name
}
