export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic'

/** How a line is written: logrus text, klog, Go's log package (its http server), JSON, a stack trace, or anything else. */
export type LogFormat = 'logfmt' | 'klog' | 'http' | 'json' | 'trace' | 'text'

const levels: readonly (LogLevel | undefined)[] = [undefined, 'debug', 'info', 'warning', 'error', 'fatal', 'panic']
const formats: readonly (LogFormat | undefined)[] = [
  undefined,
  'text',
  'logfmt',
  'klog',
  'http',
  'json',
  'trace',
  'trace',
]

/** What the bits of a scanned line are made of: a level (0-2), noise (3), continued (4), and a format (5-7; 0 of all bits is no line). */
export const bitsOf = {
  debug: 1,
  info: 2,
  warning: 3,
  error: 4,
  fatal: 5,
  panic: 6,
  noise: 8,
  continued: 16,
  text: 1 << 5,
  logfmt: 2 << 5,
  klog: 3 << 5,
  http: 4 << 5,
  json: 5 << 5,
  /** The frames of a stack trace. */
  trace: 6 << 5,
  /** What is said before the frames, in as many lines as it takes. */
  traceHead: 7 << 5,
} as const

export const levelMask = 7
export const formatMask = 7 << 5

/** The level of a scanned line. */
export function levelOf(bits: number): LogLevel | undefined {
  return levels[bits & levelMask]
}

/** How a scanned line is written. */
export function formatOf(bits: number): LogFormat {
  return formats[(bits & formatMask) >> 5] ?? 'text'
}

/** Whether a scanned line is normal noise: anonymous pings, HEAD 404, probes, scrapes. */
export function isNoise(bits: number): boolean {
  return (bits & bitsOf.noise) !== 0
}

/** Whether a scanned line belongs to the line before it: the inside of a stack trace. */
export function isContinued(bits: number): boolean {
  return (bits & bitsOf.continued) !== 0
}
