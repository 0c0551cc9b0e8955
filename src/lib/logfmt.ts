/** The fields of a line as logrus writes it; undefined when it is none. */
export function parseLogfmt(_line: string): Map<string, string> | undefined {
  return undefined
}

/** A value as logrus writes it: bare, or quoted as Go's %q. */
export function logfmtValue(text: string): string {
  return text
}
