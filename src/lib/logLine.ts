export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic'

/** How a line is written: logrus text, klog, Go's http server, JSON, a stack trace, or anything else. */
export type LogFormat = 'logfmt' | 'klog' | 'http' | 'json' | 'trace' | 'text'

/** A line of a log, without its line end and the kubelet's timestamp. */
export interface LogLine {
  /** As it came. */
  text: string
  format: LogFormat
  level?: LogLevel
  /** The line's own time, in µs since 1970. */
  time?: number
  message: string
  /** Of logfmt only. */
  fields: Readonly<Record<string, string>>
}

const levels = [undefined, 'debug', 'info', 'warning', 'error', 'fatal', 'panic'] as const

/** Reads a line. */
export function parseLogLine(text: string): LogLine {
  return { text, format: 'text', message: text, fields: {} }
}

/** What a line is, as a number: see levelOf, isNoise and isContinued. `previousBits`: those of the line before it in the same log, or 0. */
export function scanLine(_text: string, _start: number, _end: number, _previousBits: number): number {
  return 0
}

/** The level of a scanned line. */
export function levelOf(bits: number): LogLevel | undefined {
  return levels[bits & 7]
}

/** Whether a scanned line is normal noise: anonymous pings, HEAD 404, probes, scrapes. */
export function isNoise(bits: number): boolean {
  return (bits & 8) !== 0
}

/** Whether a scanned line belongs to the line before it: the inside of a stack trace. */
export function isContinued(bits: number): boolean {
  return (bits & 16) !== 0
}

/** Whether a parsed line is normal noise. */
export function isNoiseLine(_line: LogLine): boolean {
  return false
}

/** The kubelet's timestamp that a line begins with, in µs since 1970. */
export function kubeletTime(_text: string, _start: number): number | undefined {
  return undefined
}

/** Where a line begins after the kubelet's timestamp; `start` where there is none. */
export function afterKubeletTime(_text: string, start: number): number {
  return start
}
