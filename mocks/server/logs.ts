import { BulkLog } from './bulkLog.ts'
import type { Later } from './clock.ts'
import { Lines, type LogLine, type Written } from './written.ts'

export type { LogLine } from './written.ts'

/** Lines that a container writes by itself as time goes on: those after one time up to another (milliseconds), in order. */
export type Feed = (from: number, to: number) => LogLine[]

/** What a container whose log nobody has set writes by itself: first since when, then what. */
export interface Source {
  from: number
  feed: Feed
}

interface ContainerLog {
  written: Written
  /** Made when the log is first read: many are never read. */
  history: (() => readonly LogLine[]) | undefined
  source: Source | undefined
  /** What the container's instance before this one has written. */
  previous: Written | undefined
  listeners: Set<() => void>
  /** Takes back the next look at what has come by itself, while somebody follows. */
  stopLooking: (() => void) | undefined
}

interface LogsOptions {
  now(): Date
  later?: Later
  /** The first lines of containers nobody has set a log for, by container name. */
  defaults?: Record<string, string>
  /** What a container writes by itself, if anything. */
  sourceOf?(pod: string, container: string): Source | undefined
}

const LOOK_EVERY = 200
/** Of logs that grow fast. */
const LOOK_OFTEN = 20

/** What every container has written, in memory. Pods are named 'namespace/name'. */
export class Logs {
  readonly #logs = new Map<string, ContainerLog>()
  readonly #now: () => Date
  readonly #later: Later | undefined
  readonly #defaults: Record<string, string>
  readonly #sourceOf: NonNullable<LogsOptions['sourceOf']>

  constructor({ now, later, defaults = {}, sourceOf = () => undefined }: LogsOptions) {
    this.#now = now
    this.#later = later
    this.#defaults = defaults
    this.#sourceOf = sourceOf
  }

  #log(pod: string, container: string): ContainerLog {
    const key = `${pod}/${container}`
    const known = this.#logs.get(key)
    if (known) return known
    const first = this.#defaults[container]
    const log: ContainerLog = {
      written: new Lines(this.#parse(first ?? '')),
      history: undefined,
      source: first === undefined ? this.#sourceOf(pod, container) : undefined,
      previous: undefined,
      listeners: new Set(),
      stopLooking: undefined,
    }
    this.#logs.set(key, log)
    return log
  }

  #parse(text: string): LogLine[] {
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    let time = this.#now().toISOString()
    return lines.map((line) => {
      time = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/.exec(line.slice(0, 60))?.[1] ?? time
      return { time, text: line }
    })
  }

  /** Takes up what the container has written by itself until now. */
  #current(pod: string, container: string): ContainerLog {
    const log = this.#log(pod, container)
    const { written, history, source } = log
    log.history = undefined
    if (written instanceof Lines) {
      if (history) written.list.unshift(...history())
      if (source) {
        const to = this.#now().getTime()
        const more = source.feed(source.from, to)
        source.from = to
        for (const line of more) written.list.push(line)
      }
    }
    return log
  }

  #changed({ listeners }: ContainerLog): void {
    for (const listener of listeners) listener()
  }

  /** Looks for what comes by itself, as long as somebody follows. */
  #look(pod: string, container: string): void {
    const log = this.#log(pod, container)
    if (log.stopLooking || !log.listeners.size) return
    const fast = log.written instanceof BulkLog
    if (log.written instanceof BulkLog ? !log.written.grows : !log.source) return
    log.stopLooking = this.#later?.(
      () => {
        log.stopLooking = undefined
        const before = log.written.count
        this.#current(pod, container)
        if (fast || log.written.count !== before) this.#changed(log)
        this.#look(pod, container)
      },
      fast ? LOOK_OFTEN : LOOK_EVERY,
    )
  }

  /** Replaces a container's log, which writes nothing by itself from here on. Lines are dated by the time they begin with. */
  set(pod: string, container: string, text: string): void {
    this.load(pod, container, this.#parse(text))
  }

  /** The lines that a container has written before the cluster is looked at, or how to get them. */
  load(pod: string, container: string, lines: readonly LogLine[] | (() => readonly LogLine[])): void {
    const later = typeof lines === 'function'
    this.put(pod, container, new Lines(later ? [] : [...lines]))
    if (later) this.#log(pod, container).history = lines
  }

  /** Replaces a container's log by one that is not kept line by line. */
  put(pod: string, container: string, written: Written): void {
    const log = this.#log(pod, container)
    Object.assign(log, { written, history: undefined, source: undefined })
    this.#changed(log)
    this.#look(pod, container)
  }

  /** Writes one more line; followers see it at once. */
  append(pod: string, container: string, text: string, time?: string): void {
    this.write(pod, container, [{ text, time: time ?? this.#now().toISOString() }])
  }

  /** Writes more lines; followers see them at once. */
  write(pod: string, container: string, lines: readonly LogLine[]): void {
    const log = this.#current(pod, container)
    if (!(log.written instanceof Lines)) return
    for (const line of lines) log.written.list.push(line)
    this.#changed(log)
  }

  /** The lines written so far; none of a log that is not kept line by line. */
  lines(pod: string, container: string): readonly LogLine[] {
    const { written } = this.#current(pod, container)
    return written instanceof Lines ? written.list : []
  }

  /** What the present instance of a container has written, and what the one before it has. */
  written(pod: string, container: string): Written {
    return this.#current(pod, container).written
  }

  previous(pod: string, container: string): Written | undefined {
    return this.#log(pod, container).previous
  }

  /** What the instance before the present one has written. */
  keepPrevious(pod: string, container: string, written: Written): void {
    this.#log(pod, container).previous = written
  }

  /** A container is started for the first time: from here on it writes what it writes by itself. */
  begin(pod: string, container: string): void {
    const log = this.#log(pod, container)
    if (this.#defaults[container] === undefined) log.source ??= this.#sourceOf(pod, container)
  }

  /** A container ends: it writes nothing more by itself. */
  end(pod: string, container: string): void {
    this.#current(pod, container).source = undefined
  }

  /** A container starts again: its log begins anew, the old one is that of its previous instance. */
  restart(pod: string, container: string): void {
    const log = this.#current(pod, container)
    const source = this.#sourceOf(pod, container)
    Object.assign(log, { previous: log.written, written: new Lines(), source })
  }

  /** Logs end with their pod. */
  forget(pod: string): void {
    for (const key of this.#logs.keys()) if (key.startsWith(`${pod}/`)) this.#logs.delete(key)
  }

  /** Calls the listener whenever there may be more. The answer ends that. */
  follow(pod: string, container: string, listener: () => void): () => void {
    const log = this.#log(pod, container)
    log.listeners.add(listener)
    this.#look(pod, container)
    return () => {
      log.listeners.delete(listener)
      if (log.listeners.size) return
      log.stopLooking?.()
      log.stopLooking = undefined
    }
  }
}
