import { kubeletTime } from '../lib/logLine.ts'

/** The kubelet's timestamp and the blank after it are no longer than this. */
const stampLength = 40

/**
 * Looks where a log goes on that was read up to its newest line held (µs) and is read again from that second. `held`: that line came
 * again, so nothing is missing. `gap`: the first line after it came without it; its container was started anew meanwhile, or the
 * kubelet has begun another file. Undefined: more bytes are needed.
 */
export function createSeam(newest: number): (bytes: Uint8Array) => 'held' | 'gap' | undefined {
  // Timestamps are ASCII, and bytes beyond are no business of this.
  const decoder = new TextDecoder('latin1')
  let rest = ''
  return (bytes) => {
    const text = rest + decoder.decode(bytes)
    for (let start = 0; ;) {
      const end = text.indexOf('\n', start)
      if (end === -1 && text.length - start < stampLength) {
        rest = text.slice(start)
        return undefined
      }
      const time = kubeletTime(text, start)
      if (time === newest) return 'held'
      if (time !== undefined && time > newest) return 'gap'
      if (end === -1) {
        // The rest of this line begins with no timestamp either.
        rest = text.slice(start, start + stampLength)
        return undefined
      }
      start = end + 1
    }
  }
}

/** The time of the last line that begins in these bytes, in µs; undefined where none does, as far as they show. */
export function lastTimeIn(bytes: Uint8Array): number | undefined {
  for (let end = bytes.length; end > 0;) {
    const start = bytes.lastIndexOf(10, end - 1) + 1
    const time = kubeletTime(new TextDecoder('latin1').decode(bytes.subarray(start, start + stampLength)), 0)
    if (time !== undefined) return time
    end = start - 1
  }
  return undefined
}

/** A moment in µs as the API wants it, cut to whole seconds as the server would. */
export function wholeSecond(time: number): string {
  return new Date(Math.floor(time / 1e6) * 1000).toISOString().replace('.000Z', 'Z')
}
