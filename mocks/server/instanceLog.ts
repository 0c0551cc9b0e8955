import { kubeletTime, Lines, type LogLine, type Written } from './written.ts'

/** Lines that a container writes by itself as time goes on: those after one time up to another (milliseconds), in order. */
export type Feed = (from: number, to: number) => LogLine[]

/** What a container whose log nobody has set writes by itself: first since when, then what. */
export interface Source {
  from: number
  feed: Feed
}

/** The log of one instance of a container. What it writes by itself is made when somebody reads: most logs nobody ever does. */
export class InstanceLog {
  readonly #written: Written
  #history: (() => readonly LogLine[]) | undefined
  #source: Source | undefined
  /** Lines that have come since somebody read. */
  #fresh: LogLine[] = []
  /** When it ended, in milliseconds. */
  #ended: number | undefined

  constructor(written: Written = new Lines(), source?: Source, history?: () => readonly LogLine[]) {
    this.#written = written
    this.#source = source
    this.#history = history
  }

  /** Whether lines come by themselves. */
  get writes(): boolean {
    return this.#source !== undefined
  }

  /** From here on it writes what it writes by itself. */
  begin(source: Source | undefined): void {
    this.#source ??= source
  }

  /** It writes nothing more by itself. */
  end(now: number): void {
    this.#ended ??= now
  }

  /** One more line, for logs that are kept line by line. */
  add(line: LogLine): void {
    if (this.#written instanceof Lines) this.#fresh.push(line)
  }

  /** All of it until now. */
  read(now: number): Written {
    const written = this.#written
    if (!(written instanceof Lines)) return written
    for (const line of this.#history?.() ?? []) written.list.push(line)
    this.#history = undefined
    const fresh = this.#fresh
    this.#fresh = []
    const to = Math.min(now, this.#ended ?? now)
    const own = this.#source && this.#source.from < to ? this.#source.feed(this.#source.from, to) : []
    if (this.#source) this.#source.from = to
    for (const line of merged(own, fresh)) written.add(line)
    return written
  }
}

/** Two logs as one, in order of time. */
function merged(own: readonly LogLine[], fresh: readonly LogLine[]): readonly LogLine[] {
  if (!own.length || !fresh.length) return own.length ? own : fresh
  const lines: LogLine[] = []
  let next = 0
  for (const line of fresh) {
    const time = kubeletTime(line.time)
    for (let one = own[next]; one && one.time <= time; one = own[++next]) lines.push(one)
    lines.push(line)
  }
  for (; next < own.length; next++) {
    const line = own[next]
    if (line) lines.push(line)
  }
  return lines
}
