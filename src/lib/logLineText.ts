import { bitsOf, formatMask, levelMask } from './logLineBits.ts'

/** How much of a line that is not logrus text is looked at to tell what it is. */
const seen = 512

const [space, tab, escape, byteOrderMark] = [32, 9, 27, 0xfe_ff]

/** Where a line begins to say something: after color codes, NULs and a byte order mark. */
export function contentStart(text: string, start: number, end: number): number {
  let at = start
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === 0 || code === byteOrderMark) at++
    else if (code === escape) {
      const after = afterColor(text, at, end)
      if (after === at) break
      at = after
    } else break
  }
  return at
}

/** Where a line ends: before the `\r` of a line end, and before the color code that takes back the one it begins with. */
export function contentEnd(text: string, start: number, from: number, end: number): number {
  let to = end
  if (to > from && text.charCodeAt(to - 1) === 13) to--
  if (text.charCodeAt(start) !== escape || from === start) return to
  for (;;) {
    const code = text.lastIndexOf('\u001b', to - 1)
    if (code < from || to - code > 16 || afterColor(text, code, to) !== to) return to
    to = code
  }
}

function afterColor(text: string, start: number, end: number): number {
  if (text.charCodeAt(start + 1) !== 91) return start
  for (let at = start + 2; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code >= 64 && code <= 126) return at + 1
    if (code < 32 || code > 63) return start
  }
  return start
}

/** The bits of a line that is not logrus text. */
export function scanText(text: string, start: number, end: number, previousBits: number): number {
  const code = text.charCodeAt(start)
  if (start < end) {
    if (isDigit(code)) {
      if (isGoLog(text, start, end)) return bitsOf.http | goLogBits(text, start, end)
    } else if (code === 123) {
      if (text.charCodeAt(lastCharacter(text, start, end)) === 125) return bitsOf.json | jsonLevel(text, start, end)
    } else if (code <= 87 && isKlog(text, start, end)) return bitsOf.klog | klogLevel(code)
  }
  return traceBits(text, start, end, previousBits)
}

// Such a line is short or no stack trace at all.
function traceBits(text: string, start: number, end: number, previousBits: number): number {
  const format = previousBits & formatMask
  const indented = start < end && isBlank(text.charCodeAt(start))
  const inTrace = format === bitsOf.trace || format === bitsOf.traceHead
  if (indented && previousBits !== 0)
    return bitsOf.continued | (inTrace || isFrameFile(text, start, end) ? bitsOf.trace : bitsOf.text)
  const head = text.slice(start, Math.min(end, start + seen))
  if (head.startsWith('panic: ')) {
    const after = format === bitsOf.logfmt && (previousBits & levelMask) === bitsOf.panic ? bitsOf.continued : 0
    return bitsOf.traceHead | bitsOf.panic | after
  }
  if (head.startsWith('fatal error: ')) return bitsOf.traceHead | bitsOf.fatal
  if (head.startsWith('Traceback (most recent call last)')) {
    return bitsOf.trace | bitsOf.error | (format === bitsOf.trace ? bitsOf.continued : 0)
  }
  if (head.startsWith('goroutine ') && /^goroutine \d+ .*\[.*\]:?\s*$/.test(head)) {
    // What a server says before it prints where it happened.
    const says = (previousBits & levelMask) >= bitsOf.error && format !== bitsOf.text
    return bitsOf.trace | (inTrace || says ? bitsOf.continued : 0)
  }
  if (format === bitsOf.traceHead) return bitsOf.continued | bitsOf.traceHead
  if (format === bitsOf.trace && (head.trim() === '' || part.test(head))) return bitsOf.continued | bitsOf.trace
  if (isFrameFile(text, start, end) || /^(created by \S|\[signal SIG)/.test(head)) return bitsOf.trace
  return bitsOf.text | textLevel(head)
}

/** What stands between and after the frames of a trace without being indented. */
const part =
  /^(?:[^\s(]+\(.*\)\s*$|created by |\.\.\.|\[|runtime stack:|exit status \d|SIG[A-Z]+: |PC=0x|(?:r\w{1,2}|[cdefgs]s|rip|rflags|eflags|lr|sp|pc|fault)\s+0x|Caused by: |During handling of the above|The above exception was|[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning)(?::|\s*$))/

function isFrameFile(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start) === tab && /^\t\S*\.(?:go|s):\d+/.test(text.slice(start, Math.min(end, start + seen)))
}

function isKlog(text: string, start: number, end: number): boolean {
  return end - start > 20 && klog.test(text.slice(start, start + 14))
}

const klog = /^[IWEF][01]\d[0-3]\d \d\d:\d\d:\d\d/

function klogLevel(code: number): number {
  if (code === 73) return bitsOf.info
  if (code === 87) return bitsOf.warning
  return code === 69 ? bitsOf.error : bitsOf.fatal
}

const goLog = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})? /

/** Where the message of a line of Go's log package begins. */
export function goLogMessage(text: string, start: number): number {
  return start + (goLog.exec(text.slice(start, start + 28))?.[0].length ?? 0)
}

function isGoLog(text: string, start: number, end: number): boolean {
  return end - start > 20 && text.charCodeAt(start + 4) === 47 && goLog.test(text.slice(start, start + 28))
}

function goLogBits(text: string, start: number, end: number): number {
  const message = goLogMessage(text, start)
  if (text.startsWith('http: panic serving ', message)) return bitsOf.panic
  if (!text.startsWith('http: TLS handshake error from ', message)) return 0
  // A load balancer or a probe that only looks whether the port is open.
  return /: (?:EOF|read tcp \S+: connection reset by peer|.*i\/o timeout)$/.test(
    text.slice(message, Math.min(end, message + seen)),
  )
    ? bitsOf.noise
    : 0
}

function lastCharacter(text: string, start: number, end: number): number {
  let at = end - 1
  while (at > start && isBlank(text.charCodeAt(at))) at--
  return at
}

const levelNames: Record<string, number | undefined> = {
  trace: bitsOf.debug,
  debug: bitsOf.debug,
  info: bitsOf.info,
  notice: bitsOf.info,
  warn: bitsOf.warning,
  warning: bitsOf.warning,
  error: bitsOf.error,
  err: bitsOf.error,
  critical: bitsOf.fatal,
  fatal: bitsOf.fatal,
  dpanic: bitsOf.panic,
  panic: bitsOf.panic,
}

function jsonLevel(text: string, start: number, end: number): number {
  const found = /"(?:level|severity|lvl)"\s*:\s*"(\w{3,8})"/i.exec(text.slice(start, Math.min(end, start + seen)))
  return levelNames[found?.[1]?.toLowerCase() ?? ''] ?? 0
}

const levelWord =
  /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+)?(?:\[?(DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|PANIC)\b|(debug|info|warning|error|fatal)(?=: ))/i

function textLevel(head: string): number {
  const found = levelWord.exec(head)
  if (!found) return 0
  // Such a word in the middle of a sentence says nothing: capitals or a colon make it a level.
  const word = found[1] ?? found[2] ?? ''
  if (found[2] === undefined && word !== word.toUpperCase() && head.charAt(found[0].length) !== ':') return 0
  return levelNames[word.toLowerCase()] ?? 0
}

const isDigit = (code: number) => code >= 48 && code <= 57
const isBlank = (code: number) => code === space || code === tab
