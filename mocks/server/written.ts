export interface LogLine {
  /** RFC 3339 with nanoseconds, as the container runtime notes it. */
  time: string
  text: string
}

/** What one instance of a container has written so far, by number of the line. */
export interface Written {
  readonly count: number
  /** The lines from one number up to another, each with its line end and, if asked for, with the kubelet's timestamp before it. */
  bytes(from: number, to: number, stamped: boolean): Uint8Array
  /** The number of the first line that was not written before a time (milliseconds). */
  since(time: number): number
  /** How many lines make up about a megabyte. */
  readonly megabyte: number
}

const LINES_AT_ONCE = 3000
/** More lines are not kept: the kubelet rotates logs. */
const MOST = 100_000
const encoder = new TextEncoder()

/** A time as the kubelet prints it: nine digits, always. */
export function kubeletTime(time: string): string {
  if (time.length === 30) return time
  const [, seconds = time, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(time) ?? []
  return `${seconds}.${fraction.slice(0, 9).padEnd(9, '0')}Z`
}

/** Lines kept as texts. */
export class Lines implements Written {
  readonly list: LogLine[]
  readonly megabyte = LINES_AT_ONCE

  constructor(list: LogLine[] = []) {
    this.list = list
  }

  /** How many lines are gone. Numbers of lines go on. */
  #gone = 0

  get count(): number {
    return this.#gone + this.list.length
  }

  /** Adds a line. None is older than the one before it: they are dated as they come. */
  add({ time, text }: LogLine): void {
    const own = kubeletTime(time)
    const last = kubeletTime(this.list.at(-1)?.time ?? own)
    this.list.push({ time: own < last ? last : own, text })
    if (this.list.length > MOST) this.#gone += this.list.splice(0, MOST / 10).length
  }

  bytes(from: number, to: number, stamped: boolean): Uint8Array {
    let text = ''
    for (const { time, text: line } of this.list.slice(Math.max(0, from - this.#gone), Math.max(0, to - this.#gone)))
      text += stamped ? `${kubeletTime(time)} ${line}\n` : `${line}\n`
    return encoder.encode(text)
  }

  since(time: number): number {
    const at = this.list.findIndex((line) => Date.parse(line.time) >= time)
    return at < 0 ? this.count : this.#gone + at
  }
}

/** The number of the first line at or after a time, where lines are in order of time. */
export function firstSince(count: number, timeOf: (line: number) => number, time: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOf(middle) < time) low = middle + 1
    else high = middle
  }
  return low
}
