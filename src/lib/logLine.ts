import { readFields } from './logfmt.ts'
import { bitsOf, formatOf, isNoise, levelOf, type LogFormat, type LogLevel } from './logLineBits.ts'
import { isNoiseAt, isNoiseOf } from './logLineNoise.ts'
import { contentEnd, contentStart, goLogMessage, scanText } from './logLineText.ts'
import { afterTime, readGoLogTime, readTime } from './logLineTime.ts'

export { isContinued, isNoise, levelOf, type LogFormat, type LogLevel } from './logLineBits.ts'

/** A line of a log, without its line end and the kubelet's timestamp. */
export interface LogLine {
  /** As it came. */
  text: string
  format: LogFormat
  level?: LogLevel
  /** The line's own time, in µs since 1970. */
  time?: number
  message: string
  /** Of logfmt only, `time`, `level` and `msg` among them. Any key can be asked for: there is no prototype. */
  fields: Readonly<Record<string, string>>
}

const noFields: Readonly<Record<string, string>> = Object.freeze(readFields('', 0, 0))

const codes: Record<string, number | undefined> = {
  debug: bitsOf.debug,
  info: bitsOf.info,
  warning: bitsOf.warning,
  error: bitsOf.error,
  fatal: bitsOf.fatal,
  panic: bitsOf.panic,
}
const timePrefix = 'time="'

/** What follows the time, the most frequent first. */
const prefixes: readonly (readonly [string, number])[] = [
  [' level=info msg=', bitsOf.info],
  [' level=error msg=', bitsOf.error],
  [' level=warning msg=', bitsOf.warning],
  [' level=debug msg=', bitsOf.debug],
]
const headLength = 24

/** Reads a line. `previousBits` are what scanLine has told of the line before it: some lines are only known by it. */
export function parseLogLine(text: string, previousBits = 0): LogLine {
  const start = contentStart(text, 0, text.length)
  const end = contentEnd(text, 0, start, text.length)
  return text.startsWith(timePrefix, start) ? parseLogrus(text, start, end) : parseOther(text, start, end, previousBits)
}

function parseLogrus(text: string, start: number, end: number): LogLine {
  const fields = readFields(text, start, end)
  const line: LogLine = { text, format: 'logfmt', message: fields['msg'] ?? '', fields }
  const known = levelOf(codes[fields['level'] ?? ''] ?? 0)
  if (known) line.level = known
  const time = readTime(text, start + timePrefix.length)
  if (time === time) line.time = time
  return line
}

function parseOther(text: string, start: number, end: number, previousBits: number): LogLine {
  const bits = scanText(text, start, end, previousBits)
  const line: LogLine = { text, format: formatOf(bits), message: text.slice(start, end), fields: noFields }
  const level = levelOf(bits)
  if (level) line.level = level
  if (line.format === 'klog') line.message = line.message.replace(/^.{0,80}?\] /s, '')
  else if (line.format === 'http') {
    line.message = text.slice(goLogMessage(text, start), end)
    line.time = readGoLogTime(text, start)
  }
  return line
}

/**
 * What a line between two indexes of a text is, as 8 bits: see levelOf, isNoise and isContinued. `previousBits`: those of the
 * line before it in the same log, or 0. Agrees with parseLogLine but for lines that have a field twice.
 */
export function scanLine(text: string, start: number, end: number, previousBits: number): number {
  // Nearly every line is one of these.
  const plain = text.charCodeAt(start) === 116 && text.slice(start, start + 6).indexOf(timePrefix) === 0
  const from = plain ? start : contentStart(text, start, end)
  const to = contentEnd(text, start, from, end)
  if (!plain && !text.startsWith(timePrefix, from)) return scanText(text, from, to, previousBits)
  const quote = text.indexOf('"', from + timePrefix.length)
  if (quote !== -1 && quote < to && text.charCodeAt(quote - 1) !== 92) {
    // Parts are compared by indexOf in a short slice: several times faster than startsWith.
    const head = text.slice(quote + 1, Math.min(to, quote + headLength))
    for (const [prefix, level] of prefixes)
      if (head.indexOf(prefix) === 0)
        return bitsOf.logfmt | level | (isNoiseAt(text, quote + 1 + prefix.length, to) ? bitsOf.noise : 0)
  }
  const line = parseLogrus(text.slice(from, to), 0, to - from)
  return bitsOf.logfmt | (codes[line.level ?? ''] ?? 0) | (isNoiseOf(line.fields) ? bitsOf.noise : 0)
}

/** Whether a line is normal noise: anonymous pings, HEAD 404, probes, scrapes. */
export function isNoiseLine(line: LogLine): boolean {
  return line.format === 'logfmt' ? isNoiseOf(line.fields) : isNoise(scanLine(line.text, 0, line.text.length, 0))
}

/** The kubelet's timestamp that a line begins with (`2026-11-20T23:33:09.208051662Z …`), in µs since 1970. */
export function kubeletTime(text: string, start: number): number | undefined {
  const time = readTime(text, start)
  return endsTime(text, time) ? time : undefined
}

/** Where a line begins after the kubelet's timestamp; `start` where it has none. */
export function afterKubeletTime(text: string, start: number): number {
  if (!endsTime(text, readTime(text, start))) return start
  return Math.min(text.length, afterTime() + 1)
}

// A line that holds nothing may have lost the space before its end.
function endsTime(text: string, time: number): boolean {
  if (Number.isNaN(time)) return false
  const after = afterTime()
  return after >= text.length || text.charCodeAt(after) === 32
}
